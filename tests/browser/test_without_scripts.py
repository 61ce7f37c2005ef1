"""Without JavaScript one browses, reads, searches, comments, follows and posts with a picture."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from notes.models import Comment, Like, Note, Picture, State
from search import indexing
from tests.browser.conftest import PASSWORD
from tests.browser.pictures import draw
from tests.factories import category, note, person
from users.models import Follow


@pytest.fixture
def reader(member, visitor):
    member("mina_reads", name="Mina")
    return visitor(java_script_enabled=False).log_in("mina_reads", PASSWORD)


def test_the_list_goes_on_by_links(visitor, transactional_db):
    authors = [person() for _ in range(12)]
    for number in range(45):
        note(authors[number % 12], title=f"Loaf {number}", category=category("food"))
    page = visitor(java_script_enabled=False).go("/").page
    seen: set[str] = set()
    for _ in range(3):
        seen |= set(page.locator(".card__title").all_inner_texts())
        more = page.locator("[data-list-more] a")
        if more.count():
            more.click()
    assert len(seen) == 45


def test_a_note_is_read_liked_commented_and_its_author_followed(reader):
    written = note(title="The ninth loaf", body="It finally rose.")
    page = reader.go(written.get_absolute_url()).page
    page.locator("main [data-react=like] button").first.click()
    expect(page.locator("main [data-react=like] button").first).to_have_attribute("aria-pressed", "true")
    page.locator("main [data-follow] button").first.click()
    reader.go(written.get_absolute_url())
    page.locator("#comments textarea[name=body]").first.fill("Mine too, after a week.")
    page.locator("#comments textarea[name=body]").first.locator("xpath=ancestor::form").locator(
        "button:not([type=button])"
    ).last.click()
    expect(page.get_by_text("Mine too, after a week.").first).to_be_visible()
    assert Like.objects.filter(note=written).count() == 1
    assert Comment.objects.get(note=written).body == "Mine too, after a week."
    assert Follow.objects.filter(followed=written.author).count() == 1


def test_a_search_answers(visitor, transactional_db):
    written = note(title="Sourdough in winter")
    indexing.index("note", [written.pk])
    page = visitor(java_script_enabled=False).go("/").page
    page.fill("input[name=q]", "sourdough")
    page.locator("input[name=q]").press("Enter")
    page.wait_for_url(re.compile(r"/search/"))
    expect(page.get_by_role("link", name="Sourdough in winter").first).to_be_visible()


def test_a_note_with_a_picture_is_posted(reader, worker, tmp_path: Path):
    page = reader.go("/publish/").page
    page.fill("[name=title]", "Bread without a script")
    page.fill("[name=body]", "It rose all the same.")
    page.select_option("[name=category]", label="Food")
    page.set_input_files("[name=files]", [str(draw(tmp_path / "loaf.jpg", 1))])
    page.locator("[data-publish]").click()
    page.wait_for_url(re.compile(r"/n/[A-Za-z0-9]{11}/$"))
    path = reader.path
    for _ in range(120):
        if Note.objects.filter(state=State.LIVE).exists():
            break
        page.wait_for_timeout(250)
    reader.go(path)
    expect(page.get_by_role("heading", name="Bread without a script")).to_be_visible()
    assert Picture.objects.get(note__title="Bread without a script").state == Picture.State.READY
