"""Handing a note in: once per page, within the day's limit, with every broken rule beside its field."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from notes import publishing
from notes.composition import CompositionRefused, PictureUse, ProductTag
from notes.models import Note, Origin, Picture, State, Visibility
from notes.policy import policy_for, policy_of
from notes.publishing import TooManyNotes
from tests.factories import NOON, category, composition, note, person, product
from users.models import Kind, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def hand_in(author: User, *, at=NOON, **facts) -> Note:
    return publishing.submit(author, composition(**facts), policy=policy_for(author), at=at)


def test_a_submitted_note_keeps_what_its_author_gave():
    author = person()
    written = hand_in(author, title="  Bread  that rose ", body="\nIt took all night.\r\nReally.", topics=["Sourdough"])
    stored = Note.objects.get(pk=written.pk)
    assert (stored.title, stored.body, stored.excerpt) == (
        "Bread that rose",
        "It took all night.\nReally.",
        "It took all night.",
    )
    assert (stored.state, stored.submitted_at, stored.published_at) == (State.SUBMITTED, NOON, None)
    assert (stored.language, stored.origin, stored.category.code) == ("en", Origin.UGC, "food")
    assert [topic.slug for topic in stored.topics.all()] == ["sourdough"]


def test_the_same_page_sent_twice_makes_one_note():
    author, key = person(), uuid.uuid4()
    first = hand_in(author, submission_key=key)
    second = hand_in(author, title="Pressed again", submission_key=key)
    assert second.pk == first.pk
    assert Note.objects.get().title == "Bread that rose"


def test_the_same_key_of_two_people_makes_two_notes():
    key = uuid.uuid4()
    assert hand_in(person(), submission_key=key).pk != hand_in(person(), submission_key=key).pk


def test_a_page_sent_again_by_somebody_at_their_limit_finds_its_note():
    author, key = person(), uuid.uuid4()
    first = hand_in(author, submission_key=key)
    for _ in range(2):
        hand_in(author)
    assert hand_in(author, submission_key=key).pk == first.pk


def test_a_topic_of_one_letter_with_a_hundred_accents_is_kept_short():
    author = person()
    written = hand_in(author, topics=["q" + "\u0323" * 100])
    assert [len(topic.slug) for topic in written.topics.all()] == [80]


def at_once(hands: int, deed) -> list:
    """What `hands` threads got when they began the deed at the same moment, each on its own connection."""
    together = Barrier(hands, timeout=60)

    def hand(number: int):
        together.wait()
        try:
            return deed(number)
        except TooManyNotes as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(hand, range(hands)))


@pytest.mark.django_db(transaction=True)
def test_two_hands_sending_the_same_page_at_once_make_one_note():
    author, key, subject = person(), uuid.uuid4(), category()
    given = composition(submission_key=key, category=subject, topics=["Sourdough"])
    got = at_once(4, lambda _: publishing.submit(author, given, policy=policy_of("ugc"), at=NOON).pk)
    assert len(set(got)) == 1
    assert Note.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_key_in_the_table_is_what_stops_the_second_hand():
    """The twin: with a key of their own each, the same two hands make two notes."""
    author, subject = person(), category()

    def deed(_: int) -> int:
        return publishing.submit(author, composition(category=subject), policy=policy_of("ugc"), at=NOON).pk

    assert len(set(at_once(2, deed))) == 2


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_do_not_get_past_the_limit_of_the_day():
    author, subject = person(), category()

    def deed(_: int) -> int:
        return publishing.submit(author, composition(category=subject), policy=policy_of("ugc"), at=NOON).pk

    got = at_once(6, deed)
    assert sum(isinstance(one, TooManyNotes) for one in got) == 3
    assert Note.objects.count() == 3


LIMITS = [
    (Kind.MEMBER, 0, 3), (Kind.MEMBER, 1, 5), (Kind.MEMBER, 2, 10), (Kind.MEMBER, 5, 10), (Kind.MEMBER, 6, 30),
    (Kind.MEMBER, 10, 30), (Kind.BRAND, 0, 3), (Kind.STAFF, 0, 3), (Kind.EXPERT, 0, 30), (Kind.OFFICIAL, 0, 50),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "level", "limit"), LIMITS)
def test_the_last_note_within_the_limit_is_taken_and_the_next_is_not(kind: str, level: int, limit: int):
    author = person(kind=kind, level=level)
    for place in range(limit - 1):
        hand_in(author, at=NOON - timedelta(minutes=place))
    hand_in(author)
    with pytest.raises(TooManyNotes) as refused:
        hand_in(author)
    assert refused.value.limit == limit
    assert Note.objects.filter(author=author).count() == limit


def test_the_refusal_says_when_the_oldest_note_of_the_day_is_a_day_old():
    author = person()
    for hours in (20, 10, 1):
        hand_in(author, at=NOON - timedelta(hours=hours))
    with pytest.raises(TooManyNotes) as refused:
        hand_in(author)
    assert refused.value.again_at == NOON + timedelta(hours=4)
    assert hand_in(author, at=NOON + timedelta(hours=4)).state == State.SUBMITTED


def test_notes_of_others_and_of_yesterday_take_nothing_from_the_limit():
    author = person()
    for _ in range(3):
        note(author, submitted_at=NOON - DAY)
        note(person(), submitted_at=NOON)
    assert hand_in(author).author_id == author.pk


def other_persons_picture() -> PictureUse:
    return PictureUse(Picture.objects.create(owner=person(), state=Picture.State.READY))


def refused_for(author: User, **facts) -> dict[str, list[str]]:
    with pytest.raises(CompositionRefused) as refused:
        hand_in(author, **facts)
    assert not Note.objects.exists()
    return refused.value.errors


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " \u200b ".replace("\u200b", "")}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"title": "面" * 21}, "title"),
        ({"title": "👨‍👩‍👧‍👦" * 18}, "title"),
        ({"title": "a" + "\u0301" * 200}, "title"),
        ({"body": ""}, "body"),
        ({"body": "a" + "\u0301" * 13_000}, "body"),
        ({"body": "面" * 1001}, "body"),
        ({"topics": [f"topic {i}" for i in range(11)]}, "topics"),
        ({"visibility": "everyone"}, "visibility"),
    ],
)
def test_a_broken_rule_is_said_beside_its_field_and_nothing_is_kept(facts: dict, field: str):
    assert list(refused_for(person(), **facts)) == [field]


def test_every_broken_rule_is_said_at_once():
    errors = refused_for(person(), title="", body="", visibility="?")
    assert set(errors) == {"title", "body", "visibility"}


@pytest.mark.parametrize("title", ["x" * 60, "面" * 20, "👨‍👩‍👧‍👦" * 17])
def test_a_title_of_just_the_limit_is_taken(title: str):
    assert hand_in(person(), title=title).title == title


def test_nobody_hands_in_somebody_elses_picture():
    assert list(refused_for(person(), pictures=[other_persons_picture()])) == ["pictures"]


def test_a_picture_that_was_refused_says_why_beside_the_pictures():
    author = person()
    picture = Picture.objects.create(owner=author, state=Picture.State.REFUSED, refusal="It is no picture.")
    assert refused_for(author, pictures=[PictureUse(picture)]) == {"pictures": ["It is no picture."]}


def test_a_picture_another_note_took_stays_there():
    author = person()
    picture = Picture.objects.create(owner=author, state=Picture.State.READY)
    first = hand_in(author, pictures=[PictureUse(picture)])
    hand_in(author, pictures=[PictureUse(picture)])
    assert Picture.objects.get(pk=picture.pk).note_id == first.pk


@pytest.mark.parametrize("stance", [0, 6])
def test_a_verdict_outside_one_to_five_is_refused(stance: int):
    assert list(refused_for(person(), products=[ProductTag(product(), "bought", stance)])) == ["products"]


def test_a_relation_nobody_offered_is_refused():
    assert list(refused_for(person(), products=[ProductTag(product(), "cousin", 3)])) == ["products"]


def test_a_product_named_twice_is_refused():
    cream = product()
    tags = [ProductTag(cream, "bought", 3), ProductTag(cream, "paid", 5)]
    assert list(refused_for(person(), products=tags)) == ["products"]


@pytest.mark.parametrize("visibility", list(Visibility))
def test_a_note_is_for_whom_its_author_chose(visibility: str):
    assert hand_in(person(), visibility=visibility).visibility == visibility
