"""Media. Open ones are served here on a laptop only: in production a reverse proxy or an object store does it.

Guarded ones always pass here: the floor they belong to is asked, then the web server, or the store, sends the bytes.
"""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils._os import safe_join
from django.utils.encoding import filepath_to_uri
from django.views.decorators.http import require_safe
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from api.authentication import ScopedTokenAuthentication
from api.models import Scope
from common.media import GUARDED, Viewer, is_guarded, readable, stored_url
from common.ranges import ranged

# What the system's own table may not know.
_TYPES = {".vtt": "text/vtt; charset=utf-8", ".webp": "image/webp", ".mp4": "video/mp4"}


def _served(request: HttpRequest, part: str, name: str) -> HttpResponseBase:
    """A file of a part of the store, or the bytes of it that a player asks for. Raises Http404."""
    try:
        found = Path(safe_join(Path(settings.MEDIA_ROOT) / part, name))
    except (SuspiciousFileOperation, ValueError) as outside:
        raise Http404 from outside
    if "\0" in name or not found.is_file():
        raise Http404
    kind = _TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return ranged(request, found, kind)


@require_safe
def _file(request: HttpRequest, path: str) -> HttpResponseBase:
    response = _served(request, "public", path)
    # Names are random and never used twice, so a browser may keep the file for good.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _viewer(request: HttpRequest) -> Viewer:
    """Who asks: a session, or a program with a token that may read."""
    if request.user.is_authenticated or "Authorization" not in request.headers:
        return request.user
    try:
        found = ScopedTokenAuthentication().authenticate(Request(request))
    except APIException:
        return request.user
    return found[0] if found and Scope.READ in found[1].scopes else request.user


@require_safe
def _guarded(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file that is not for everybody. Whoever may not see it learns nothing, not even that there is one."""
    name = readable(GUARDED + path, _viewer(request))
    if not name:
        raise Http404
    if not is_guarded(name):
        return HttpResponseRedirect(stored_url(name))
    response = _sent(request, name)
    response["Cache-Control"] = "private, max-age=300"
    response["Vary"] = "Cookie, Authorization"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _sent(request: HttpRequest, name: str) -> HttpResponseBase:
    if not settings.STORES_ON_DISK:
        # The store's own address, which it signs for a short while.
        return HttpResponseRedirect(storages["guarded"].url(name))
    if not settings.GUARDED_ACCEL:
        return _served(request, "guarded", name)
    response = HttpResponse(content_type="")
    # Without this header the web server goes by the ending.
    del response["Content-Type"]
    response["X-Accel-Redirect"] = settings.GUARDED_ACCEL + filepath_to_uri(name)
    return response


def media_patterns() -> list[URLPattern]:
    """The guarded ones; and the open ones when MEDIA_URL is a path of this site, not of another host."""
    guarded = path(f"{settings.GUARDED_URL.strip('/')}/<path:path>", _guarded, name="guarded")
    prefix = settings.MEDIA_URL.lstrip("/")
    if "://" in settings.MEDIA_URL:
        return [guarded]
    return [guarded, re_path(rf"^{prefix}(?P<path>.*)$", _file, name="media")]
