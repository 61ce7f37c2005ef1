"""Drafts, times and versions through the API."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from common.clock import now
from notes import publishing
from notes.models import Draft, Note, Picture, Point, State
from notes.policy import policy_for
from tests.factories import category, composition, note, person, product

pytestmark = pytest.mark.django_db


def content(**facts: Any) -> dict[str, Any]:
    return {"title": "Half a loaf", "version": 0} | facts


def test_a_draft_is_made_read_changed_and_thrown_away(caller: Callable[..., Any]) -> None:
    category("food")
    cream, author, key = product(), person(time_zone="Asia/Tokyo", level=4), uuid.uuid4()
    picture = Picture.objects.create(owner=author, state=Picture.State.READY)
    writer = caller(author)
    when = (now() + timedelta(days=2)).replace(second=0, microsecond=0)
    asked = content(
        body="Line one",
        category="food",
        topics=["hand cream", "rye"],
        place={"name": "Mill Lane"},
        products=[{"id": cream.public_id, "relation": "gifted", "stance": 4}],
        pictures=[{"id": picture.public_id, "alt": "A loaf", "points": [
            {"what": "product", "about": cream.public_id, "x": 125, "y": 999}]}],
        comments_from="nobody",
        is_ai_made=True,
        scheduled_at=when.isoformat(),
    )  # fmt: skip
    saved = writer.call("PUT", f"drafts/{key}/", asked)
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    read = writer.get(f"drafts/{key}/").json()["content"]
    assert {name: read[name] for name in ("title", "category", "topics", "products", "comments_from")} == {
        "title": "Half a loaf",
        "category": "food",
        "topics": ["hand cream", "rye"],
        "products": asked["products"],
        "comments_from": "nobody",
    }
    assert read["pictures"] == asked["pictures"]
    assert read["scheduled_at"].startswith(f"{when:%Y-%m-%dT}") or read["scheduled_at"].endswith("+09:00")
    assert [row["key"] for row in writer.get("drafts/").json()["items"]] == [str(key)]
    assert writer.call("DELETE", f"drafts/{key}/").status_code == 204
    assert not Draft.objects.exists()


def test_an_old_version_is_answered_409_and_changes_nothing(caller: Callable[..., Any]) -> None:
    writer, key = caller(person()), uuid.uuid4()
    writer.call("PUT", f"drafts/{key}/", content())
    writer.call("PUT", f"drafts/{key}/", content(title="First", version=1))
    late = writer.call("PUT", f"drafts/{key}/", content(title="Second", version=1))
    assert (late.status_code, late.json()["code"]) == (409, "version_conflict")
    assert Draft.objects.get().title == "First"


def test_a_draft_is_published_once(caller: Callable[..., Any]) -> None:
    category("food")
    writer, key, sending = caller(person()), uuid.uuid4(), str(uuid.uuid4())
    writer.call("PUT", f"drafts/{key}/", content(category="food", body="All night."))
    first = writer.post(f"drafts/{key}/publish/", None, sending)
    again = writer.post(f"drafts/{key}/publish/", None, sending)
    assert (first.status_code, again.json()) == (201, first.json())
    written = Note.objects.get()
    assert (written.submission_key, written.title, written.state) == (key, "Half a loaf", State.SUBMITTED)
    assert not Draft.objects.exists()


def test_an_unfinished_draft_is_refused_beside_its_fields_and_stays(caller: Callable[..., Any]) -> None:
    writer, key = caller(person()), uuid.uuid4()
    writer.call("PUT", f"drafts/{key}/", content(title=""))
    answer = writer.post(f"drafts/{key}/publish/", None)
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"title", "body"}
    assert Draft.objects.count() == 1


def test_nobody_reaches_somebody_elses_draft(caller: Callable[..., Any]) -> None:
    key, author = uuid.uuid4(), person()
    caller(author).call("PUT", f"drafts/{key}/", content())
    stranger = caller(person())
    assert stranger.get(f"drafts/{key}/").status_code == 404
    assert stranger.call("DELETE", f"drafts/{key}/").status_code == 404
    assert stranger.post(f"drafts/{key}/publish/", None).status_code == 404
    assert stranger.get("drafts/").json()["items"] == []
    assert Draft.objects.of(author).count() == 1


def test_a_token_that_only_reads_sees_no_draft(caller: Callable[..., Any]) -> None:
    assert caller(person(), "read").get("drafts/").status_code == 403


def test_what_the_composer_keeps_and_the_interface_cannot_say_is_left_alone(caller: Callable[..., Any]) -> None:
    author, key = person(), uuid.uuid4()
    Draft.objects.create(author=author, submission_key=key, fields={"title": ["A"], "mood": ["calm"]})
    caller(author).call("PUT", f"drafts/{key}/", content(title="B", version=1))
    fields = Draft.objects.get().fields
    assert (fields["title"], fields["mood"]) == (["B"], ["calm"])


def test_a_scheduled_note_gets_another_time_or_appears_now(caller: Callable[..., Any]) -> None:
    author, later = person(level=4), now() + timedelta(days=3)
    waiting = note(author, state=State.SCHEDULED, published_at=None, scheduled_at=now() + timedelta(days=1))
    writer = caller(author)
    answer = writer.call("PUT", f"notes/{waiting.public_id}/schedule/", {"scheduled_at": later.isoformat()})
    assert answer.status_code == 200
    assert Note.objects.get().scheduled_at == later
    past = writer.call("PUT", f"notes/{waiting.public_id}/schedule/", {"scheduled_at": "2020-01-01T00:00:00Z"})
    assert list(past.json()["errors"]) == ["scheduled_at"]
    assert writer.call("PUT", f"notes/{waiting.public_id}/schedule/", {"scheduled_at": None}).status_code == 200
    assert Note.objects.get().state == State.LIVE
    late = writer.call("PUT", f"notes/{waiting.public_id}/schedule/", {"scheduled_at": None})
    assert late.status_code == 409


def test_what_a_note_said_before_is_read_by_everybody_who_may_read_it(caller: Callable[..., Any]) -> None:
    written = note(title="Bread that rose")
    changed = composition("Bread that fell", body=written.body, category=written.category)
    publishing.edit(written, changed, policy=policy_for(written.author), at=now())
    items = caller().get(f"notes/{written.public_id}/history/").json()["items"]
    assert [item["number"] for item in items] == [2, 1]
    assert items[0]["title"] == [
        {"change": "kept", "words": "Bread that "},
        {"change": "gone", "words": "rose"},
        {"change": "new", "words": "fell"},
    ]
    hidden = note(visibility="private")
    assert caller(person()).get(f"notes/{hidden.public_id}/history/").status_code == 404


def test_a_change_of_the_title_keeps_marks_and_who_may_comment(caller: Callable[..., Any]) -> None:
    category("food")
    author = person()
    picture = Picture.objects.create(owner=author, state=Picture.State.READY)
    point = {"what": "place", "about": "The oven", "x": 10, "y": 20}
    writer = caller(author)
    made = writer.post(
        "notes/",
        {"title": "Bread", "category": "food", "comments_from": "nobody",
         "pictures": [{"id": picture.public_id, "points": [point]}]},
    ).json()  # fmt: skip
    changed = writer.call("PATCH", f"notes/{made['id']}/", {"title": "Rye"}).json()
    assert (changed["title"], changed["comments_from"]) == ("Rye", "nobody")
    assert changed["pictures"][0]["points"] == [{"what": "place", "label": "The oven", "url": "", "x": 10, "y": 20}]
    assert Point.objects.count() == 1
