"""Messages, invite links and squares through the API: the same deeds, a scope of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from common.cells import cell_of
from conversations.models import Message
from tests.conversations.talking import between, friends, say
from tests.factories import note, person
from users.models import Invite, Whereabouts

pytestmark = pytest.mark.django_db


def test_two_people_write_read_and_take_back(caller: Callable[..., Any]) -> None:
    one, other = friends()
    mine, theirs = caller(one), caller(other)
    bread = note(one)
    made = mine.post(f"people/{other.handle}/messages/", {"body": "Look at this", "note": bread.public_id})
    assert made.status_code == 201
    path = f"conversations/{made.json()['conversation']}/"
    listed = theirs.get("conversations/").json()["items"][0]
    assert (listed["person"]["handle"], listed["unread"], listed["step"]) == (one.handle, 1, "open")
    shown = theirs.get(f"{path}messages/").json()
    assert [(row["body"], row["note"], row["is_own"]) for row in shown["items"]] == [
        ("Look at this", bread.public_id, False)
    ]
    assert theirs.call("PUT", f"{path}read/", {"up_to": shown["items"][0]["id"]}).status_code == 204
    assert theirs.get("conversations/").json()["items"][0]["unread"] == 0
    assert mine.get(f"{path}messages/").json()["items"][0]["is_read"] is True
    assert theirs.call("DELETE", f"messages/{made.json()['id']}/").status_code == 404
    assert mine.call("DELETE", f"messages/{made.json()['id']}/").status_code == 204
    assert theirs.get(f"{path}messages/").json()["items"][0]["is_removed"] is True


def test_a_request_sent_twice_is_one_message(caller: Callable[..., Any]) -> None:
    one, other = friends()
    for _time in range(2):
        answer = caller(one).post(f"people/{other.handle}/messages/", {"body": "Once"}, "the-same-key-12")
        assert answer.status_code == 201
    assert Message.objects.count() == 1


def test_a_request_is_answered_and_whoever_asked_is_not_told_of_a_no(caller: Callable[..., Any]) -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    path = f"conversations/{between(asker, asked).public_id}/"
    assert caller(asked).get("conversations/", "box=requests").json()["items"][0]["step"] == "asked"
    assert caller(asker).call("PUT", f"{path}accept/").status_code == 409
    assert caller(asked).call("PUT", f"{path}decline/").status_code == 204
    assert caller(asked).call("PUT", f"{path}accept/").json()["code"] == "already_answered"
    assert caller(asker).get("conversations/").json()["items"][0]["step"] == "asked"
    refused = caller(asker).post(f"{path}messages/", {"body": "Please"})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["body"])
    assert Message.objects.count() == 1


@pytest.mark.parametrize("scope", ["read", "react", "write"])
def test_a_token_for_anything_else_opens_no_letters(caller: Callable[..., Any], scope: str) -> None:
    one, other = friends()
    say(one, other)
    program = caller(one, scope)
    assert program.get("conversations/").status_code == 403
    assert program.get(f"conversations/{between(one, other).public_id}/messages/").status_code == 403
    assert program.post(f"people/{other.handle}/messages/", {"body": "Hello"}).status_code == 403
    assert Message.objects.count() == 1


def test_a_third_person_finds_nothing(caller: Callable[..., Any]) -> None:
    one, other = friends()
    say(one, other)
    path = f"conversations/{between(one, other).public_id}/"
    third = caller(person())
    assert third.get(f"{path}messages/").status_code == 404
    assert third.call("PUT", f"{path}accept/").status_code == 404
    assert third.post(f"{path}messages/", {"body": "Hello"}).status_code == 404


def test_an_invite_link_is_made_and_ended(caller: Callable[..., Any]) -> None:
    mina = caller(person("mina"))
    assert mina.get("me/invite/").json()["url"] == ""
    made = mina.call("PUT", "me/invite/").json()
    assert Invite.objects.get().code in made["url"]
    assert mina.call("DELETE", "me/invite/").status_code == 204
    assert mina.get("me/invite/").json() == {"url": "", "expires_at": None, "joined": 0}


def test_a_square_is_chosen_read_and_forgotten(caller: Callable[..., Any]) -> None:
    mina = caller(person("mina"))
    cell = cell_of(51.5, -0.12)
    assert mina.call("PUT", "me/nearby/", {"cell": cell}).json()["cell"] == cell
    for wrong in (3, -1, "x", None):
        assert mina.call("PUT", "me/nearby/", {"cell": wrong}).status_code == 422
    assert Whereabouts.objects.get().cell == cell
    assert mina.call("DELETE", "me/nearby/").status_code == 204
    assert mina.get("me/nearby/").json()["cell"] is None
