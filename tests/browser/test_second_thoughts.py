"""Marks by keyboard, a chosen time, and what was changed: in a real browser."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from common.clock import now
from notes import publishing
from notes.models import Note, Point, State
from notes.policy import policy_for
from tests.browser.conftest import PASSWORD
from tests.browser.pictures import draw
from tests.browser.test_access import _faults
from tests.factories import composition, note
from users.models import User


@pytest.fixture
def author(member, visitor):
    member("mina_writes", name="Mina", level=5, time_zone="Asia/Tokyo")
    return visitor("mina").log_in("mina_writes", PASSWORD)


def test_marks_are_set_moved_and_taken_away_by_keyboard_and_read_as_a_list(author, worker, tmp_path: Path):
    author.compose("Bread in the oven", "Look at the crust.", category="Food")
    author.add_pictures([draw(tmp_path / "loaf.jpg", 1)])
    marks = author.page.locator("[data-tray] [data-marks]")
    marks.locator("summary").press("Enter")
    add = marks.locator("[data-mark-add]")
    add.press("Enter")
    expect(marks.locator("[data-mark-about]").first).to_be_focused()
    author.page.keyboard.type("A place")
    marks.locator("[data-mark-words]").fill("The top rack")
    dot = marks.locator("[data-dot]").first
    dot.press("ArrowRight")
    dot.press("Shift+ArrowUp")
    expect(marks.locator("[data-mark-x]").first).to_have_value("51")
    expect(marks.locator("[data-mark-y]").first).to_have_value("45")
    add.press("Enter")
    marks.locator("[data-dot]").nth(1).press("Delete")
    expect(marks.locator("[data-mark]")).to_have_count(1)
    path = author.publish()
    author.wait_until_live(path)
    point = Point.objects.get()
    assert (point.words, point.x, point.y) == ("The top rack", 510, 450)
    expect(author.page.locator("[data-points] li")).to_contain_text("The top rack")
    expect(author.page.locator(".picture-mark__label")).to_have_text("The top rack")
    logo = author.page.locator(".topbar a").first.bounding_box()
    assert logo is not None
    assert logo["height"] < 60, "the marks dress the site's own mark"


def test_a_note_waits_for_its_time_and_gets_another_one(author, worker):
    author.compose("Later", "Not yet.", category="Food")
    expect(author.page.locator("#id_scheduled_at_helptext")).to_contain_text("Asia/Tokyo, UTC+9")
    wall = (now() + timedelta(days=2)).astimezone(ZoneInfo("Asia/Tokyo")).replace(hour=9, minute=30)
    author.page.fill("[name=scheduled_at]", f"{wall:%Y-%m-%dT%H:%M}")
    path = author.publish()
    author.wait_until_live(path)
    written = Note.objects.get()
    assert written.state == State.SCHEDULED
    assert f"{written.scheduled_at.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" == "09:30"
    author.go("/@mina_writes/?tab=drafts")
    author.page.get_by_role("link", name="Change the time").click()
    author.page.fill("[name=scheduled_at]", f"{wall + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    author.page.get_by_role("button", name="Keep this time").click()
    expect(author.page.get_by_text("The note has its new time.")).to_be_visible()
    author.page.get_by_role("link", name="Change the time").click()
    author.page.get_by_role("button", name="Publish now").click()
    expect(author.page.get_by_text("The note is published.")).to_be_visible()
    assert Note.objects.get().state == State.LIVE


def test_readers_see_that_and_how_a_note_was_changed_and_the_pages_have_no_fault(author, visitor):
    mina = User.objects.get(handle="mina_writes")
    written = note(mina, title="Bread that rose")
    author.go(f"/n/{written.public_id}/edit/")
    author.wait_for_composer()
    author.page.fill("[name=title]", "Bread that fell")
    author.page.click("[data-publish]")
    expect(author.page.get_by_role("heading", name="Bread that fell")).to_be_visible()
    reader = visitor("reader", viewport={"width": 390, "height": 844}, color_scheme="dark")
    reader.go(written.get_absolute_url()).page.get_by_role("link", name="edited").click()
    expect(reader.page.locator(".history del")).to_contain_text("rose")
    expect(reader.page.locator(".history ins")).to_contain_text("fell")
    publishing.submit(mina, composition("Waiting"), policy=policy_for(mina), at=now())
    faults = _faults(reader, f"/n/{written.public_id}/history/")
    for path in ("/publish/?new", "/@mina_writes/?tab=drafts", f"/n/{written.public_id}/edit/"):
        faults += _faults(author, path)
    assert faults == []


def test_a_pinned_note_stands_first_on_the_page(author):
    mina = User.objects.get(handle="mina_writes")
    first = note(mina, title="First loaf")
    note(mina, title="Second loaf")
    author.go(first.get_absolute_url())
    author.page.get_by_role("button", name="Pin to my page").click()
    expect(author.page.get_by_text("The note is pinned to your page.")).to_be_visible()
    titles = author.page.locator("[data-card] .card__title")
    expect(titles).to_have_text(["First loaf", "Second loaf"])
