"""The composer in a real browser, with pictures that a real worker prepares."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from notes.models import Note, Picture, State
from tests.browser.conftest import PASSWORD
from tests.browser.pictures import draw
from tests.factories import NOON, person, product
from users.following import follow
from users.models import User


@pytest.fixture
def author(member, visitor):
    member("mina_writes", name="Mina")
    return visitor("mina").log_in("mina_writes", PASSWORD)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture at all")
    return [draw(tmp_path / "loaf.jpg", 1), draw(tmp_path / "crumb.png", 2), broken]


def test_a_note_with_pictures_goes_live_and_its_refused_file_says_why(author, worker, files):
    author.compose("Bread that rose", "It took all night. #sourdough", category="Food")
    assert author.add_pictures(files) == ["ready", "ready", "refused"]
    reason = author.tray.nth(2).locator("[data-reason]")
    expect(reason).to_have_text("This file is not a picture we can read. Use JPEG, PNG, WebP, GIF, AVIF or HEIC.")
    author.tray.nth(1).locator("[data-step=earlier]").click()
    author.tray.nth(0).locator("[data-alt]").fill("The crumb, close")
    path = author.publish()
    author.wait_until_live(path)
    written = Note.objects.get()
    kept = list(Picture.objects.filter(note=written).order_by("position").values_list("file_name", "alt"))
    assert (written.state, kept) == (State.LIVE, [("crumb.png", "The crumb, close"), ("loaf.jpg", "")])
    expect(author.page.get_by_role("heading", name="Bread that rose")).to_be_visible()


def test_two_quick_presses_and_a_step_back_make_one_note(author):
    author.compose("Rye, the slow way", "Three days.", category="Food")
    author.page.locator("[data-publish]").dblclick()
    author.page.wait_for_url("**/n/*/")
    first = author.path
    author.page.go_back()
    expect(author.page.get_by_role("heading", name="Edit note")).to_be_visible()
    author.wait_for_composer()
    author.page.fill("[name=title]", "Rye, slower")
    assert author.publish() == first
    assert Note.objects.get().title == "Rye, slower"
    assert Note.objects.count() == 1


def test_what_is_missing_is_said_and_the_words_stay(author):
    author.compose("", "Only a body.")
    author.page.click("[data-publish]")
    expect(author.page.locator("[data-summary]")).to_be_focused()
    assert author.page.locator(".errorlist li").all_inner_texts() == [
        "Give your note a title.",
        "Choose the category that fits best.",
    ]
    expect(author.page.locator("[name=body]")).to_have_value("Only a body.")


def test_the_counter_speaks_of_the_same_length_as_the_server(author):
    author.compose("面" * 21, "")
    expect(author.page.locator("[data-count-for=id_title]")).to_have_text("63 / 60")
    expect(author.page.locator("[data-count-for=id_title]")).to_have_class("counter counter--over")
    author.page.fill("[name=title]", "面" * 20)
    expect(author.page.locator("[data-count-for=id_title]")).to_have_text("60 / 60")


def test_the_preview_carries_the_label_of_a_gift(author, worker, files):
    product("Oat hand cream")
    author.compose("Hands in winter", "Soft after a week.")
    author.add_pictures(files[:1])
    author.add_product("oat", "gifted", "4")
    expect(author.page.locator("[data-preview-label]")).to_have_text("Gift")


def test_the_composer_works_on_a_phone_without_a_script(member, visitor, worker, files):
    member("mina_writes")
    phone = visitor("phone", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.log_in("mina_writes", PASSWORD, then="/publish/")
    phone.page.fill("[name=title]", "Without a script")
    phone.page.fill("[name=body]", "It still works.")
    phone.page.select_option("[name=category]", label="Food")
    phone.page.set_input_files("[name=files]", [str(path) for path in files[:2]])
    phone.page.locator("button[value=add-pictures]").click()
    expect(phone.tray).to_have_count(2)
    phone.tray.nth(1).locator("[data-step=earlier]").click()
    assert phone.tray.nth(0).locator("[data-name]").inner_text() == "crumb.png"
    path = phone.publish()
    phone.reload_until_live(path)
    assert Note.objects.get().pictures.count() == 2


def test_somebody_is_named_in_the_text_by_keyboard_alone(author):
    follow(User.objects.get(handle="mina_writes"), person("lin_bakes", name="Lin"), at=NOON)
    author.compose("Rye, the slow way", "", category="Food")
    body = author.page.locator("[name=body]")
    body.focus()
    expect(body).to_have_attribute("aria-autocomplete", "list")
    body.press_sequentially("As @li")
    offered = author.page.locator(".mentions [role=option]")
    expect(offered).to_have_count(1)
    body.press("Enter")
    expect(body).to_have_value("As @lin_bakes ")
    expect(offered).to_be_hidden()
    body.press_sequentially("taught me")
    author.publish()
    expect(author.page.locator(".prose a.mention")).to_have_text("@lin_bakes")
    assert Note.objects.get().body == "As @lin_bakes taught me"
