"""What a brand sees of its own products: figures with their definitions, never a name that is not public."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from shop.models import INDEPENDENT, Evidence, Product
from users.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One product of the brand with its figures of today."""

    product: Product
    mentions_week: int
    mentions_month: int
    sponsored: int


class _Counts(NamedTuple):
    week: int = 0
    month: int = 0
    apart: int = 0


def lines_for(person: User, *, at: datetime) -> list[Line]:
    """Every product of the brands this person works for. Three queries however many products."""
    mine = Product.objects.of_brands_of(person)
    products = mine.select_related("brand", "reputation").prefetch_related("variants").order_by("brand_id", "-pk")
    counts = _counts_for(person, at)
    return [Line(product, *counts.get(product.pk, _Counts())) for product in products]


def _counts_for(person: User, at: datetime) -> dict[int, _Counts]:
    """Standing evidence by product: of seven days, of thirty days, and what weighs nothing because it was paid for."""
    rows = (
        Evidence.objects.standing()
        .filter(product__in=Product.objects.of_brands_of(person))
        .values_list("product")
        .annotate(
            week=Count("pk", filter=Q(created_at__gt=at - timedelta(days=7))),
            month=Count("pk", filter=Q(created_at__gt=at - timedelta(days=30))),
            apart=Count("pk", filter=~Q(relation__in=INDEPENDENT)),
        )
    )
    return {product: _Counts(*counts) for product, *counts in rows}
