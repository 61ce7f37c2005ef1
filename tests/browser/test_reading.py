"""Reading in a real browser: lists that go on, notes over lists, and the way back to the same place."""

import re

import pytest
from playwright.sync_api import expect

from notes.models import Like, Note
from tests.browser.conftest import PASSWORD
from tests.factories import category, note, person


def scroll_until(reader, cards: int) -> None:
    """Scrolls to the end until at least so many cards stand there; a quick browser may have fetched more by then."""
    reader.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(reader.page.locator("[data-card]").nth(cards - 1)).to_be_attached()


def many(count: int) -> None:
    authors = [person() for _ in range(12)]
    food = category("food")
    for number in range(count):
        note(authors[number % 12], title=f"Loaf {number}", category=food)


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}, {"width": 1440, "height": 900}])
def test_the_list_goes_on_for_five_pages_and_then_asks(visitor, transactional_db, viewport):
    many(115)
    reader = visitor(viewport=viewport).go("/")
    for pages in range(2, 6):
        scroll_until(reader, 20 * pages)
    expect(reader.page.locator("[data-card]")).to_have_count(100)
    more = reader.page.locator("[data-list-more] a")
    expect(more).to_be_visible()
    more.click()
    expect(reader.page.locator("[data-card]")).to_have_count(115)
    titles = reader.page.locator(".card__title").all_inner_texts()
    assert len(set(titles)) == 115


def test_a_reader_at_the_end_of_a_short_page_gets_the_next_without_moving(visitor, transactional_db):
    many(60)
    reader = visitor(viewport={"width": 2400, "height": 2400}).go("/")
    expect(reader.page.locator("[data-card]")).to_have_count(60)


def test_a_note_opens_over_the_list_and_back_finds_the_same_place(visitor, transactional_db):
    many(60)
    reader = visitor().go("/")
    scroll_until(reader, 40)
    card = reader.page.locator("[data-card-link]").nth(25)
    card.scroll_into_view_if_needed()
    place, title = reader.page.evaluate("scrollY"), card.inner_text()
    card.click()
    reader.page.wait_for_url(re.compile(r"/n/"))
    expect(reader.page.get_by_role("dialog")).to_contain_text(title)
    assert reader.page.evaluate("[...document.styleSheets].some(sheet => sheet.href?.includes('pages/note'))")
    reader.page.go_back()
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    assert abs(reader.page.evaluate("scrollY") - place) < 40
    assert reader.page.locator("[data-card]").count() >= 40


def test_back_from_a_note_that_was_reloaded_finds_the_list_and_the_place(visitor, transactional_db):
    many(60)
    reader = visitor().go("/")
    scroll_until(reader, 40)
    card = reader.page.locator("[data-card-link]").nth(25)
    card.scroll_into_view_if_needed()
    place = reader.page.evaluate("scrollY")
    card.click()
    reader.page.wait_for_url(re.compile(r"/n/"))
    reader.page.reload()
    expect(reader.page.locator("dialog")).to_have_count(0)
    reader.page.go_back()
    expect(reader.page.locator("[data-list]")).to_have_count(1)
    assert reader.page.locator("[data-card]").count() >= 40
    assert abs(reader.page.evaluate("scrollY") - place) < 40
    reader.page.go_forward()
    expect(reader.page.get_by_role("dialog")).to_have_count(1)


def test_coming_back_from_another_page_finds_the_same_place(visitor, transactional_db):
    many(60)
    reader = visitor().go("/")
    scroll_until(reader, 40)
    reader.page.locator("[data-card-link]").nth(30).scroll_into_view_if_needed()
    place = reader.page.evaluate("scrollY")
    reader.go("/about/")
    reader.page.go_back()
    reader.page.wait_for_timeout(500)
    assert reader.page.locator("[data-card]").count() >= 40
    assert abs(reader.page.evaluate("scrollY") - place) < 40


def test_a_like_asked_for_while_logged_out_is_done_after_logging_in(visitor, member):
    written = note(title="Worth a like")
    member("mina_reads")
    reader = visitor().go(written.get_absolute_url())
    reader.page.locator("main [data-react=like] button").first.click()
    reader.page.wait_for_url(re.compile(r"/accounts/login/"))
    reader.fill_log_in("mina_reads", PASSWORD)
    reader.page.wait_for_url(re.compile(written.get_absolute_url()))
    expect(reader.page.locator("main [data-react=like] button").first).to_have_attribute("aria-pressed", "true")
    assert Like.objects.filter(note=written, person__handle="mina_reads").count() == 1


def test_a_like_that_fails_is_taken_back_with_a_sentence(visitor, member):
    written = note()
    member("mina_reads")
    reader = visitor().log_in("mina_reads", PASSWORD, then=written.get_absolute_url())
    reader.page.route("**/like/", lambda route: route.abort())
    reader.page.locator("main [data-react=like] button").first.click()
    expect(reader.page.locator(".toast")).to_be_visible()
    expect(reader.page.locator("main [data-react=like] button").first).to_have_attribute("aria-pressed", "false")
    assert Note.objects.get().like_count == 0
    reader.complaints.clear()


def test_a_note_reads_whole_without_a_script(visitor, transactional_db):
    written = note(title="Plain", body="Every word of it.")
    reader = visitor(java_script_enabled=False).go("/")
    reader.page.get_by_role("link", name="Plain", exact=True).click()
    reader.page.wait_for_url(re.compile(written.get_absolute_url()))
    expect(reader.page.get_by_text("Every word of it.").first).to_be_visible()
