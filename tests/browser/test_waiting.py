"""A note that is being checked, seen by its author: what becomes of it shows by itself."""

import pytest
from playwright.sync_api import expect

from moderation import deciding
from notes.models import Note, State
from notes.publishing import approve
from tests.browser.conftest import PASSWORD
from tests.factories import NOON, category, note


@pytest.fixture
def author(member, visitor):
    mina = member("mina_writes")
    visited = visitor().log_in("mina_writes", PASSWORD)
    visited.written = note(mina, title="Rye", state=State.SUBMITTED, submitted_at=NOON, published_at=None)
    return visited


def test_a_note_that_was_let_through_shows_itself_without_a_reload(author):
    page = author.go(author.written.get_absolute_url()).page
    expect(page.get_by_text("Your note is being checked")).to_be_visible()
    expect(page.get_by_role("textbox", name="Write a comment")).to_have_count(0)
    approve(author.written, at=NOON)
    expect(page.locator("[data-poll]")).to_have_count(0, timeout=30_000)
    expect(page.locator("textarea[name=body]").first).to_be_visible()


def test_a_refusal_and_its_reason_show_themselves_too(author):
    page = author.go(author.written.get_absolute_url()).page
    expect(page.get_by_text("Your note is being checked")).to_be_visible()
    deciding.refuse(author.written, by=author.written.author, reason="It promises a cure.", at=NOON)
    expect(page.get_by_text("It promises a cure.")).to_be_visible(timeout=30_000)


def test_whoever_is_writing_keeps_what_they_wrote(author):
    Note.objects.update(state=State.LIVE, published_at=NOON, is_check_due=True)
    page = author.go(author.written.get_absolute_url()).page
    expect(page.get_by_text("Your change is being checked")).to_be_visible()
    page.locator("textarea[name=body]").first.fill("Half a sentence")
    Note.objects.update(is_check_due=False)
    expect(page.locator("[data-poll]")).to_have_count(0, timeout=30_000)
    expect(page.locator("textarea[name=body]").first).to_have_value("Half a sentence")


def test_the_sheet_over_a_list_shows_notes_like_it_and_opens_them(visitor, transactional_db):
    food = category("food")
    for name in ("Rye", "Spelt", "Oat"):
        note(title=name, category=food)
    reader = visitor().go("/")
    reader.page.get_by_role("link", name="Rye").first.click()
    inside = reader.page.get_by_role("dialog").get_by_role("region", name="More like this")
    expect(inside.locator("[data-card]")).to_have_count(2)
    inside.locator("[data-card-link]").filter(has_text="Spelt").click()
    expect(reader.page.get_by_role("dialog").get_by_role("heading", level=1)).to_have_text("Spelt")
    reader.page.go_back()
    expect(reader.page.get_by_role("dialog").get_by_role("heading", level=1)).to_have_text("Rye")
    reader.page.go_back()
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
