"""Small things templates of notes need."""

import uuid

from django import template
from django.utils.safestring import SafeString

from notes.markup import body_html, people_named_in

register = template.Library()


@register.simple_tag
def new_key() -> str:
    """A fresh submission key: sending the same form twice makes one row."""
    return str(uuid.uuid4())


@register.filter
def marked_up(text: str) -> SafeString:
    """A text as typed, escaped, with topics, mentions and links to follow."""
    return body_html(text, people_named_in([text]))
