"""A real browser before a real site: Chromium, a web server, PostgreSQL, Redis and a Celery worker."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from common.redis_client import client, key
from tests.browser.chromium import launched
from tests.browser.quiet import wait_until_nobody_is_answered
from tests.browser.visitor import Visitor
from tests.factories import person
from users.models import User

# Playwright's loop runs in this thread; Django would otherwise refuse to be asked anything beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
_PROJECT = Path(__file__).resolve().parents[2]
PASSWORD = "a-long-quiet-meadow"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            # Chromium, a server and a worker share the machine with everything else. What fails once and not again is
            # named at the end of the run; what fails twice fails.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


@pytest.fixture
def visitor(chromium: Browser, live_server) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `visitor("mina")` is a new browser profile. Each must have left a clean console."""
    contexts: list[BrowserContext] = []
    made: list[Visitor] = []

    def make(name: str = "somebody", **options) -> Visitor:
        given = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"}
        # A service worker would answer in place of the routes that tests lay.
        given["service_workers"] = "block"
        context = chromium.new_context(**(given | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        made.append(Visitor(name, context.new_page(), live_server.url))
        return made[-1]

    yield make
    complaints = [f"{one.name}: {line}" for one in made for line in one.complaints]
    for context in contexts:
        context.close()
    wait_until_nobody_is_answered()
    assert complaints == []


@pytest.fixture
def page(visitor) -> Page:
    return visitor().page


@pytest.fixture
def member(transactional_db) -> Callable[..., User]:
    """Makes people who can log in with PASSWORD and have been welcomed."""

    def make(handle: str, **facts) -> User:
        return person(handle, password=PASSWORD, onboarding="done", language="en", **facts)

    return make


@pytest.fixture
def worker(transactional_db) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker on this test's database, the same program and queues as in production."""
    client().delete(key("default"), key("media"), key("video"))
    argv = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "--queues", "default,media,video"]
    options = ["--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    process = subprocess.Popen([*argv, *options], cwd=_PROJECT, env=_worker_variables())
    yield process
    process.terminate()
    process.wait(20)


def _worker_variables() -> dict[str, str]:
    """This process's own environment, with the database that the test runner made."""
    facts = connection.settings_dict
    host, port = str(facts["HOST"] or facts["OPTIONS"].get("host", "")), str(facts["PORT"])
    user, word = quote(str(facts["USER"])), quote(str(facts["PASSWORD"]))
    login = f"{user}:{word}" if word else user
    query = f"?host={quote(host)}" if host.startswith("/") else ""
    place = "" if query else f"{host}:{port or 5432}"
    url = f"postgres://{login}@{place}/{facts['NAME']}{query}"
    return {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
