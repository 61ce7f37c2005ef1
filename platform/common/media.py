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
