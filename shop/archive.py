"""What the shop puts into an archive: what somebody said of products. It comes back with the notes that said it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from common.archives import Row, Section, register
from shop.models import Evidence


def _evidence(person_id: int) -> Iterator[Row]:
    rows = Evidence.objects.filter(author=person_id).select_related("product").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield {
            "product": row.product.public_id,
            "name": row.product.name_en,
            "relation": row.relation,
            "stance": row.stance,
            "text": row.text,
            "source": row.source,
            "is_verified_purchase": row.is_verified_purchase,
            "created_at": row.created_at,
            "withdrawn_at": row.withdrawn_at,
        }


register(Section("evidence", _("What you said of products"), 45, _evidence))
