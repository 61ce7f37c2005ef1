"""Keeping somebody away in a real browser: the menu of a page, the way back, and asking a private account."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.factories import NOON, note, person
from users.models import Block, FollowRequest
from users.muting import mute_topic, mute_word

_SHOTS = os.environ.get("MEADOW_SHOTS", "")


def _shot(visitor, name: str) -> None:
    """For looking at the pages: only where a folder is named."""
    if _SHOTS:
        visitor.page.screenshot(path=Path(_SHOTS) / f"{visitor.name}-{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("phone", {"viewport": {"width": 390, "height": 844}}),
        ("desk", {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"}),
    ],
)
def test_a_person_is_blocked_from_the_menu_and_the_block_is_undone(visitor, transactional_db, name, options):
    reader, loud = person("mina_reads", password=PASSWORD), person("loud_one", name="Loud One")
    note(loud, title="Look at me")
    mute_word(reader, "keto", until=None, at=NOON)
    mute_topic(reader, "slow bread", until=None, at=NOON)
    mina = visitor(name, **options).log_in("mina_reads", PASSWORD).go("/@loud_one/")
    mina.page.get_by_text("More", exact=True).click()
    _shot(mina, "menu")
    mina.page.get_by_role("link", name="Block").click()
    _shot(mina, "confirm")
    mina.page.get_by_role("main").get_by_role("button", name="Block").click()
    expect(mina.page.get_by_text("You blocked this person.")).to_be_visible()
    _shot(mina, "blocked")
    mina.go("/settings/safety/")
    _shot(mina, "settings")
    assert Block.objects.filter(blocker=reader, blocked=loud).count() == 1
    mina.go("/@loud_one/")
    mina.page.get_by_role("button", name="Undo the block").click()
    expect(mina.page.get_by_role("heading", name="Loud One")).to_be_visible()
    assert not Block.objects.exists()


def test_asking_a_private_account_says_requested_and_pressing_again_takes_it_back(visitor, transactional_db):
    person("mina_reads", password=PASSWORD)
    person("shy_one", is_private=True)
    mina = visitor("shy").log_in("mina_reads", PASSWORD).go("/@shy_one/")
    button = mina.page.locator("[data-follow] button")
    # The button speaks before the server has heard it.
    with mina.page.expect_response(lambda answer: "/follow/" in answer.url):
        button.click()
    expect(button).to_have_text("Requested")
    _shot(mina, "requested")
    mina.go("/@shy_one/")
    expect(button).to_contain_text("Requested")
    with mina.page.expect_response(lambda answer: "/unfollow/" in answer.url):
        button.click()
    expect(button).to_have_text("Follow")
    mina.go("/@shy_one/")
    expect(button).to_contain_text("Follow")
    assert not FollowRequest.objects.exists()
