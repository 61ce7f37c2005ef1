"""The figure beside the inbox in several tabs of one browser, with the live process and without it."""

import copy
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site
from playwright.sync_api import Page, expect

from push import inbox
from push.models import InboxItem, Kind
from push.unread import tell_changed
from tests.browser.conftest import PASSWORD, _worker_variables
from tests.factories import NOON
from users.models import User

_PROJECT = Path(__file__).resolve().parents[2]


def tell(reader: User, number: int, kind: Kind = Kind.LEVEL) -> InboxItem:
    item = InboxItem.objects.create(
        reader=reader,
        kind=kind,
        subject=f"level:{number}",
        facts={"level": number},
        local_day=NOON.date(),
        created_at=NOON,
        happened_at=NOON,
    )
    tell_changed([reader.pk])
    return item


def badge(page: Page):
    return page.locator(".topbar [data-unread]")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def live(live_server, settings) -> Iterator[subprocess.Popen[bytes]]:
    """The live process on this test's database, and pages that know its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings.LIVE_URL = f"{address}/live/"
    policy = copy.deepcopy(site.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["connect-src"].append(address)
    settings.CONTENT_SECURITY_POLICY = policy
    argv = [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)]
    options = ["--no-ws", "--workers-kill-timeout", "2s", "config.live:application"]
    variables = {**_worker_variables(), "SITE_URL": live_server.url, "PYTHONPATH": str(_PROJECT / "platform")}
    process = subprocess.Popen([*argv, *options], cwd=_PROJECT, env=variables)
    yield process
    process.terminate()
    process.wait(60)


def test_two_tabs_show_the_same_figure_as_it_changes(live, visitor, member):
    ana = member("ana")
    reader = visitor().log_in("ana", PASSWORD)
    first, second = reader.page, reader.page.context.new_page()
    second.goto(reader.base + "/about/")
    items = [tell(ana, 1), tell(ana, 2)]
    for page in (first, second):
        expect(badge(page)).to_have_text("2", timeout=60_000)
    inbox.mark_read(items[0], at=NOON)
    for page in (first, second):
        expect(badge(page)).to_have_text("1", timeout=60_000)
    second.goto(reader.base + "/inbox/")
    second.get_by_role("button", name="Mark all as read").click()
    for page in (first, second):
        expect(badge(page)).to_be_hidden(timeout=60_000)
    reader.complaints.clear()


def test_one_tab_listens_for_all(live, visitor, member):
    ana = member("ana")
    reader = visitor().log_in("ana", PASSWORD)
    reader.page.context.new_page().goto(reader.base + "/about/")
    tell(ana, 1)
    for page in reader.page.context.pages:
        expect(badge(page)).to_have_text("1", timeout=60_000)
    assert reader.page.evaluate("navigator.locks.query().then(({ held }) => held.length)") == 1
    reader.complaints.clear()


def test_without_a_stream_the_figures_are_asked_for(visitor, member):
    """LIVE_URL is empty in tests: there is no stream at all."""
    ana = member("ana")
    reader = visitor()
    reader.page.clock.install()
    with reader.page.expect_response("**/inbox/unread/") as first:
        reader.log_in("ana", PASSWORD)
    assert json.loads(first.value.text())["total"] == 0
    expect(badge(reader.page)).to_be_hidden()
    tell(ana, 1)
    with reader.page.expect_response(lambda answer: "/inbox/unread/" in answer.url and answer.json()["total"] == 1):
        # The wait for the next question begins when the page has read the first answer, which no event tells of.
        reader.page.wait_for_timeout(500)
        reader.page.clock.fast_forward(60_000)
    expect(badge(reader.page)).to_have_text("1")


def test_a_stream_that_breaks_is_replaced_by_asking(visitor, member, settings):
    """Nothing listens at the address: after the second failure the page asks."""
    settings.LIVE_URL = "/live/"
    ana = member("ana")
    reader = visitor()
    asked: list[str] = []
    reader.page.route("**/live/", lambda route: route.abort())
    reader.page.on("request", lambda request: asked.append(request.url) if "/inbox/unread/" in request.url else None)
    reader.page.clock.install()
    reader.log_in("ana", PASSWORD)
    tell(ana, 1)
    with reader.page.expect_response("**/inbox/unread/") as answered:
        reader.page.clock.run_for(20_000)
    assert json.loads(answered.value.text())["total"] == 1
    expect(badge(reader.page)).to_have_text("1")
    reader.complaints.clear()


def test_an_older_answer_never_replaces_a_newer_figure(visitor, member):
    ana = member("ana")
    reader = visitor()
    with reader.page.expect_response("**/inbox/unread/"):
        reader.log_in("ana", PASSWORD)
    person_id = reader.page.evaluate("document.body.dataset.person")
    later = reader.page.context.new_page()
    later.goto(reader.base + "/about/")
    # Both have told what they were drawn with, and stand in line: what is said from here on is the newest.
    reader.until("navigator.locks.query().then(({ held, pending }) => held.length && pending.length)")
    shout = """([person, total, mark]) => {
      const channel = new BroadcastChannel("meadow-inbox");
      channel.postMessage({ person, figures: { total, tabs: {}, mark } });
    }"""
    mark = 9_000_000_000_000
    later.evaluate(shout, [person_id, 7, mark])
    expect(badge(reader.page)).to_have_text("7")
    later.evaluate(shout, [person_id, 3, mark - 1])
    later.evaluate(shout, ["somebody-else", 5, mark + 5])
    later.evaluate(shout, [person_id, 8, mark + 1])
    expect(badge(reader.page)).to_have_text("8")
    assert ana.handle == "ana"


def test_the_open_inbox_offers_what_came(visitor, member):
    ana = member("ana")
    reader = visitor()
    reader.page.clock.install()
    with reader.page.expect_response("**/inbox/unread/"):
        reader.log_in("ana", PASSWORD, then="/inbox/system/")
    tell(ana, 3)
    with reader.page.expect_response(lambda answer: "/inbox/unread/" in answer.url and answer.json()["total"] == 1):
        reader.page.wait_for_timeout(500)
        reader.page.clock.fast_forward(60_000)
    news = reader.page.locator("[data-inbox-news]")
    expect(news).to_be_visible()
    news.get_by_role("link").click()
    expect(reader.page.get_by_text("You reached level 3").first).to_be_visible()
