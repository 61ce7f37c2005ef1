"""Drafts in a real browser: a killed tab, two tabs, a lost connection, and no script at all."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from notes.models import Draft, Note, Picture
from tests.browser.conftest import PASSWORD
from tests.browser.pictures import draw

SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def author(member, visitor):
    member("mina_writes", name="Mina", time_zone="Europe/London")
    return visitor("mina").log_in("mina_writes", PASSWORD)


def saved(page: Page) -> None:
    expect(page.locator("[data-kept]")).to_have_text(SAVED)


def open_composer(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-compose]")).to_have_attribute("data-ready", "true")


def test_a_killed_tab_comes_back_with_words_topics_and_pictures_in_order(author, worker, tmp_path: Path):
    author.compose("Half a loaf", "Not yet done.", topics="#rye", category="Food")
    author.add_pictures([draw(tmp_path / "loaf.jpg", 1), draw(tmp_path / "crumb.png", 2)])
    author.tray.nth(1).locator("[data-step=cover]").click()
    author.tray.nth(0).locator("[data-alt]").fill("The crumb, close")
    author.page.check("[name=is_ai_made]")
    saved(author.page)
    author.page.close(run_before_unload=False)
    author.page = author.context_page()
    author.go("/publish/")
    author.wait_for_composer()
    expect(author.page.locator("[data-restored]")).to_be_visible()
    expect(author.page.locator("[name=title]")).to_have_value("Half a loaf")
    expect(author.page.locator("[name=topics]")).to_have_value("#rye")
    assert [name.strip() for name in author.page.locator("[data-tray] [data-name]").all_inner_texts()] == [
        "crumb.png",
        "loaf.jpg",
    ]
    expect(author.tray.nth(0).locator("[data-alt]")).to_have_value("The crumb, close")
    expect(author.page.locator("[name=is_ai_made]")).to_be_checked()
    assert Draft.objects.count() == 1
    path = author.publish()
    assert Note.objects.get().get_absolute_url() == path
    assert Draft.objects.count() == 0
    assert Picture.objects.filter(note=Note.objects.get()).count() == 2


def test_a_new_page_does_not_touch_the_draft_before_it(author):
    author.compose("Half a loaf", "Not yet done.")
    saved(author.page)
    author.go("/publish/")
    author.page.get_by_role("link", name="Start a new one").click()
    author.wait_for_composer()
    expect(author.page.locator("[name=title]")).to_have_value("")
    author.page.fill("[name=title]", "Another thought")
    saved(author.page)
    assert set(Draft.objects.values_list("title", flat=True)) == {"Half a loaf", "Another thought"}


def test_two_tabs_see_each_other_and_the_author_chooses(author):
    author.compose("Bread", "From one oven.")
    saved(author.page)
    second = author.page.context.new_page()
    open_composer(second, author.page.url)
    author.page.fill("[name=title]", "Bread of the first tab")
    saved_version = author.page.locator("[name=draft_version]")
    expect(saved_version).to_have_value("2")
    second.fill("[name=title]", "Bread of the second tab")
    trouble = second.locator("[data-trouble]")
    expect(trouble).to_contain_text("This draft was changed in another tab or on another device.")
    assert Draft.objects.get().title == "Bread of the first tab"
    trouble.get_by_role("button", name="See both").click()
    expect(second.get_by_role("heading", name="Two versions of one draft")).to_be_visible()
    expect(second.locator(".compare__words")).to_have_text(["Bread of the second tab", "Bread of the first tab"])
    second.get_by_label("From the other one").check()
    second.get_by_role("button", name="Keep what is chosen").click()
    expect(second.locator("[name=title]")).to_have_value("Bread of the first tab")


def test_a_note_sent_off_without_a_connection_goes_out_once_when_there_is_one(author):
    author.compose("Bread of the tunnel", "No connection here.", category="Food")
    saved(author.page)
    author.page.context.set_offline(True)
    author.page.fill("[name=body]", "No connection here. Still none.")
    expect(author.page.locator("[data-kept]")).to_contain_text("Not connected.")
    author.page.locator("[data-publish]").click()
    expect(author.page.locator("p[data-sending]")).to_contain_text("Your note goes out by itself")
    author.page.locator("[data-publish]").click(force=True)
    assert Note.objects.count() == 0
    author.page.context.set_offline(False)
    author.page.wait_for_url(re.compile(r"/n/[A-Za-z0-9]{11}/$"))
    assert [note.body for note in Note.objects.all()] == ["No connection here. Still none."]
    assert Draft.objects.count() == 0


def waiting_note(author, words: str = "No connection here. Still none.", **facts) -> None:
    """Sent off without a connection, and its tab is closed."""
    author.compose("Bread of the tunnel", "No connection here.", **facts)
    saved(author.page)
    author.page.context.set_offline(True)
    author.page.fill("[name=body]", words)
    author.page.locator("[data-publish]").click()
    expect(author.page.locator("p[data-sending]")).to_contain_text("Your note goes out by itself")
    author.page.close(run_before_unload=False)
    assert Note.objects.count() == 0


def sent_once(page: Page) -> None:
    expect(page.locator(".toast")).to_contain_text("Your note that waited for a connection is sent.")
    assert [note.body for note in Note.objects.all()] == ["No connection here. Still none."]
    assert Draft.objects.count() == 0
    page.get_by_role("link", name="Open it").click()
    page.wait_for_url(re.compile(r"/n/[A-Za-z0-9]{11}/$"))


def test_a_note_whose_tab_is_gone_goes_out_from_the_page_that_is_open_on_reconnect(author):
    reading = author.context_page()
    reading.goto(f"{author.base}/settings/")
    waiting_note(author, category="Food")
    author.context.set_offline(False)
    sent_once(reading)


def test_a_note_whose_tab_is_gone_goes_out_on_the_next_visit_of_any_page(author):
    waiting_note(author, category="Food")
    author.context.set_offline(False)
    author.page = author.context_page()
    author.go("/settings/")
    sent_once(author.page)
    author.go("/settings/")
    assert Note.objects.count() == 1


def test_a_waiting_note_that_cannot_be_published_lies_among_the_drafts_and_is_told(author):
    waiting_note(author, "Its category is missing.")
    author.context.set_offline(False)
    author.page = author.context_page()
    author.go("/settings/")
    expect(author.page.locator(".toast")).to_contain_text("could not go out by itself")
    assert (Note.objects.count(), Draft.objects.get().fields["body"]) == (0, ["Its category is missing."])


def test_words_typed_without_a_connection_outlive_the_tab(author):
    author.compose("Bread of the tunnel", "Before.")
    saved(author.page)
    author.page.context.set_offline(True)
    author.page.fill("[name=body]", "Typed in the dark.")
    expect(author.page.locator("[data-kept]")).to_contain_text("Not connected.")
    author.page.close(run_before_unload=False)
    assert Draft.objects.get().fields["body"] == ["Before."]
    author.page = author.context_page()
    author.page.context.set_offline(False)
    author.go("/publish/")
    expect(author.page.locator("[name=body]")).to_have_value("Typed in the dark.")
    expect(author.page.locator("[data-compose]")).to_have_attribute("data-ready", "true")
    assert Draft.objects.get().fields["body"] == ["Typed in the dark."]


def test_a_file_that_did_not_get_through_follows_by_itself(author, worker, tmp_path: Path):
    author.compose("Bread", "With a picture.")
    saved(author.page)
    author.page.context.set_offline(True)
    author.page.set_input_files("[name=files]", str(draw(tmp_path / "loaf.jpg", 1)))
    expect(author.tray.first).to_have_attribute("data-state", "failed")
    author.page.context.set_offline(False)
    expect(author.tray.first).to_have_attribute("data-state", "ready", timeout=60_000)
    saved(author.page)
    assert Picture.objects.get().draft == Draft.objects.get()


def test_leaving_asks_only_when_something_would_be_lost(author):
    asked: list[str] = []
    author.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    author.compose("Bread", "Saved in a moment.")
    author.page.locator("[name=body]").press_sequentially(" And more.")
    saved(author.page)
    author.go("/")
    assert asked == []
    author.go("/publish/")
    author.wait_for_composer()
    author.page.context.set_offline(True)
    author.page.locator("[name=body]").press_sequentially(" Unsaved.")
    expect(author.page.locator("[data-kept]")).to_contain_text("Not connected.")
    author.page.close(run_before_unload=True)
    author.page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_a_draft_is_saved_found_and_published_without_a_script(member, visitor):
    member("mina_writes")
    phone = visitor("phone", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.log_in("mina_writes", PASSWORD, then="/publish/")
    phone.page.fill("[name=title]", "Without a script")
    phone.page.get_by_role("button", name="Save draft").click()
    expect(phone.page.get_by_text("Your draft is saved.")).to_be_visible()
    phone.go("/@mina_writes/?tab=drafts")
    phone.page.get_by_role("link", name="Without a script").click()
    phone.page.fill("[name=body]", "It still works.")
    phone.page.select_option("[name=category]", label="Food")
    phone.publish()
    assert Note.objects.get().title == "Without a script"
    assert Draft.objects.count() == 0


def test_somebody_logged_out_meanwhile_logs_in_beside_and_loses_nothing(author):
    author.compose("Bread", "Before.")
    saved(author.page)
    cookies = author.page.context.cookies()
    author.page.context.clear_cookies(name="meadow_session")
    author.page.fill("[name=body]", "After the session ended.")
    expect(author.page.locator("[data-trouble]")).to_contain_text("You were logged out.")
    author.page.context.add_cookies(cookies)
    author.page.evaluate("dispatchEvent(new Event('focus'))")
    saved(author.page)
    assert Draft.objects.get().fields["body"] == ["After the session ended."]
