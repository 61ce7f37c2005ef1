"""What the composer offers while somebody types: products and topics."""

from collections.abc import Iterable
from typing import TypedDict

from django.db.models import Q, QuerySet

from common.markup import topic_slug
from common.media import rendition_url
from common.text import clean
from notes.models import Topic
from shop.models import Product

_OFFERED = 8


class ProductChoice(TypedDict):
    id: str
    name: str
    brand: str
    picture: str


def products_like(text: str) -> QuerySet[Product]:
    """Live products whose name, in either language, or brand holds every word of `text`; the newest for none."""
    found = Product.objects.live().select_related("brand").prefetch_related("pictures")
    for word in clean(text).split()[:6]:
        found = found.filter(
            Q(name_en__icontains=word)
            | Q(name_zh__icontains=word)
            | Q(brand__name_en__icontains=word)
            | Q(brand__name_zh__icontains=word)
        )
    return found.order_by("-pk")[:_OFFERED]


def product_choices(products: Iterable[Product]) -> list[ProductChoice]:
    """Products as a script shows them."""
    return [
        {
            "id": product.public_id,
            "name": product.name,
            "brand": product.brand.name,
            "picture": next((rendition_url(picture.stem, 360) for picture in product.pictures.all()), ""),
        }
        for product in products
    ]


def topics_like(text: str) -> list[Topic]:
    """The largest topics that begin with `text`."""
    slug = topic_slug(text)
    topics = Topic.objects.filter(is_hidden=False).filter(slug__startswith=slug) if slug else Topic.objects.none()
    return list(topics.order_by("-notes_count", "-pk")[:_OFFERED])
