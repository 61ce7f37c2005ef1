"""Cards in templates: drawn by components/_card.html once, then remembered by what they show."""

import secrets
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from notes.cards import Card

register = template.Library()
# A card is about 3 kB, and most readers see the same ones.
_MOST = 2000
# They stand for what differs with every request. Nobody can write them into a title: each process has its own.
_TOKEN, _PLACE = secrets.token_hex(12), secrets.token_hex(12)

# Two rows on a phone. More would share its line with pictures that nobody sees yet; what a wide screen shows beside
# them is fetched as soon as the page is laid out.
_IN_SIGHT = 4


@register.filter
def is_in_sight(number: int) -> bool:
    """Whether the card with this number (from 1) of a list at the top of its page is seen without scrolling."""
    return number <= _IN_SIGHT


@register.simple_tag(takes_context=True)
def card_piece(context: dict[str, Any], card: Card, *, eager: bool = False) -> SafeString:  # Any: template contexts
    """A card. A picture with `eager` is fetched first. The card itself is the key: no other thing changes its face."""
    request = context.get("request")
    place = conditional_escape(request.get_full_path()) if request else ""
    drawn = _drawn(card, eager, get_language() or "en")
    return mark_safe(drawn.replace(_TOKEN, str(context.get("csrf_token", ""))).replace(_PLACE, place))


@lru_cache(maxsize=_MOST)
def _drawn(card: Card, eager: bool, language: str) -> str:  # noqa: FBT001  (part of the key)
    facts = {"card": card, "eager": eager, "csrf_token": _TOKEN, "request": {"get_full_path": _PLACE}}
    return render_to_string("components/_card.html", facts)
