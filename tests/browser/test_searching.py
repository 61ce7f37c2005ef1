"""The search field in a real browser: by keys alone, while a Chinese word is being composed, and what it remembers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from notes.models import Topic
from search import history, hot, indexing
from search.models import PastSearch
from tests.browser.conftest import PASSWORD
from tests.factories import note, person, product


def furnish() -> None:
    Topic.objects.create(slug="护手", name="护手")
    product("Oat hand cream", name_zh="燕麦护手霜")
    for _each in range(2):
        note(title="冬天的护手霜")
    indexing.rebuild()


def lines(reader):
    return reader.page.get_by_role("option")


def test_the_field_is_used_by_keys_alone(visitor, transactional_db):
    furnish()
    reader = visitor().go("/")
    field = reader.page.get_by_role("combobox", name="Search")
    field.focus()
    field.press_sequentially("hushou")
    expect(lines(reader).filter(has_text="燕麦护手霜")).to_have_count(0)
    expect(lines(reader).filter(has_text="Oat hand cream")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(lines(reader).first).to_have_attribute("aria-selected", "true")
    chosen = lines(reader).first.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", chosen)
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("hushou")
    field.press("Enter")
    reader.page.wait_for_url(re.compile(r"/search/\?q=hushou"))
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("hushou")


def test_half_a_composed_word_asks_nothing_and_sends_nothing(visitor, transactional_db):
    furnish()
    reader = visitor()
    reader.page.clock.install()
    reader.go("/")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/search/suggest/" in request.url else None)
    field = reader.page.get_by_role("combobox", name="Search")
    field.focus()
    # Chromium composes as an input method does: the field holds letters, and composition events go out.
    composer = reader.page.context.new_cdp_session(reader.page)
    for letters in ("h", "hu", "hu shou", "hu shou shuang"):
        end = len(letters)
        composer.send("Input.imeSetComposition", {"text": letters, "selectionStart": end, "selectionEnd": end})
        # The page's clock, not ours: far longer than the field waits before it asks.
        reader.page.clock.run_for(5_000)
    assert asked == []
    expect(field).to_have_attribute("aria-expanded", "false")
    composer.send("Input.insertText", {"text": "护手霜"})
    reader.page.clock.run_for(5_000)
    expect(lines(reader).filter(has_text="Oat hand cream")).to_have_count(1)
    expect(field).to_have_value("护手霜")
    assert len(asked) == 1
    assert reader.path == "/"


def test_a_visitors_searches_stay_in_the_browser_and_go_one_by_one(visitor, transactional_db):
    furnish()
    reader = visitor()
    for text in ("bread", "museum", "lake"):
        reader.go("/")
        field = reader.page.get_by_role("combobox", name="Search")
        field.fill(text)
        field.press("Enter")
        reader.page.wait_for_url(re.compile(f"q={text}"))
    reader.go("/")
    field = reader.page.get_by_role("combobox", name="Search")
    field.focus()
    expect(lines(reader)).to_have_text([re.compile("lake"), re.compile("museum"), re.compile("bread")])
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Delete")
    expect(lines(reader)).to_have_text([re.compile("lake"), re.compile("bread")])
    reader.page.get_by_role("button", name="Forget these").click()
    expect(lines(reader)).to_have_count(0)
    assert reader.page.evaluate("localStorage.getItem('searches')") is None
    assert not PastSearch.objects.exists()


def test_a_members_searches_are_forgotten_on_the_server(visitor, member):
    mina = member("mina_reads")
    for minute, text in enumerate(("bread", "museum")):
        history.remember(mina.pk, text, at=timezone.now() - timedelta(minutes=minute))
    reader = visitor().log_in("mina_reads", PASSWORD)
    field = reader.page.get_by_role("combobox", name="Search")
    field.focus()
    expect(lines(reader)).to_have_text([re.compile("bread"), re.compile("museum")])
    with reader.page.expect_response(re.compile("/forget/")):
        lines(reader).first.locator(".suggest__remove").click()
    expect(lines(reader)).to_have_text([re.compile("museum")])
    assert list(history.newest(mina.pk).values_list("text", flat=True)) == ["museum"]
    reader.go("/search/history/")
    reader.page.get_by_role("button", name="Forget “museum”").click()
    expect(reader.page.get_by_text("Nothing yet.")).to_be_visible()
    assert not PastSearch.objects.exists()


def test_what_many_search_for_stands_under_the_field_until_it_is_hidden(visitor, transactional_db):
    for _each in range(6):
        hot.note(person(joined_at=timezone.now() - timedelta(days=30)), "bread", at=timezone.now())
    hot.count(at=timezone.now())
    reader = visitor().go("/search/")
    expect(reader.page.get_by_role("heading", name="Many search for")).to_be_visible()
    field = reader.page.get_by_role("combobox", name="Search")
    field.focus()
    expect(lines(reader)).to_have_text([re.compile("bread.*6 people")])
    field.press("Escape")
    reader.page.get_by_role("button", name="Hide this list").click()
    expect(reader.page.get_by_role("button", name="Show what many search for")).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_filters_stand_in_the_address_with_and_without_a_script(visitor, transactional_db, scripted):
    note(title="Bread in pictures", form="pictures")
    note(title="Bread in words")
    indexing.rebuild()
    reader = visitor(java_script_enabled=scripted).go("/search/?q=bread")
    expect(reader.page.locator("[data-card]")).to_have_count(2)
    reader.page.get_by_text("Filters").click()
    reader.page.get_by_label("Form", exact=True).select_option("pictures")
    if not scripted:
        reader.page.get_by_role("button", name="Apply").click()
    reader.page.wait_for_url(re.compile("form=pictures"))
    expect(reader.page.locator("[data-card]")).to_have_count(1)
    expect(reader.page.locator("mark").first).to_have_text("Bread")
    reader.page.get_by_role("link", name="Without filters").click()
    expect(reader.page.locator("[data-card]")).to_have_count(2)
