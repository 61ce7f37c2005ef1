"""Words found, marked where they stand: in a text, and in the pieces other pages show too."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from notes.cards import Card
from notes.templatetags.card_tags import card_piece
from search.marking import marked

register = template.Library()


@register.filter(name="marked")
def marked_text(text: str, needles: Sequence[str]) -> SafeString:
    """The text, escaped, with <mark> around the needles."""
    return marked(text, needles)


@register.filter
def figure(number: int) -> str:
    """A count as it is: 1,000."""
    return f"{number:,}"


@register.simple_tag(takes_context=True)
def found_card(context: dict[str, Any], card: Card, *, eager: bool = False) -> SafeString:  # Any: template contexts
    """A card as everywhere, with the words found marked in its title; the remembered face of the card is untouched."""
    return _marked_in(card_piece(context, card, eager=eager), card.title, context.get("needles", ()))


@register.simple_tag(takes_context=True)
def passage_of(context: dict[str, Any], card: Card) -> SafeString | None:  # Any: template contexts
    """The line of a note's text in which the words were found; None where they stand in its title or topics alone."""
    found: SafeString | None = context.get("passages", {}).get(card.id)
    return found


@register.simple_tag(takes_context=True)
def found_piece(context: dict[str, Any], name: str, text: str, **facts: Any) -> SafeString:  # Any: template contexts
    """Another piece (a product card, a person's row) with the words marked in the text that names it."""
    drawn = render_to_string(name, {**context.flatten(), **facts})  # type: ignore[attr-defined]  # a Context, not a dict
    return _marked_in(drawn, text, context.get("needles", ()))


def _marked_in(drawn: str, text: str, needles: Sequence[str]) -> SafeString:
    """`text` stands in the piece once as a link's words; escaped, it holds no sign that could end them."""
    plain = conditional_escape(text)
    return mark_safe(drawn.replace(f">{plain}</a>", f">{marked(text, needles)}</a>", 1))
