"""What pages of lower floors show of the feed."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from feed.related import related
from notes.models import Note

register = template.Library()


@register.inclusion_tag("feed/_related.html", takes_context=True)
def related_notes(context: dict[str, Any], note: Note) -> dict[str, Any]:  # Any: template contexts
    """Cards of notes like this one. One query while its neighbours are remembered."""
    cards = related(note, context.get("user") or AnonymousUser())
    return {"cards": cards, "csrf_token": context.get("csrf_token"), "request": context.get("request")}
