"""The pages between people hold to WCAG 2.2 AA as far as a machine can tell: inbox, messages, safety, one's data."""

import uuid

import pytest

from common.clock import now
from conversations.writing import Draft, write
from notes.comments import write_comment
from notes.engagement import react
from push.notices import settle_comment, settle_follow, settle_reaction
from tests.browser.conftest import PASSWORD
from tests.browser.test_access import _faults
from tests.factories import note, person
from users.following import follow
from users.inviting import make_invite
from users.models import User
from users.muting import mute_person, mute_word
from users.requests import ask_to_follow, close_account
from users.safety import block

_OWN = (
    "/inbox/",
    "/inbox/comments/",
    "/inbox/likes/",
    "/inbox/follows/",
    "/inbox/system/",
    "/messages/",
    "/messages/requests/",
    "/messages/to/ben_walks/",
    "/settings/safety/",
    "/settings/messages/",
    "/settings/nearby/",
    "/settings/privacy/",
    "/settings/delete/",
    "/settings/import/",
    "/accounts/sessions/",
    "/friends/",
    "/nearby/",
    "/@ana_walks/?tab=followers",
    "/@closed_door/",
    "/@kept_away/",
    "/@ben_walks/block/",
)


def furnish(ana: User) -> str:
    """Every list of these pages with something in it. Returns the code of a link somebody else sent."""
    ben, closed, kept = person("ben_walks", level=4), person("closed_door"), person("kept_away")
    at, walk = now(), note(ana, title="Round the lake")
    react(walk, ben, "like", at=at)
    settle_reaction(walk.pk, ben.pk, "like")
    settle_comment(write_comment(walk, ben, "How long does it take?", at=at).pk)
    follow(ben, ana, at=at)
    settle_follow(ben.pk, ana.pk)
    write(ben, ana, Draft("Shall we walk on Sunday?", key=uuid.uuid4()), at=at)
    close_account(closed)
    block(ana, kept, at=at)
    mute_word(ana, "spoiler", until=None, at=at)
    mute_person(ana, person("loud_one"), until=None, at=at)
    close_account(ana)
    ask_to_follow(person("asks_first"), ana, at=at)
    make_invite(ana, at=at)
    return make_invite(ben, at=at).code


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_the_pages_between_people_have_no_fault_a_machine_can_find(visitor, member, scheme, width):
    code = furnish(member("ana_walks", name="Ana"))
    reader = visitor(viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = _faults(reader, f"/i/{code}/")
    reader.log_in("ana_walks", PASSWORD)
    faults += [fault for path in (*_OWN, f"/i/{code}/") for fault in _faults(reader, path)]
    assert not faults, "\n".join(faults)


def test_the_open_tab_is_in_sight_on_a_phone(visitor, member):
    member("ana_walks", name="Ana")
    reader = visitor(viewport={"width": 390, "height": 844})
    reader.log_in("ana_walks", PASSWORD)
    for path in ("/settings/privacy/", "/inbox/system/", "/inbox/settings/"):
        edges = reader.go(path).page.locator(".tabs [aria-current=page]").bounding_box()
        assert edges is not None
        assert edges["x"] >= 0, path
        assert edges["x"] + edges["width"] <= 390, path


def test_no_tab_of_the_settings_or_the_inbox_hides_on_a_desktop(visitor, member):
    member("ana_walks", name="Ana")
    reader = visitor(viewport={"width": 1440, "height": 900})
    reader.log_in("ana_walks", PASSWORD)
    for path in ("/settings/privacy/", "/inbox/"):
        row = reader.go(path).page.locator(".tabs")
        assert row.evaluate("row => row.scrollWidth <= row.clientWidth"), path
