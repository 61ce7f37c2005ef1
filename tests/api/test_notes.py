"""Notes through the API: the same deeds, rules and words as on the site."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from api.models import IdempotencyKey
from notes.models import Comment, Note, Picture, State, Visibility
from tests.factories import category, note, person, product
from users.models import Follow, User

pytestmark = pytest.mark.django_db
KEY = "3f1c2e9a-8f5e-4d0e-9c7b-2f0a6d1c4b55"


def asked(**facts: Any) -> dict[str, Any]:
    return {"title": "Bread that rose", "body": "A night in the fridge."} | facts


def test_a_note_is_handed_in_with_all_its_facts(caller: Callable[..., Any]) -> None:
    category("food")
    cream, author = product(), person()
    picture = Picture.objects.create(owner=author, state=Picture.State.WAITING)
    answer = caller(author).post(
        "notes/",
        asked(
            category="food",
            topics=["Sourdough"],
            place={"name": "Mill Lane"},
            products=[{"id": cream.public_id, "relation": "paid", "stance": 4}],
            pictures=[{"id": picture.public_id, "alt": "A loaf"}],
            is_ai_made=True,
        ),
    )
    body = answer.json()
    assert answer.status_code == 201
    assert (body["state"], body["disclosure"], body["is_ai_made"]) == ("submitted", "paid", True)
    assert [topic["slug"] for topic in body["topics"]] == ["sourdough"]
    assert [(row["id"], row["relation"], row["stance"]) for row in body["products"]] == [(cream.public_id, "paid", 4)]
    assert [(row["id"], row["alt"]) for row in body["pictures"]] == [(picture.public_id, "A loaf")]
    assert body["url"] == f"http://127.0.0.1:8000/n/{body['id']}/"
    assert Note.objects.get().submitted_at is not None


def test_the_same_request_sent_twice_makes_one_note_and_gives_one_answer(caller: Callable[..., Any]) -> None:
    writer = caller(person())
    first, second = writer.post("notes/", asked(), KEY), writer.post("notes/", asked(), KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second["Idempotent-Replayed"] == "true"
    assert Note.objects.count() == 1
    assert str(Note.objects.get().submission_key) == KEY


def test_a_key_used_for_another_request_is_refused(caller: Callable[..., Any]) -> None:
    writer = caller(person())
    writer.post("notes/", asked(), KEY)
    answer = writer.post("notes/", asked(title="Something else"), KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")
    assert [kept.title for kept in Note.objects.all()] == ["Bread that rose"]


def test_two_people_may_use_one_key(caller: Callable[..., Any]) -> None:
    answers = [caller(person()).post("notes/", asked(), KEY).json()["id"] for _each in range(2)]
    assert len(set(answers)) == 2


def test_a_request_that_was_refused_may_be_mended_with_its_key(caller: Callable[..., Any]) -> None:
    writer = caller(person())
    assert writer.post("notes/", asked(title=""), KEY).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert writer.post("notes/", asked(), KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with blanks in it"])
def test_a_key_has_to_be_sent(caller: Callable[..., Any], key: str) -> None:
    answer = caller(person()).call("POST", "notes/", asked(), **{"Idempotency-Key": key})
    assert answer.status_code == 400
    assert not Note.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_twins_at_once_make_one_note(caller: Callable[..., Any]) -> None:
    category()
    writer = caller(person())

    def send(_number: int) -> tuple[int, str]:
        try:
            answer = writer.post("notes/", asked(), KEY)
            return answer.status_code, answer.json()["id"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        answers = set(pool.map(send, range(10)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"title": "面" * 21}, "title"),
        ({"title": "nul \x00"}, "title"),
        ({"body": "", "title": "Only a title"}, "body"),
        ({"category": "no-such"}, "category"),
        ({"pictures": [{"id": "22222222222"}]}, "pictures.0.id"),
        ({"products": [{"id": "22222222222", "relation": "bought"}]}, "products.0.id"),
        ({"products": [{"id": "22222222222", "relation": "stolen"}]}, "products.0.relation"),
        ({"place": {"name": "Mill Lane", "city": "atlantis"}}, "place.city"),
        ({"visibility": "everyone"}, "visibility"),
        ({"topics": [f"t{n}" for n in range(11)]}, "topics"),
    ],
)
def test_a_broken_rule_stands_beside_its_field(caller: Callable[..., Any], facts: dict[str, Any], field: str) -> None:
    answer = caller(person()).post("notes/", asked(**facts))
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert not Note.objects.exists()


def test_somebody_elses_picture_cannot_be_taken(caller: Callable[..., Any]) -> None:
    foreign = Picture.objects.create(owner=person(), state=Picture.State.READY)
    answer = caller(person()).post("notes/", asked(pictures=[{"id": foreign.public_id}]))
    assert answer.status_code == 422
    foreign.refresh_from_db()
    assert foreign.note is None


def test_the_limit_of_the_level_is_told_with_the_time_to_wait(caller: Callable[..., Any]) -> None:
    writer = caller(person(level=0))
    statuses = [writer.post("notes/", asked(title=f"Note {n}")).status_code for n in range(4)]
    assert statuses == [201, 201, 201, 429]
    answer = writer.post("notes/", asked(title="One more"))
    assert answer.json()["code"] == "too_many_notes"
    assert 86_000 < int(answer["Retry-After"]) <= 86_400


def test_a_change_leaves_what_was_not_sent(caller: Callable[..., Any]) -> None:
    author = person()
    cream = product()
    writer = caller(author)
    made = writer.post(
        "notes/", asked(topics=["Sourdough"], products=[{"id": cream.public_id, "relation": "paid"}])
    ).json()
    answer = writer.call("PATCH", f"notes/{made['id']}/", {"title": "Bread that fell"})
    body = answer.json()
    assert answer.status_code == 200
    assert (body["title"], body["body"]) == ("Bread that fell", "A night in the fridge.")
    assert [topic["name"] for topic in body["topics"]] == ["Sourdough"]
    assert [row["relation"] for row in body["products"]] == ["paid"]


def test_what_was_told_as_paid_stays_told(caller: Callable[..., Any]) -> None:
    cream = product()
    writer = caller(person())
    made = writer.post("notes/", asked(products=[{"id": cream.public_id, "relation": "paid"}])).json()
    body = writer.call("PATCH", f"notes/{made['id']}/", {"products": []}).json()
    assert (body["products"], body["disclosure"]) == ([], "paid")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_nobody_touches_somebody_elses_note(caller: Callable[..., Any], method: str) -> None:
    live = note()
    answer = caller(person()).call(method, f"notes/{live.public_id}/", {"title": "Mine now"})
    assert answer.status_code == 404
    live.refresh_from_db()
    assert (live.title, live.state) == (live.title, State.LIVE)


def test_taking_back_withdraws_and_twice_is_once(caller: Callable[..., Any]) -> None:
    author = person(notes_count=1)
    live = note(author)
    writer = caller(author)
    assert [writer.call("DELETE", f"notes/{live.public_id}/").status_code for _time in range(2)] == [204, 204]
    live.refresh_from_db()
    assert live.state == State.WITHDRAWN
    assert caller(person()).get(f"notes/{live.public_id}/").status_code == 404


def test_who_may_read_a_note_is_decided_as_on_the_site(caller: Callable[..., Any]) -> None:
    author, follower = person(), person()
    Follow.objects.create(follower=follower, followed=author)
    kept = {
        visibility: note(author, visibility=visibility).public_id
        for visibility in (Visibility.PUBLIC, Visibility.FOLLOWERS, Visibility.PRIVATE)
    }
    seen = {
        name: [reader.get(f"notes/{public_id}/").status_code for public_id in kept.values()]
        for name, reader in {
            "nobody": caller(),
            "stranger": caller(person()),
            "follower": caller(follower),
            "author": caller(author),
        }.items()
    }
    assert seen == {
        "nobody": [200, 404, 404],
        "stranger": [200, 404, 404],
        "follower": [200, 200, 404],
        "author": [200, 200, 200],
    }


def test_the_reason_of_a_refusal_is_the_authors_alone(caller: Callable[..., Any]) -> None:
    author = person()
    refused = note(author, state=State.REFUSED, refusal="An advertisement.")
    assert caller(author).get(f"notes/{refused.public_id}/").json()["refusal"] == "An advertisement."
    live = note(author, refusal="Was held once.")
    assert caller(person()).get(f"notes/{live.public_id}/").json()["refusal"] == ""


def test_a_note_with_one_picture_and_with_nine_costs_the_same_queries(caller: Callable[..., Any]) -> None:
    author = person()
    reader = caller(person())
    live = note(author)
    counts = []
    for more in (1, 8):
        for position in range(more):
            Picture.objects.create(owner=author, note=live, state=Picture.State.READY, stem="p/a", position=position)
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"notes/{live.public_id}/")
        counts.append(len(queries))
    # The first call also notes that the token was used.
    assert counts[0] - 1 == counts[1]


def test_a_picture_is_uploaded_once_however_often_it_is_sent(caller: Callable[..., Any]) -> None:
    owner = person()
    writer = caller(owner)
    answers = [
        writer.client.post(
            "/api/v1/pictures/",
            {"file": SimpleUploadedFile("loaf.png", b"\x89PNG not quite", content_type="image/png")},
            headers=writer.headers | {"Idempotency-Key": KEY},
        )
        for _time in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Picture.objects.filter(owner=owner).count() == 1
    state = writer.get(f"pictures/{answers[0].json()['id']}/").json()
    assert state["state"] in {"waiting", "refused"}


def test_another_file_under_the_same_key_is_refused(caller: Callable[..., Any]) -> None:
    writer = caller(person())
    statuses = [
        writer.client.post(
            "/api/v1/pictures/",
            {"file": SimpleUploadedFile("loaf.png", content)},
            headers=writer.headers | {"Idempotency-Key": KEY},
        ).status_code
        for content in (b"one", b"two")
    ]
    assert statuses == [201, 422]
    assert Picture.objects.count() == 1


def test_a_missing_or_empty_file_is_told(caller: Callable[..., Any]) -> None:
    writer = caller(person())
    for sent in ({}, {"file": SimpleUploadedFile("loaf.png", b"")}):
        answer = writer.client.post("/api/v1/pictures/", sent, headers=writer.headers | {"Idempotency-Key": "abcdefgh"})
        assert answer.status_code == 422
        assert list(answer.json()["errors"]) == ["file"]
    assert not Picture.objects.exists()


def test_an_own_picture_is_nobody_elses_business(caller: Callable[..., Any]) -> None:
    picture = Picture.objects.create(owner=person(), state=Picture.State.READY)
    assert caller(person()).get(f"pictures/{picture.public_id}/").status_code == 404


def test_likes_and_collects_are_put_and_taken_back(caller: Callable[..., Any]) -> None:
    live = note()
    reader = caller(person())
    for kind in ("like", "collect"):
        path = f"notes/{live.public_id}/{kind}/"
        answers = [reader.call(method, path).json() for method in ("PUT", "PUT", "DELETE", "DELETE")]
        assert answers == [
            {"is_active": True, "count": 1},
            {"is_active": True, "count": 1},
            {"is_active": False, "count": 0},
            {"is_active": False, "count": 0},
        ]


def test_a_hidden_note_cannot_be_liked(caller: Callable[..., Any]) -> None:
    hidden = note(visibility=Visibility.PRIVATE)
    assert caller(person()).call("PUT", f"notes/{hidden.public_id}/like/").status_code == 404
    hidden.refresh_from_db()
    assert hidden.like_count == 0


def test_a_comment_is_written_once_and_answered(caller: Callable[..., Any]) -> None:
    live = note()
    writer = caller(person())
    path = f"notes/{live.public_id}/comments/"
    first, again = writer.post(path, {"body": "How long?"}, KEY), writer.post(path, {"body": "How long?"}, KEY)
    assert first.json() == again.json()
    reply = writer.post(path, {"body": "A night.", "parent": first.json()["id"]})
    assert (first.status_code, reply.status_code) == (201, 201)
    listed = writer.get(path).json()
    assert [(entry["body"], [r["body"] for r in entry["replies"]]) for entry in listed["items"]] == [
        ("How long?", ["A night."])
    ]
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(("body", "field"), [({"body": "  "}, "body"), ({"body": "x" * 501}, "body"), ({}, "body"),
                                             ({"body": "Hm", "parent": "22222222222"}, "parent")])  # fmt: skip
def test_a_comment_that_is_not_taken_says_why(caller: Callable[..., Any], body: dict[str, str], field: str) -> None:
    live = note()
    answer = caller(person()).post(f"notes/{live.public_id}/comments/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Comment.objects.exists()


def test_only_its_author_takes_a_comment_back(caller: Callable[..., Any]) -> None:
    author = person()
    kept = Comment.objects.create(note=note(comment_count=1), author=author, body="Hm")
    assert caller(person()).call("DELETE", f"comments/{kept.public_id}/").status_code == 404
    assert caller(author).call("DELETE", f"comments/{kept.public_id}/").status_code == 204
    kept.refresh_from_db()
    assert kept.removed_at is not None


def test_the_author_of_a_closed_account_is_not_read(caller: Callable[..., Any]) -> None:
    author = person()
    live = note(author)
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert caller().get(f"notes/{live.public_id}/").status_code == 404
