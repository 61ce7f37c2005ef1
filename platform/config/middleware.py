"""What every request passes: its id, the reader's language and zone, and the content policy of its path."""

import re
import secrets
import time
import zoneinfo
from collections.abc import Callable
from functools import cache

import structlog
from allauth.usersessions.middleware import UserSessionsMiddleware
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone, translation

GetResponse = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
log = structlog.get_logger("request")


class RequestIdMiddleware:
    """Gives each request an id, binds it to every log line, and sends it back as X-Request-ID."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if response.status_code >= 500:
            log.error("answered", method=request.method, path=request.path, status=response.status_code)
        return response


# What the site writes itself. Pictures and films are packed already, and files and streams go out as they are.
_WORDS = ("text/", "application/json", "application/manifest+json", "application/problem+json", "application/xml",
          "application/rss+xml", "application/atom+xml", "application/feed+json")  # fmt: skip


class PackedPagesMiddleware(GZipMiddleware):
    """Pages go out packed: on a slow line the 60 kB of a list take a third of a second, 10 kB do not.

    Django adds up to 100 random bytes, and CSRF tokens change with every page, so lengths do not betray them (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(_WORDS):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


class PlainAddressMiddleware:
    """No address of ours holds a NUL, and PostgreSQL takes none in a text: such an address is no page, not a fault."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)


@cache
def _zones() -> frozenset[str]:
    """Every zone this machine knows. The library walks through a thousand files to say so."""
    return frozenset(zoneinfo.available_timezones())


class ReaderLocaleMiddleware:
    """Puts a known reader's own language and time zone before what the browser guesses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The language cookie says a choice was made on this device; it wins over the account's language.
        chosen_here = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        user = request.user
        zone = request.COOKIES.get("zone", "")
        if user.is_authenticated:
            zone = user.time_zone
            if user.language and not chosen_here:
                translation.activate(user.language)
                request.LANGUAGE_CODE = translation.get_language()
        if zone in _zones():
            timezone.activate(zoneinfo.ZoneInfo(zone))
        else:
            timezone.deactivate()
        return self.get_response(request)


class SeenSessionsMiddleware:
    """allauth's list of where somebody is logged in, brought up to date once in a while.

    Its own middleware writes a row with every page; nobody looks at the list closer than to some minutes. A new
    address or browser is written at once.
    """

    every_seconds = 300.0
    most_remembered = 10_000

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.writes = UserSessionsMiddleware(get_response)
        self.until: dict[tuple[str, ...], float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_remembered(request):
            return self.get_response(request)
        answer: HttpResponse = self.writes(request)
        return answer

    def _is_remembered(self, request: HttpRequest) -> bool:
        facts = (request.META.get(name, "") for name in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT"))
        mark, moment = (request.session.session_key or "", *facts), time.monotonic()
        if self.until.get(mark, 0.0) > moment:
            return True
        if len(self.until) >= self.most_remembered:
            self.until.clear()
        self.until[mark] = moment + self.every_seconds
        return False


# The admin's theme is built on Alpine, which evaluates expressions; the readable API docs bring an inline script.
_ADMIN_POLICY = {"script-src": ["'self'", "'unsafe-eval'"], "style-src": ["'self'", "'unsafe-inline'"]}
_DOCS_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "worker-src": ["'self'", "blob:"],
}


class PathAwareCspMiddleware(CSPMiddleware):
    """django-csp, with wider policies for the two places whose vendored pages cannot do without."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            response._csp_update = _ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's own seam
        elif request.path.startswith("/api/docs/"):
            response._csp_update = _DOCS_POLICY  # type: ignore[attr-defined]
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
