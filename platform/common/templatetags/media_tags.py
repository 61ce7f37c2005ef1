"""Addresses of pictures in templates."""

from django import template

from common.media import rendition_url, stored_url, video_url

register = template.Library()


@register.filter
def rendition(stem: str, width: int) -> str:
    """The address of a picture's rendition of that width: {{ person.avatar|rendition:360 }}."""
    return rendition_url(stem, width)


@register.filter
def film(stem: str, slot: str) -> str:
    """The address of a video's rendition: {{ video.stem|film:"480" }}."""
    return video_url(stem, slot)


@register.filter
def stored(name: str) -> str:
    """The address of a file in the public part of the storage: {{ video.captions|stored }}."""
    return stored_url(name)
