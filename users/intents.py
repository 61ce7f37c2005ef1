"""What somebody wanted to do before they logged in, done once they have.

A visitor who presses "like" is sent to log in. The wish is kept in their session, by POST only, and carried out when
the log-in succeeds. Kinds of wishes are registered by the floors that know how to carry them out.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypedDict

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from users.models import User

log = structlog.get_logger("intents")
Deed = Callable[[User, str, datetime], None]
_DEEDS: dict[str, Deed] = {}
_KEY = "intent"
_LEFT = "intent_left"
STANDS_FOR = timedelta(minutes=30)


class Intent(TypedDict):
    kind: str
    about: str
    since: str


class CannotFulfil(Exception):
    """The wish was refused; the message may be shown. What it was about is kept, so that nothing typed is lost."""


def register(kind: str, deed: Deed) -> None:
    """Says how wishes of a kind are carried out: deed(person, what it is about, instant)."""
    _DEEDS[kind] = deed


def back_to(request: HttpRequest, fallback: str) -> str:
    """Where the visitor was: the form's `next` when it is an address of this site, else `fallback`."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else fallback


def ask_to_log_in(request: HttpRequest, kind: str, about: str, *, then: str, at: datetime) -> HttpResponse:
    """Keeps the wish and sends the visitor to log in; afterwards they are back at `then` and it is done."""
    intent: Intent = {"kind": kind, "about": about, "since": at.isoformat()}
    request.session[_KEY] = intent
    return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode({'next': then})}")


def fulfil(request: HttpRequest, person: User, *, at: datetime) -> bool:
    """Carries out the wish of this session, once. False when there is none, it is too old or refused, or nobody knows
    its kind."""
    intent: Intent | None = request.session.pop(_KEY, None)
    deed = _DEEDS.get(intent["kind"]) if intent else None
    since = parse_datetime(intent["since"]) if intent else None
    if intent is None or deed is None or since is None or at - since > STANDS_FOR:
        return False
    try:
        deed(person, intent["about"], at)
    except CannotFulfil as refused:
        messages.error(request, str(refused))
        request.session[_LEFT] = intent
        return False
    log.info("intent fulfilled", kind=intent["kind"])
    return True


def left_over(request: HttpRequest, kind: str) -> str:
    """What a refused wish of this kind was about, once; empty when there is none."""
    intent: Intent | None = request.session.get(_LEFT)
    if intent is None or intent["kind"] != kind:
        return ""
    del request.session[_LEFT]
    return intent["about"]
