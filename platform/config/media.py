"""Media on a laptop. In production a reverse proxy or an object store serves them and these addresses stay unused."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.static import serve


def _file(request: HttpRequest, path: str) -> HttpResponseBase:
    response = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "public"))
    # Names are random and never used twice, so a browser may keep the file for good.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def media_patterns() -> list[URLPattern]:
    """One pattern when MEDIA_URL is a path of this site, none when it names another host."""
    prefix = settings.MEDIA_URL.lstrip("/")
    if "://" in settings.MEDIA_URL:
        return []
    return [re_path(rf"^{prefix}(?P<path>.*)$", _file, name="media")]
