"""Talking under a note in a real browser: naming people, pictures, deep links, albums, and what survives a log-in."""

import re

import pytest
from playwright.sync_api import Page, expect

from notes.comments import write_comment
from notes.models import Album, Collect, Comment, Note, Picture
from tests.browser.conftest import PASSWORD
from tests.browser.pictures import draw
from tests.factories import NOON, note, person
from users.following import follow
from users.models import User


def field(page: Page):
    return page.locator("#comments form[data-comment-form] textarea").first


def send(page: Page) -> None:
    page.locator("#comments form[data-comment-form] [data-talk-send]").first.click()


def test_somebody_is_named_by_keyboard_alone(visitor, member):
    written = note(title="Bread")
    mina = member("mina_reads")
    for handle in ("lin_bakes", "lina_runs"):
        follow(mina, person(handle, name=handle.title()), at=NOON)
    reader = visitor().log_in("mina_reads", PASSWORD, then=written.get_absolute_url())
    words = field(reader.page)
    words.focus()
    expect(words).to_have_attribute("aria-autocomplete", "list")
    words.press_sequentially("Thanks @li")
    listed = reader.page.get_by_role("option")
    expect(listed).to_have_count(2)
    expect(words).to_have_attribute("aria-activedescendant", re.compile(r"mentions-\d+-0"))
    first, second = listed.all_inner_texts()
    words.press("ArrowDown")
    expect(listed.nth(1)).to_have_attribute("aria-selected", "true")
    words.press("Enter")
    handle = second.split("@")[1].strip()
    assert first != second
    expect(words).to_have_value(f"Thanks @{handle} ")
    words.press_sequentially("for @lin")
    expect(listed.first).to_be_visible()
    words.press("Escape")
    expect(listed).to_have_count(0)
    words.fill(f"Thanks @{handle} a lot")
    send(reader.page)
    expect(reader.page.locator(".comment--marked a.mention")).to_have_text(f"@{handle}")
    assert Comment.objects.get().body == f"Thanks @{handle} a lot"


def test_a_comment_typed_while_logged_out_is_written_after_logging_in(visitor, member):
    written = note(title="Bread")
    member("mina_reads")
    reader = visitor().go(written.get_absolute_url())
    field(reader.page).fill("How long did it take?")
    send(reader.page)
    reader.page.wait_for_url(re.compile(r"/accounts/login/"))
    assert not Comment.objects.exists()
    reader.fill_log_in("mina_reads", PASSWORD)
    reader.page.wait_for_url(re.compile(written.get_absolute_url()))
    expect(reader.page.locator("[data-comment]")).to_contain_text("How long did it take?")
    assert Comment.objects.get().author.handle == "mina_reads"


def test_what_was_typed_comes_back_when_it_is_refused_after_logging_in(visitor, member):
    written = note(title="Bread", comments_from="nobody")
    member("mina_reads")
    Note.objects.filter(pk=written.pk).update(comments_from="everybody")
    reader = visitor().go(written.get_absolute_url())
    field(reader.page).fill("x" * 501)
    send(reader.page)
    reader.page.wait_for_url(re.compile(r"/accounts/login/"))
    reader.fill_log_in("mina_reads", PASSWORD)
    reader.page.wait_for_url(re.compile(written.get_absolute_url()))
    expect(reader.page.get_by_text("The comment is too long").first).to_be_visible()
    expect(field(reader.page)).to_have_value("x" * 501)
    assert not Comment.objects.exists()


def test_a_comment_that_does_not_arrive_is_taken_back_and_stays_in_its_field(visitor, member):
    written = note(title="Bread")
    member("mina_reads")
    reader = visitor().log_in("mina_reads", PASSWORD, then=written.get_absolute_url())
    reader.page.route("**/comment/", lambda route: route.abort())
    field(reader.page).fill("How long?")
    send(reader.page)
    expect(reader.page.locator(".toast")).to_be_visible()
    expect(reader.page.locator("[data-pending]")).to_have_count(0)
    expect(field(reader.page)).to_have_value("How long?")
    assert not Comment.objects.exists()
    reader.complaints.clear()


def test_a_picture_goes_with_a_comment_and_is_described(visitor, member, worker, tmp_path):
    written = note(title="Bread")
    member("mina_reads", level=3)
    reader = visitor().log_in("mina_reads", PASSWORD, then=written.get_absolute_url())
    form = reader.page.locator("#comments form[data-comment-form]").first
    form.locator("input[type=file]").set_input_files(str(draw(tmp_path / "loaf.jpg", 3, (600, 800))))
    expect(form.get_by_text("The picture is ready.")).to_be_visible(timeout=60_000)
    form.locator("[name=alt]").fill("A loaf on a board")
    field(reader.page).fill("Mine came out so")
    send(reader.page)
    shown = reader.page.locator(".comment--marked .comment__picture img")
    expect(shown).to_have_attribute("alt", "A loaf on a board")
    assert Picture.objects.get().comment == Comment.objects.get()
    shown.click()
    expect(reader.page.locator("dialog.zoom img")).to_have_attribute("alt", "A loaf on a board")
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("dialog.zoom[open]")).to_have_count(0)


def test_a_link_to_a_comment_of_the_third_page_shows_it_marked_and_focused(visitor, transactional_db):
    written = note(title="Bread")
    author = person(level=4)
    said = [write_comment(written, author, f"number {number}", at=NOON) for number in range(28)]
    reader = visitor().go(f"{written.get_absolute_url()}?sort=new&comment={said[2].public_id}#c-{said[2].public_id}")
    marked = reader.page.locator(".comment--marked")
    expect(marked).to_contain_text("number 2")
    expect(marked).to_be_focused()
    expect(marked).to_be_in_viewport()
    for pages in (11 + 10, 28):
        reader.page.get_by_text("More comments").click()
        expect(reader.page.locator("[data-comment]")).to_have_count(pages)


def test_a_sign_is_put_where_the_cursor_stands(visitor, member):
    written = note(title="Bread")
    member("mina_reads")
    reader = visitor().log_in("mina_reads", PASSWORD, then=written.get_absolute_url())
    field(reader.page).fill("Good")
    button = reader.page.locator("#comments [data-emoji]").first
    button.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.get_by_role("group", name="Emoji").locator("button").first).to_be_focused()
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("Enter")
    expect(field(reader.page)).to_have_value("Good😂")
    reader.page.keyboard.press("Escape")
    expect(button).to_be_focused()


@pytest.mark.parametrize(("width", "name"), [(390, "Choose an album"), (1280, "Collect: Bread")])
def test_a_note_is_put_into_a_new_album_from_its_card_and_on_a_phone_from_its_page(visitor, member, width, name):
    written = note(title="Bread")
    member("mina_reads")
    reader = visitor(viewport={"width": width, "height": 844})
    reader.log_in("mina_reads", PASSWORD, then=written.get_absolute_url() if width == 390 else "/")
    link = reader.page.get_by_role("link", name=name)
    link.focus()
    link.press("Enter")
    sheet = reader.page.get_by_role("dialog")
    expect(sheet).to_contain_text("Collect into")
    sheet.get_by_label("Name").fill("Loaves")
    sheet.get_by_role("button", name="Collect", exact=True).click()
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    expect(reader.page.locator(".toast")).to_have_text("Collected into “Loaves”.")
    expect(link).to_be_focused()
    assert Collect.objects.get().album == Album.objects.get(name="Loaves")


def test_an_album_is_chosen_without_a_script(visitor, member):
    written = note(title="Bread")
    mina = member("mina_reads")
    Album.objects.create(owner=mina, name="Loaves")
    reader = visitor(java_script_enabled=False).log_in("mina_reads", PASSWORD, then=written.get_absolute_url())
    reader.page.get_by_role("link", name="Choose an album").click()
    reader.page.get_by_label("Loaves").check()
    reader.page.get_by_role("button", name="Collect", exact=True).click()
    reader.page.wait_for_url(re.compile(rf"{written.get_absolute_url()}$"))
    assert Collect.objects.get().album.name == "Loaves"
    assert User.objects.get(pk=mina.pk) == mina


def test_the_address_of_a_note_is_copied(visitor, transactional_db):
    written = note(title="Bread")
    reader = visitor().go(written.get_absolute_url())
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.page.get_by_label("Share").click()
    reader.page.get_by_role("button", name="Copy the link").click()
    expect(reader.page.locator(".toast")).to_have_text("The link is copied.")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(written.get_absolute_url())
