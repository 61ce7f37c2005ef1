"""Without a connection: a page of our own with the notes read last, and nothing of another account."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.factories import note


@pytest.fixture
def reader(visitor, transactional_db):
    """A visitor whose browser has the service worker in place."""
    one = visitor(service_workers="allow").go("/")
    one.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    one.until("caches.match('/offline/')")
    one.page.reload()
    one.until("navigator.serviceWorker.controller !== null")
    return one


def kept(reader) -> int:
    return int(reader.page.evaluate("JSON.parse(localStorage.getItem('meadow.read') ?? '[]').length"))


def test_a_note_that_was_read_is_read_again_without_a_connection(reader):
    written = note(title="The ninth loaf", body="It finally rose.\nOn Sunday.")
    reader.go(written.get_absolute_url())
    reader.until("localStorage.getItem('meadow.read') !== null")
    reader.page.context.set_offline(True)
    reader.page.goto(reader.base + "/shop/")
    expect(reader.page.get_by_role("heading", name="No connection")).to_be_visible()
    reader.page.get_by_text("The ninth loaf").click()
    expect(reader.page.get_by_text("It finally rose.")).to_be_visible()
    reader.page.context.set_offline(False)
    reader.complaints.clear()


def test_what_was_kept_for_one_account_is_gone_for_the_next(reader, member):
    member("mina_reads", name="Mina")
    reader.go(note().get_absolute_url())
    reader.until("localStorage.getItem('meadow.read') !== null")
    assert kept(reader) == 1
    reader.log_in("mina_reads", PASSWORD)
    reader.until("localStorage.getItem('meadow.read') === null")


def test_a_note_for_followers_is_never_kept(reader, member):
    mine = note(member("mina_reads", name="Mina"), visibility="followers", title="For friends")
    reader.log_in("mina_reads", PASSWORD, then=mine.get_absolute_url())
    reader.until("localStorage.getItem('meadow.owner')")
    assert kept(reader) == 0


def test_the_hint_waits_for_the_second_visit_and_stays_away_once_refused(visitor, transactional_db):
    one = visitor().go("/about/")
    page = one.page
    ask = """() => dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt() {} }))"""
    one.until("localStorage.getItem('meadow.visits') === '1'")
    page.evaluate(ask)
    expect(page.locator(".toast--asking")).to_have_count(0)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    one.until("localStorage.getItem('meadow.visits') === '2'")
    page.evaluate(ask)
    page.get_by_role("button", name="No, thanks").click()
    page.evaluate(ask)
    expect(page.locator(".toast--asking")).to_have_count(0)
