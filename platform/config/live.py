"""The live process: one long answer a page, which says how much is unread whenever that changes (server-sent events).

A small ASGI application of its own beside the web process: hundreds of idle connections cost it a few kilobytes each,
while a WSGI thread would be held by every one of them.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

# Everything below needs the settings.
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user  # noqa: E402
from django.db import connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402

from push.stream import Changes, TooManyOpen  # noqa: E402
from push.unread import Unread, unread_of  # noqa: E402

Message = MutableMapping[str, Any]  # Any: the shape ASGI gives its messages
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = dict[str, str]

BEAT_SECONDS = 20.0
# The browser comes back by itself; a connection that lives for ever would outlive the log-in.
LONGEST_SECONDS = 600.0
# What the browser waits before it comes back, in milliseconds.
RETRY_MS = 5000
PATH = "/live/"

_sessions = import_module(settings.SESSION_ENGINE)
_changes = Changes()


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answers GET /live/ of somebody logged in; refuses everything else in a word."""
    if scope["type"] != "http":
        return
    headers = _headers_of(scope)
    status = _status_of(scope, headers)
    person_id = await asyncio.to_thread(_person_of, headers.get("cookie", "")) if status == 200 else None
    if status != 200 or person_id is None:
        await _refuse(send, status if status != 200 else 401, headers)
        return
    try:
        event = _changes.join(person_id)
    except TooManyOpen:
        await _refuse(send, 429, headers)
        return
    try:
        await _tell(person_id, event, receive, send, headers)
    finally:
        _changes.leave(person_id, event)


def _headers_of(scope: Message) -> Headers:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _status_of(scope: Message, headers: Headers) -> int:
    """200 when the request is one we answer at all, before anybody is asked who they are."""
    if scope["path"] != PATH:
        return 404
    if scope["method"] != "GET":
        return 405
    return 200 if _is_ours(headers) else 403


def _is_ours(headers: Headers) -> bool:
    """True for our own pages. A page of the same origin sends no Origin; then the browser says where it stands."""
    origin = headers.get("origin")
    if origin is not None:
        return origin == settings.SITE_URL
    return headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _person_of(cookies: str) -> int | None:
    """Who is logged in by the session cookie, or None. Asks the database, so it runs in a thread."""
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    request = HttpRequest()
    request.session = _sessions.SessionStore(morsel.value)
    try:
        user = get_user(request)
        return user.pk if user.is_authenticated else None
    finally:
        connections.close_all()


def _figures_of(person_id: int) -> Unread:
    try:
        return unread_of(person_id)
    finally:
        connections.close_all()


def _answer_headers(headers: Headers, kind: bytes) -> list[tuple[bytes, bytes]]:
    """Only our own site may read the answer from another port; a proxy must pass each event on at once."""
    answer = [
        (b"content-type", kind),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
        (b"vary", b"Origin, Cookie"),
    ]
    if headers.get("origin") == settings.SITE_URL:
        answer.append((b"access-control-allow-origin", settings.SITE_URL.encode()))
        answer.append((b"access-control-allow-credentials", b"true"))
    return answer


async def _refuse(send: Send, status: int, headers: Headers) -> None:
    answer = _answer_headers(headers, b"text/plain")
    await send({"type": "http.response.start", "status": status, "headers": answer})
    await send({"type": "http.response.body", "body": b""})


async def _tell(person_id: int, event: asyncio.Event, receive: Receive, send: Send, headers: Headers) -> None:
    """Sends the figures at once and after every change until the reader leaves or the time is over.

    They are whole figures and never differences: a page that was away for a while has missed nothing."""
    answer = _answer_headers(headers, b"text/event-stream; charset=utf-8")
    await send({"type": "http.response.start", "status": 200, "headers": answer})
    await _write(send, f"retry: {RETRY_MS}\n\n")
    gone = asyncio.create_task(_until_gone(receive))
    try:
        await _tell_changes(person_id, event, send, gone)
    finally:
        gone.cancel()
    if not gone.done():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _tell_changes(person_id: int, event: asyncio.Event, send: Send, gone: asyncio.Task[None]) -> None:
    ends = time.monotonic() + LONGEST_SECONDS
    told: Unread | None = None
    event.set()
    while not gone.done() and time.monotonic() < ends:
        if event.is_set():
            event.clear()
            unread = await asyncio.to_thread(_figures_of, person_id)
            # Everybody is woken when the subscription begins anew; most find what they were told already.
            if unread != told:
                await _write(send, f"event: unread\ndata: {unread.as_json()}\n\n")
            told = unread
        changed = asyncio.create_task(event.wait())
        wait = min(BEAT_SECONDS, max(0.0, ends - time.monotonic()))
        await asyncio.wait({changed, gone}, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        if not changed.done() and not gone.done():
            await _write(send, ": still here\n\n")
        changed.cancel()


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
