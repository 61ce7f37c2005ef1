"""Where the renditions of a picture lie. The one place that turns a stem into addresses."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.encoding import filepath_to_uri

WIDTHS = (360, 720, 1440)


def rendition_name(stem: str, width: int) -> str:
    """The name of a rendition in the storage: a stem "p/ab/cd12" gives "p/ab/cd12-720.webp"."""
    return f"{stem}-{width}.webp"


def rendition_url(stem: str, width: int) -> str:
    """The address of a rendition; empty for an empty stem. Raises ValueError for a width that is not made."""
    if width not in WIDTHS:
        raise ValueError(f"renditions are {WIDTHS} wide, not {width}")
    if not stem:
        return ""
    name = rendition_name(stem, width)
    # What the storage on disk answers, without its detours: a page of cards asks eighty times.
    return f"{settings.MEDIA_URL}{filepath_to_uri(name)}" if settings.STORES_ON_DISK else default_storage.url(name)


# The renditions of a film; the preview is short, silent and light, for a pointer that rests on a card.
VIDEO_SLOTS = ("720", "480", "preview")


def video_name(stem: str, slot: str) -> str:
    """The name of a film in the storage: a stem "v/ab/cd12" gives "v/ab/cd12-720.mp4"."""
    return f"{stem}-{slot}.mp4"


def video_url(stem: str, slot: str) -> str:
    """The address of a film; empty for an empty stem. Raises ValueError for a slot that is not made."""
    if slot not in VIDEO_SLOTS:
        raise ValueError(f"films are made as {VIDEO_SLOTS}, not {slot}")
    return stored_url(video_name(stem, slot)) if stem else ""


def poster_stem(stem: str, number: int) -> str:
    """The stem of a film's still, whose renditions are those of a picture."""
    return f"{stem}-p{number}"


def stored_url(name: str) -> str:
    """The address of a file in the public part of the storage; empty for an empty name."""
    if not name:
        return ""
    return f"{settings.MEDIA_URL}{filepath_to_uri(name)}" if settings.STORES_ON_DISK else default_storage.url(name)
