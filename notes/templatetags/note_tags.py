"""Small things templates of notes need."""

import uuid

from django import template

register = template.Library()


@register.simple_tag
def new_key() -> str:
    """A fresh submission key: sending the same form twice makes one row."""
    return str(uuid.uuid4())
