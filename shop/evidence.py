"""Taking evidence in and out of the reputation base."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from common.events import announce
from shop.events import evidence_changed
from shop.models import Evidence


@dataclass(frozen=True, slots=True)
class Experience:
    """One author's experience of a product, as whoever holds the words hands it over."""

    product_id: int
    author_id: int
    relation: str
    stance: int | None
    text: str
    source: str
    source_url: str
    text_fingerprint: str = ""
    picture_fingerprints: list[str] = field(default_factory=list)


_RENEWED = ("author_id", "relation", "stance", "text", "text_fingerprint", "picture_fingerprints", "source_url")


@transaction.atomic
def record(experience: Experience, *, at: datetime) -> Evidence:
    """Adds or renews the evidence of one source about one product."""
    facts = {name: getattr(experience, name) for name in _RENEWED}
    row, _made = Evidence.objects.update_or_create(
        product_id=experience.product_id,
        source=experience.source,
        defaults=facts | {"withdrawn_at": None},
        create_defaults=facts | {"created_at": at},
    )
    announce(evidence_changed, product_id=experience.product_id)
    return row


@transaction.atomic
def withdraw(source: str, *, at: datetime, except_products: frozenset[int] = frozenset()) -> int:
    """Takes a source's evidence out, apart from the named products. Returns how many rows stood until now."""
    rows = Evidence.objects.standing().filter(source=source).exclude(product_id__in=except_products)
    products = list(rows.values_list("product_id", flat=True))
    rows.update(withdrawn_at=at)
    for product_id in products:
        announce(evidence_changed, product_id=product_id)
    return len(products)
