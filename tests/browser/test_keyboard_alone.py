"""Keyboard alone: from the first page to a note and back, a like, a comment, a search, and a note of one's own."""

import re

from playwright.sync_api import Page, expect

from notes.models import Comment, Like, Note
from tests.browser.conftest import PASSWORD
from tests.factories import category, note

# No way through a page takes more steps than this.
MOST_TABS = 80
# A card shows the focus of its link around itself.
_IS_SEEN = """[document.activeElement, document.activeElement.closest('.card')]
    .some(one => one && getComputedStyle(one).outlineStyle !== 'none')"""


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element is in focus, and sees that the focus can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            assert page.evaluate(_IS_SEEN)
            return
    raise AssertionError(f"{selector} is not reached in {MOST_TABS} steps")


def test_the_first_stop_leads_past_the_bars(visitor, transactional_db):
    page = visitor().go("/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_card_is_opened_liked_commented_and_left(visitor, member):
    member("mina_reads", name="Mina")
    written = note(title="The ninth loaf", category=category("food"))
    page = visitor().log_in("mina_reads", PASSWORD).page
    tab_to(page, "[data-card-link]")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("The ninth loaf")
    tab_to(page, "dialog [data-react=like] button")
    with page.expect_response(re.compile(r"/like/")):
        page.keyboard.press("Enter")
    tab_to(page, "dialog textarea[name=body]")
    page.keyboard.type("Well risen.")
    page.keyboard.press("Tab")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/comment" in answer.url):
        tab_to_submit(page)
    expect(sheet.locator(".comment").get_by_text("Well risen.").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator("[data-card-link]").first).to_be_focused()
    assert Like.objects.filter(note=written).count() == 1
    assert Comment.objects.get(note=written).body == "Well risen."


def tab_to_submit(page: Page) -> None:
    """From the comment's field on: the button of its own form."""
    for _ in range(MOST_TABS):
        is_submit = "document.activeElement.matches('form button:not([type=button])')"
        is_comment = "!!document.activeElement.closest('form')?.querySelector('textarea[name=body]')"
        if page.evaluate(f"{is_submit} && {is_comment}"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("the comment cannot be sent by keyboard")


def test_a_search_is_typed_and_followed(visitor, transactional_db):
    page = visitor().go("/").page
    tab_to(page, "input[name=q]")
    page.keyboard.type("sourdough")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=sourdough"))


def test_a_note_is_written_and_published(visitor, member):
    member("mina_writes", name="Mina")
    writer = visitor().log_in("mina_writes", PASSWORD, then="/publish/")
    writer.wait_for_composer()
    page = writer.page
    tab_to(page, "[name=title]")
    page.keyboard.type("Bread by keyboard")
    tab_to(page, "[name=body]")
    page.keyboard.type("No hand left the keys.")
    tab_to(page, "[name=category]")
    page.keyboard.type("Food")
    tab_to(page, "[data-publish]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/n/[A-Za-z0-9]{11}/$"))
    assert Note.objects.get().title == "Bread by keyboard"
