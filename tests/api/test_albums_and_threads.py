"""Albums in their order, their covers, the default one, and long threads page by page, through the API."""

from collections.abc import Callable
from typing import Any

import pytest

from notes.albums import put
from notes.comments import write_comment
from notes.engagement import react
from notes.models import Album, Collect
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


def _collected(owner, *titles: str, album: Album | None = None) -> list[str]:
    """Notes this person collected one after the other; their ids."""
    made = [note(title=title) for title in titles]
    for one in made:
        react(one, owner, "collect", at=NOON)
        put(Collect.objects.get(note=one, person=owner), album, at=NOON)
    return [one.public_id for one in made]


def _titles(answer: Any) -> list[str]:
    return [card["title"] for card in answer.json()["items"]]


def test_what_lies_in_no_album_is_listed_to_its_owner_alone(caller: Callable[..., Any]) -> None:
    mina = person()
    _collected(mina, "Rye", album=Album.objects.create(owner=mina, name="Loaves"))
    _collected(mina, "Bread")
    assert _titles(caller(mina).get("me/collected/")) == ["Bread"]
    assert _titles(caller(person()).get("me/collected/")) == []
    assert caller().get("me/collected/").status_code == 401
    assert caller(mina).get("me/collected/", "cursor=%%").status_code == 400


def test_a_note_is_put_before_another_of_its_album(caller: Callable[..., Any]) -> None:
    mina = person()
    album = Album.objects.create(owner=mina, name="Loaves")
    ids = _collected(mina, "One", "Two", "Three", album=album)
    mine, address = caller(mina), f"albums/{album.public_id}/notes/"
    before = _titles(mine.get(address))
    last = dict(zip(["One", "Two", "Three"], ids, strict=True))
    answer = mine.call("PUT", f"notes/{last[before[2]]}/place/", {"before": last[before[0]]})
    assert answer.status_code == 204
    assert _titles(mine.get(address)) == [before[2], before[0], before[1]]


def test_notes_of_two_albums_or_of_somebody_else_change_no_place(caller: Callable[..., Any]) -> None:
    mina = person()
    [first] = _collected(mina, "One", album=Album.objects.create(owner=mina, name="Loaves"))
    [second] = _collected(mina, "Two")
    places = list(Collect.objects.order_by("pk").values_list("place", flat=True))
    for who, before in ((mina, second), (mina, first), (mina, "nowhere"), (person(), second)):
        assert caller(who).call("PUT", f"notes/{first}/place/", {"before": before}).status_code == 404
    assert caller(mina).call("PUT", f"notes/{first}/place/", {}).status_code == 422
    assert list(Collect.objects.order_by("pk").values_list("place", flat=True)) == places


def test_a_cover_is_chosen_among_its_notes_and_left_again(caller: Callable[..., Any]) -> None:
    mina = person(level=5)
    album = Album.objects.create(owner=mina, name="Loaves")
    [inside] = _collected(mina, "One", album=album)
    [outside] = _collected(mina, "Two")
    address = f"albums/{album.public_id}/cover/"
    assert caller(mina).call("PUT", address, {"note": outside}).status_code == 422
    assert caller(person(level=5)).call("PUT", address, {"note": inside}).status_code == 404
    album.refresh_from_db()
    assert album.cover_note is None
    assert caller(mina).call("PUT", address, {"note": inside}).status_code == 204
    album.refresh_from_db()
    assert album.cover_note is not None
    assert album.cover_note.public_id == inside
    assert caller(mina).call("PUT", address, {"note": None}).status_code == 204
    album.refresh_from_db()
    assert album.cover_note is None


def test_the_replies_of_a_long_thread_come_page_by_page_each_once(caller: Callable[..., Any]) -> None:
    written = note()
    top = write_comment(written, person(), "Well said.", at=NOON)
    said = [write_comment(written, person(), f"number {n}", at=NOON, parent=top).body for n in range(36)]
    shown = caller().get(f"notes/{written.public_id}/comments/").json()["items"][0]
    found, cursor = [reply["body"] for reply in shown["replies"]], shown["replies_next"]
    while cursor:
        page = caller().get(f"comments/{top.public_id}/replies/", f"cursor={cursor}").json()
        found, cursor = [*found, *(reply["body"] for reply in page["items"])], page["next"]
    assert found == said


def test_a_short_thread_goes_on_nowhere_and_a_made_up_cursor_is_refused(caller: Callable[..., Any]) -> None:
    top = write_comment(note(), person(), "Well said.", at=NOON)
    reply = write_comment(top.note, person(), "Thank you.", at=NOON, parent=top)
    assert caller().get(f"comments/{top.public_id}/replies/").json()["next"] == ""
    assert caller().get(f"comments/{top.public_id}/replies/", "cursor=x").status_code == 400
    assert caller().get(f"comments/{reply.public_id}/replies/").status_code == 404
