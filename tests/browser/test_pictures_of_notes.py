"""The pictures of a note in a real browser: turned, addressed, seen large, and never without what must be told."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import Page, expect

from common.pictures import prepare_picture
from notes.models import Form, Note, Picture
from tests.browser.pictures import draw
from tests.factories import note


@pytest.fixture
def pictured(transactional_db, tmp_path) -> Note:
    """A paid note with three pictures."""
    written = note(title="Three loaves", form=Form.PICTURES, disclosure="paid")
    for number in (1, 2, 3):
        source, stem = draw(tmp_path / f"{number}.jpg", number, (600, 800)), f"p/zz/loaf{number}"
        Path(default_storage.path(stem)).parent.mkdir(parents=True, exist_ok=True)
        made = prepare_picture(source, Path(default_storage.path("")), stem=stem)
        facts = {"stem": stem, "width": 600, "height": 800, "colour": made.colour, "placeholder": made.placeholder}
        row = Picture(owner=written.author, note=written, position=number, state=Picture.State.READY, **facts)
        row.alt = f"Loaf {number}"
        row.save()
    return written


def count(page: Page):
    return page.locator("[data-carousel-count]")


def zoom(page: Page):
    return page.locator("dialog.zoom[open]")


def test_an_address_with_a_number_opens_that_picture(visitor, pictured):
    reader = visitor().go(f"{pictured.get_absolute_url()}?p=3")
    expect(count(reader.page)).to_have_text("3/3")
    expect(reader.page.get_by_alt_text("Loaf 3")).to_be_in_viewport()
    expect(reader.page.get_by_label("Next picture")).to_be_hidden()


def test_arrow_keys_turn_the_pictures_and_the_address_follows_without_a_longer_way_back(visitor, pictured):
    reader = visitor().go("/about/").go(pictured.get_absolute_url())
    expect(count(reader.page)).to_have_text("1/3")
    reader.page.keyboard.press("ArrowRight")
    expect(count(reader.page)).to_have_text("2/3")
    reader.page.wait_for_url(re.compile(r"\?p=2$"))
    reader.page.locator(".carousel__strip").focus()
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_url(re.compile(r"\?p=3$"))
    reader.page.reload()
    expect(count(reader.page)).to_have_text("3/3")
    reader.page.go_back()
    reader.page.wait_for_url(re.compile(r"/about/$"))


def test_arrow_keys_in_a_field_move_its_cursor_and_no_picture(visitor, pictured):
    reader = visitor().go(pictured.get_absolute_url())
    field = reader.page.locator("#comments textarea").first
    field.fill("Good")
    field.press("ArrowLeft")
    field.press("ArrowRight")
    field.press("ArrowLeft")
    assert field.evaluate("field => field.selectionStart") == 3
    expect(count(reader.page)).to_have_text("1/3")


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}, {"width": 1440, "height": 900}])
def test_the_label_of_money_stays_in_sight_over_the_whole_screen(visitor, pictured, viewport):
    reader = visitor(viewport=viewport).go(f"{pictured.get_absolute_url()}?p=2")
    expect(reader.page.locator(".carousel__label")).to_have_text("Paid")
    expect(reader.page.locator(".carousel__label")).to_be_in_viewport(ratio=1)
    reader.page.get_by_label("Full screen").click()
    label = zoom(reader.page).get_by_text("Paid", exact=True)
    expect(label).to_be_in_viewport(ratio=1)
    expect(zoom(reader.page).get_by_alt_text("Loaf 2")).to_be_visible()
    zoom(reader.page).get_by_alt_text("Loaf 2").dblclick()
    expect(zoom(reader.page).locator(".zoom__holder--close")).to_have_count(1)
    expect(label).to_be_in_viewport(ratio=1)
    place = label.bounding_box()
    on_top = "([x, y]) => document.elementFromPoint(x, y).closest('.zoom__labels') !== null"
    assert place is not None
    assert reader.page.evaluate(on_top, [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2])


def test_a_double_click_opens_the_picture_and_leaving_it_stays_at_the_last_one_seen(visitor, pictured):
    reader = visitor().go(pictured.get_absolute_url())
    reader.page.get_by_alt_text("Loaf 1").dblclick()
    expect(zoom(reader.page).get_by_alt_text("Loaf 1")).to_be_visible()
    reader.page.keyboard.press("ArrowRight")
    expect(zoom(reader.page).get_by_alt_text("Loaf 2")).to_be_visible()
    zoom(reader.page).get_by_label("Next picture").click()
    expect(zoom(reader.page).locator(".zoom__count")).to_have_text("3/3")
    expect(zoom(reader.page).get_by_label("Next picture")).to_be_hidden()
    expect(zoom(reader.page).locator(".zoom__holder")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(zoom(reader.page)).to_have_count(0)
    expect(count(reader.page)).to_have_text("3/3")
    expect(reader.page.locator(".carousel__strip")).to_be_focused()


def test_escape_leaves_the_picture_first_and_then_the_note_over_the_list(visitor, pictured):
    reader = visitor().go("/")
    reader.page.locator("[data-card-link]").first.click()
    reader.page.wait_for_url(re.compile(r"/n/"))
    expect(reader.page.get_by_role("dialog", name="Three loaves")).to_be_visible()
    reader.page.get_by_label("Full screen").click()
    expect(zoom(reader.page).get_by_text("Paid", exact=True)).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(zoom(reader.page)).to_have_count(0)
    expect(reader.page.get_by_role("dialog", name="Three loaves")).to_be_visible()
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_url(re.compile(r"\?p=2$"))
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
