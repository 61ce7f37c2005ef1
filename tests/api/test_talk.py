"""Albums, likes of comments, pins, pictures and people to name through the API: the deeds of the pages."""

from collections.abc import Callable
from typing import Any

import pytest

from notes.comments import write_comment
from notes.models import Album, Collect, Comment, CommentLike, Picture
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


def test_an_album_is_made_filled_read_and_deleted(caller: Callable[..., Any]) -> None:
    mina, bread = person("mina_reads"), note(title="Bread")
    mine = caller(mina)
    made = mine.post("albums/", {"name": "Loaves", "is_public": True})
    key = made.json()["id"]
    assert (made.status_code, made.json()["notes_count"]) == (201, 0)
    kept = mine.call("PUT", f"notes/{bread.public_id}/album/", {"album": key})
    assert kept.json() == {"album": key, "collect_count": 1}
    assert [card["title"] for card in caller().get(f"albums/{key}/notes/").json()["items"]] == ["Bread"]
    assert [album["name"] for album in caller().get("people/mina_reads/albums/").json()["items"]] == ["Loaves"]
    changed = mine.call("PUT", f"albums/{key}/", {"name": "Breads"})
    assert (changed.json()["name"], changed.json()["is_public"]) == ("Breads", False)
    assert mine.call("DELETE", f"albums/{key}/").status_code == 204
    assert (Album.objects.count(), Collect.objects.get().album) == (0, None)


def test_a_closed_album_of_somebody_else_is_nowhere(caller: Callable[..., Any]) -> None:
    album = Album.objects.create(owner=person("mina_reads"), name="Secret")
    bread = note()
    for other in (caller(), caller(person())):
        assert other.get(f"albums/{album.public_id}/").status_code == 404
        assert other.get(f"albums/{album.public_id}/notes/").status_code == 404
        assert other.get("people/mina_reads/albums/").json()["items"] == []
    stranger = caller(person())
    assert stranger.call("PUT", f"albums/{album.public_id}/", {"name": "Mine"}).status_code == 404
    assert stranger.call("DELETE", f"albums/{album.public_id}/").status_code == 404
    assert stranger.call("PUT", f"notes/{bread.public_id}/album/", {"album": album.public_id}).status_code == 404
    assert (Album.objects.get().name, Collect.objects.count()) == ("Secret", 0)


def test_a_second_album_of_a_name_is_refused_beside_the_name(caller: Callable[..., Any]) -> None:
    mine = caller(person())
    mine.post("albums/", {"name": "Loaves"})
    answer = mine.post("albums/", {"name": "loaves"})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["name"])
    assert Album.objects.count() == 1


def test_a_comment_is_liked_and_unliked_once(caller: Callable[..., Any]) -> None:
    comment = write_comment(note(), person(), "Well said.", at=NOON)
    reader = caller(person())
    for _ in range(2):
        assert reader.call("PUT", f"comments/{comment.public_id}/like/").json() == {"is_active": True, "count": 1}
    shown = reader.get(f"notes/{comment.note.public_id}/comments/").json()["items"][0]
    assert (shown["like_count"], shown["is_liked"], shown["is_pinned"]) == (1, True, False)
    for _ in range(2):
        assert reader.call("DELETE", f"comments/{comment.public_id}/like/").json() == {"is_active": False, "count": 0}
    assert not CommentLike.objects.exists()


def test_a_comment_under_a_note_one_may_not_see_is_not_liked(caller: Callable[..., Any]) -> None:
    written = note(visibility="private")
    comment = write_comment(written, written.author, "For me.", at=NOON)
    assert caller(person()).call("PUT", f"comments/{comment.public_id}/like/").status_code == 404
    assert not CommentLike.objects.exists()


def test_the_author_of_the_note_puts_a_comment_first_and_nobody_else(caller: Callable[..., Any]) -> None:
    written = note()
    comment = write_comment(written, person(), "Well said.", at=NOON)
    address = f"comments/{comment.public_id}/pin/"
    assert caller(comment.author).call("PUT", address).status_code == 404
    assert Comment.objects.get().pinned_at is None
    assert caller(written.author).call("PUT", address).status_code == 204
    assert Comment.objects.get().pinned_at is not None
    assert caller(written.author).call("DELETE", address).status_code == 204
    assert Comment.objects.get().pinned_at is None


def test_a_picture_goes_with_a_comment_from_level_three(caller: Callable[..., Any]) -> None:
    written, codes = note(), []
    for level in (2, 3):
        author = person(level=level)
        picture = Picture.objects.create(owner=author, state="ready", stem="p/ab/cd", width=3, height=4)
        body = {"picture": picture.public_id, "alt": "A loaf"}
        codes.append(caller(author).post(f"notes/{written.public_id}/comments/", body).status_code)
    assert codes == [422, 201]
    shown = caller().get(f"notes/{written.public_id}/comments/").json()["items"][0]
    assert (shown["body"], shown["picture"]["alt"]) == ("", "A loaf")


def test_an_hour_that_is_full_tells_a_program_when_to_come_back(caller: Callable[..., Any], monkeypatch) -> None:
    monkeypatch.setattr("notes.comments.comments_an_hour", lambda _author: 1)
    written, author = note(), caller(person())
    codes = [author.post(f"notes/{written.public_id}/comments/", {"body": f"number {n}"}) for n in range(2)]
    assert [answer.status_code for answer in codes] == [201, 429]
    assert 3500 < int(codes[1]["Retry-After"]) <= 3600


def test_people_of_the_talk_are_offered_first(caller: Callable[..., Any]) -> None:
    written = note(person("lin_writes"))
    write_comment(written, person("lin_talks"), "Well said.", at=NOON)
    person("lin_elsewhere")
    found = caller(person()).get("mentions/", f"q=lin&note={written.public_id}").json()["items"]
    assert [one["handle"] for one in found] == ["lin_writes", "lin_talks", "lin_elsewhere"]
    assert caller().get("mentions/").status_code == 401
