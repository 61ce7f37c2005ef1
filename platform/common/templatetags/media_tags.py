"""Addresses of pictures in templates."""

from django import template

from common.media import rendition_url

register = template.Library()


@register.filter
def rendition(stem: str, width: int) -> str:
    """The address of a picture's rendition of that width: {{ person.avatar|rendition:360 }}."""
    return rendition_url(stem, width)
