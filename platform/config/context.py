"""What every page needs to know about the site and the person before it."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest

from push.unread import Unread, unread_of


class Site(TypedDict):
    theme: str
    languages: list[tuple[str, str]]
    unread: Unread
    live_url: str
    site_url: str
    is_staff_user: bool


def site(request: HttpRequest) -> Site:
    """Context of base.html. One cached figure, no query on a page that shows no badge."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in {"light", "dark"} else "",
        "languages": settings.LANGUAGES,
        "unread": unread_of(user.pk) if known and user else Unread(0),
        "live_url": settings.LIVE_URL,
        "site_url": settings.SITE_URL,
        "is_staff_user": bool(known and user and user.is_staff),
    }
