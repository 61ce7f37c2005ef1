"""Conditions of the ladder in words, in templates."""

from django import template

from users.ladder import asked_in_words
from users.progress import Missing

register = template.Library()


@register.filter
def asked(line: Missing) -> str:
    """What one condition asks for: {{ line|asked }}."""
    return asked_in_words(line.reason, line.wanted)
