"""What the composer says of a picture."""

from django import template

from notes.models import Picture
from notes.picture_words import told_of

register = template.Library()


@register.filter
def hints_of(picture: Picture | None) -> list[str]:
    """Sentences about what was taken out of a picture and what would make it better."""
    return told_of(picture) if picture else []
