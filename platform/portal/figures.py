"""What a brand sees of its own products: figures with their definitions, never a name that is not public."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from shop.models import INDEPENDENT, Product
from users.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One product of the brand with its figures of today."""

    product: Product
    mentions_week: int
    mentions_month: int
    sponsored: int


def lines_for(person: User, *, at: datetime) -> list[Line]:
    """Every product of the brands this person works for. Three queries however many products."""
    standing = Q(evidence__withdrawn_at=None)
    products = (
        Product.objects.of_brands_of(person)
        .select_related("brand", "reputation")
        .prefetch_related("variants")
        .annotate(
            week=Count("evidence", filter=standing & Q(evidence__created_at__gt=at - timedelta(days=7)), distinct=True),
            month=Count(
                "evidence", filter=standing & Q(evidence__created_at__gt=at - timedelta(days=30)), distinct=True
            ),
            apart=Count("evidence", filter=standing & ~Q(evidence__relation__in=INDEPENDENT), distinct=True),
        )
        .order_by("brand_id", "-pk")
    )
    return [Line(product, product.week, product.month, product.apart) for product in products]
