"""The live process: who may listen, what they hear, and when it ends."""

import asyncio
import contextlib
import faulthandler
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import Future
from datetime import timedelta
from threading import Thread
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache

from config import live
from push import inbox
from push.models import InboxItem, Kind
from push.stream import Changes, TooManyOpen
from push.unread import tell_changed, unread_of
from tests.factories import NOON, person
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 10
LONGEST_STORY = 120
Told = TypeVar("Told")


def in_a_loop_of_its_own(story: Coroutine[Any, Any, Told]) -> Told:
    """Runs a story in a thread: in this one a browser's loop may be running, left by tests that came before.

    A story that does not end fails with what every thread stands at, and is left behind.
    """
    told: Future[Told] = Future()

    def run() -> None:
        try:
            told.set_result(asyncio.run(story))
        except BaseException as problem:
            told.set_exception(problem)

    Thread(target=run, daemon=True).start()
    try:
        return told.result(LONGEST_STORY)
    except TimeoutError:
        if not told.done():
            faulthandler.dump_traceback(all_threads=True)
        raise


@pytest.fixture(autouse=True)
def _own_changes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has an event loop of its own, and so must what lives in one."""
    cache.clear()
    monkeypatch.setattr(live, "_changes", Changes())
    yield
    cache.clear()


def cookie_of(who: User) -> str:
    """The session cookie of somebody who logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def item_for(who: User, number: int = 1) -> InboxItem:
    item = InboxItem.objects.create(
        reader=who, kind=Kind.LEVEL, subject=f"level:{number}", local_day=NOON.date(), created_at=NOON, happened_at=NOON
    )
    tell_changed([who.pk])
    return item


class Browser:
    """The other end of one request: collects what is sent and can leave."""

    def __init__(self, cookie: str = "", **scope: Any) -> None:
        headers = {"cookie": cookie, "origin": settings.SITE_URL} | scope.pop("headers", {})
        pairs = [(name.encode(), value.encode()) for name, value in headers.items() if value]
        self.scope = {"type": "http", "method": "GET", "path": "/live/", "headers": pairs} | scope
        self.status = 0
        self.headers: dict[str, str] = {}
        self.text = ""
        self.is_over = False
        self._left = asyncio.Event()
        self._news = asyncio.Condition()

    async def send(self, message: Any) -> None:
        async with self._news:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                self.text += message["body"].decode()
                self.is_over = not message.get("more_body", False)
            self._news.notify_all()

    async def receive(self) -> Any:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def ask(self) -> None:
        await live.application(self.scope, self.receive, self.send)

    async def until(self, is_there: Callable[[], bool]) -> None:
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(is_there), PATIENCE)

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator["Browser"]:
        task = asyncio.create_task(self.ask())
        try:
            await self.until(lambda: "data:" in self.text or self.is_over)
            yield self
        finally:
            self._left.set()
            await asyncio.wait_for(task, PATIENCE)


def answer(cookie: str = "", **scope: Any) -> Browser:
    """A request that is refused, and so ends by itself."""

    async def run() -> Browser:
        browser = Browser(cookie, **scope)
        await asyncio.wait_for(browser.ask(), PATIENCE)
        return browser

    return in_a_loop_of_its_own(run())


def test_somebody_logged_in_hears_at_once_how_much_is_unread() -> None:
    ana = person()
    item_for(ana)
    cookie = cookie_of(ana)

    async def run() -> str:
        async with Browser(cookie).listening() as browser:
            return browser.text

    told = unread_of(ana.pk).as_json()
    assert in_a_loop_of_its_own(run()) == f"retry: 5000\n\nevent: unread\ndata: {told}\n\n"
    assert json.loads(told) | {"mark": 0} == {"total": 1, "tabs": {"system": 1}, "mark": 0}


def test_an_open_page_hears_of_a_new_item_and_of_one_that_was_read() -> None:
    ana = person()
    cookie = cookie_of(ana)

    async def run() -> None:
        async with Browser(cookie).listening() as browser:
            item = await asyncio.to_thread(item_for, ana)
            await browser.until(lambda: 'data: {"total":1,' in browser.text)
            await asyncio.to_thread(lambda: inbox.mark_read(item, at=NOON))
            await browser.until(lambda: 'data: {"total":0,"tabs":{},' in browser.text)

    in_a_loop_of_its_own(run())


def test_nobody_hears_of_somebody_elses_inbox() -> None:
    ana, mina = person(), person()
    cookies = cookie_of(ana), cookie_of(mina)

    async def run() -> str:
        async with Browser(cookies[0]).listening() as hers, Browser(cookies[1]).listening() as other:
            await asyncio.to_thread(item_for, ana)
            await hers.until(lambda: 'data: {"total":1,' in hers.text)
            return other.text

    assert in_a_loop_of_its_own(run()).count("data:") == 1


def test_a_visitor_is_refused() -> None:
    assert answer().status == 401


def test_a_forged_session_is_refused() -> None:
    assert answer(f"{settings.SESSION_COOKIE_NAME}=forged").status == 401


def test_a_closed_account_is_refused() -> None:
    ana = person()
    cookie = cookie_of(ana)
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert answer(cookie).status == 401


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"origin": "", "sec-fetch-site": "cross-site"}],
)
def test_a_page_of_another_site_is_refused_and_may_read_nothing(headers: dict[str, str]) -> None:
    refused = answer(cookie_of(person()), headers=headers)
    assert refused.status == 403
    assert "access-control-allow-origin" not in refused.headers


def test_our_own_site_may_read_the_answer_from_its_other_port() -> None:
    refused = answer()
    assert refused.headers["access-control-allow-origin"] == settings.SITE_URL
    assert refused.headers["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize(("scope", "status"), [({"method": "POST"}, 405), ({"path": "/other/"}, 404)])
def test_anything_but_reading_the_one_address_is_refused(scope: dict[str, str], status: int) -> None:
    assert answer(cookie_of(person()), **scope).status == status


def test_a_fourth_connection_of_one_person_is_refused_until_one_of_the_three_ends() -> None:
    changes = Changes()

    async def run() -> None:
        events = [changes.join(1) for _ in range(3)]
        with pytest.raises(TooManyOpen):
            changes.join(1)
        changes.leave(1, events[0])
        changes.join(1)
        changes.join(2)

    in_a_loop_of_its_own(run())


def test_a_quiet_connection_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.01)
    cookie = cookie_of(person())

    async def run() -> None:
        async with Browser(cookie).listening() as browser:
            await browser.until(lambda: ": still here\n\n" in browser.text)

    in_a_loop_of_its_own(run())


def test_a_connection_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LONGEST_SECONDS", timedelta(milliseconds=50).total_seconds())
    ended = answer(cookie_of(person()))
    assert (ended.status, ended.is_over) == (200, True)


def test_a_reader_who_leaves_frees_their_place() -> None:
    cookie = cookie_of(person())

    async def run() -> dict[int, set[asyncio.Event]]:
        async with Browser(cookie).listening():
            pass
        return dict(live._changes._waiting)

    assert in_a_loop_of_its_own(run()) == {}
