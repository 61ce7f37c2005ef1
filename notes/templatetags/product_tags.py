"""Notes on product pages: the roof joins two floors that do not know each other."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from notes.models import Note, NoteProduct
from notes.shelves import of_experts, of_product
from shop.models import Product

register = template.Library()


@register.inclusion_tag("shop/_experts.html", takes_context=True)
def experts_on(context: dict[str, Any], product: Product) -> dict[str, Any]:  # Any: template contexts
    """What experts and official accounts wrote of a product. Two queries."""
    return _with(context, of_experts(product, context.get("user") or AnonymousUser()))


@register.inclusion_tag("notes/_experts.html", takes_context=True)
def experts_beside(context: dict[str, Any], note: Note, tags: Sequence[NoteProduct]) -> dict[str, Any]:  # Any: as above
    """What experts wrote of the first product a note speaks of, without this note. Two queries, none for no product."""
    if not tags:
        return {"cards": []}
    product = tags[0].product
    page = of_experts(product, context.get("user") or AnonymousUser())
    cards = [card for card in page.cards if card.id != note.public_id]
    return _with(context, page) | {"cards": cards, "product": product}


@register.inclusion_tag("shop/_everybody.html", takes_context=True)
def everybody_on(context: dict[str, Any], product: Product) -> dict[str, Any]:  # Any: template contexts
    """The newest notes that speak of a product. Two queries."""
    return _with(context, of_product(product, context.get("user") or AnonymousUser()))


def _with(context: dict[str, Any], page: object) -> dict[str, Any]:  # Any: template contexts
    return {"page": page, "request": context.get("request"), "csrf_token": context.get("csrf_token")}
