"""What pages of lower floors show of the feed."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from feed.related import related
from notes.cards import cards_of
from notes.models import Note

register = template.Library()


@register.inclusion_tag("feed/_related.html", takes_context=True)
def related_notes(context: dict[str, Any], note: Note) -> dict[str, Any]:  # Any: template contexts
    """Cards of notes like this one. Two queries at most."""
    viewer = context.get("user") or AnonymousUser()
    cards = cards_of(related(note), viewer)
    return {"cards": cards, "csrf_token": context.get("csrf_token"), "request": context.get("request")}
