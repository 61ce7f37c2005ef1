"""What the sources bring: only what may be brought, to whom it may be brought."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from common.models import City
from feed import pools
from feed.candidates import recommendable
from feed.readers import Reader, Stage, reader_of
from feed.related import related
from feed.sources import SOURCES
from notes.models import Note, NoteTopic, State, Topic, Visibility
from tests.factories import NOON, category, note, person
from users.following import follow
from users.models import Interest, User

pytestmark = pytest.mark.django_db


def town() -> City:
    facts = {"name_en": "Testford", "name_zh": "测试", "country": "GB", "time_zone": "Europe/London"}
    return City.objects.get_or_create(code="testford", defaults=facts)[0]


def neighbours(number: int = 20) -> None:
    for _ in range(number):
        person(city=town(), seen_at=NOON)


def reader_with_everything() -> User:
    reader = person(city=town())
    Interest.objects.create(person=reader, category=category("food"))
    neighbours()
    return reader


HIDDEN = [
    {"state": State.DRAFT},
    {"state": State.SUBMITTED},
    {"state": State.IN_REVIEW},
    {"state": State.SCHEDULED},
    {"state": State.WITHDRAWN},
    {"state": State.REFUSED},
    {"visibility": Visibility.PRIVATE},
]
NEVER_TO_STRANGERS = [{"visibility": Visibility.FOLLOWERS}, {"is_classifiable": False}, {"category": None}]


def brought(name: str, reader: User) -> list[int]:
    return [c.facts.note_id for c in SOURCES[name](reader_of(reader, NOON), 100, NOON)]


@pytest.mark.parametrize("name", sorted(SOURCES))
@pytest.mark.parametrize("facts", HIDDEN)
def test_no_source_brings_what_its_author_keeps_back(name: str, facts: dict):
    reader = reader_with_everything()
    author = person(city=town())
    follow(reader, author, at=NOON)
    note(author, **facts)
    assert brought(name, reader) == []


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"followed"}))
@pytest.mark.parametrize("facts", NEVER_TO_STRANGERS)
def test_no_source_brings_strangers_what_was_not_meant_for_them(name: str, facts: dict):
    reader = reader_with_everything()
    note(person(city=town()), **facts)
    assert brought(name, reader) == []


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_source_brings_notes_of_a_closed_account(name: str):
    reader, author = reader_with_everything(), person(city=town())
    follow(reader, author, at=NOON)
    note(author)
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert brought(name, reader) == []


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_source_brings_an_open_note_that_fits_and_signs_it(name: str):
    reader, author = reader_with_everything(), person(city=town())
    follow(reader, author, at=NOON)
    written = note(author)
    found = SOURCES[name](reader_of(reader, NOON), 100, NOON)
    assert [(c.facts.note_id, c.source, c.relevance) for c in found] == [(written.pk, name, 1.0)]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_source_brings_more_than_it_was_asked_for(name: str):
    reader, author = reader_with_everything(), person(city=town())
    follow(reader, author, at=NOON)
    for i in range(5):
        note(author, published_at=NOON - timedelta(hours=i))
    found = SOURCES[name](reader_of(reader, NOON), 3, NOON)
    assert len(found) == 3
    assert [c.relevance for c in found] == pytest.approx([1, 2 / 3, 1 / 3])


def test_followers_notes_come_to_followers_alone():
    reader, other = person(), person()
    written = note(visibility=Visibility.FOLLOWERS)
    follow(reader, written.author, at=NOON)
    assert brought("followed", reader) == [written.pk]
    assert brought("followed", other) == []


@pytest.mark.parametrize("name", ["followed", "interests", "nearby"])
def test_a_visitor_gets_nothing_from_the_sources_that_need_to_know_them(name: str):
    note()
    assert SOURCES[name](reader_of(AnonymousUser(), NOON), 100, NOON) == []


def test_interests_take_turns():
    reader = person()
    for code in ("books", "food"):
        Interest.objects.create(person=reader, category=category(code))
    bread = [note(like_count=50, title=f"bread {i}").pk for i in range(4)]
    novel = note(category=category("books")).pk
    assert brought("interests", reader)[:2] in ([novel, bread[3]], [bread[3], novel])


@pytest.mark.parametrize(("people", "notes"), [(18, 0), (19, 1)])
def test_nearby_opens_when_twenty_people_are_about(people: int, notes: int):
    """The author is one of them."""
    neighbours(people)
    note(person(city=town(), seen_at=NOON))
    assert len(pools.nearby(town().pk, NOON)) == notes


def test_people_who_were_not_about_for_a_month_do_not_open_nearby():
    for _ in range(30):
        person(city=town(), seen_at=NOON - timedelta(days=31))
    note(person(city=town()))
    assert pools.nearby(town().pk, NOON) == []


def test_the_hottest_first_and_the_newest_first():
    old_and_loved = note(published_at=NOON - timedelta(hours=1), like_count=100)
    new = note(published_at=NOON)
    assert [f.note_id for f in pools.popular(NOON)] == [old_and_loved.pk, new.pk]
    assert [f.note_id for f in pools.fresh()] == [new.pk, old_and_loved.pk]


def test_an_author_nobody_knows_comes_in_through_the_door_of_the_fresh():
    for _ in range(30):
        note(person(level=9), like_count=500, published_at=NOON - timedelta(hours=2))
    newcomer = note(person(level=0), published_at=NOON)
    reader = Reader(None, Stage.VISITOR)
    assert SOURCES["fresh"](reader, 100, NOON)[0].facts.note_id == newcomer.pk


def test_a_category_holds_its_children():
    bread, novel = note(category=category("food/baking")), note(category=category("books"))
    assert [f.note_id for f in pools.popular_in("food", NOON)] == [bread.pk]
    assert novel.pk in [f.note_id for f in pools.popular(NOON)]


def test_a_category_whose_name_begins_like_another_is_not_its_child():
    note(category=category("foodish"))
    assert pools.popular_in("food", NOON) == []


def test_related_notes_share_topics_first_and_never_include_the_note_itself():
    bread = Topic.objects.create(slug="bread", name="bread")
    written = note()
    alike = note(published_at=NOON - timedelta(days=9))
    same_category, _other = note(), note(category=category("books"))
    for one in (written, alike):
        NoteTopic.objects.create(note=one, topic=bread)
    assert [found.id for found in related(written, person())] == [alike.public_id, same_category.public_id]


@pytest.mark.parametrize("facts", HIDDEN + NEVER_TO_STRANGERS)
def test_related_notes_are_open_to_everybody(facts: dict):
    written = note()
    note(**facts)
    assert related(written, person()) == []


def test_what_may_be_recommended_is_one_rule():
    open_note = note()
    for facts in HIDDEN + NEVER_TO_STRANGERS:
        note(**facts)
    assert list(recommendable()) == [open_note]
    assert Note.objects.count() == len(HIDDEN + NEVER_TO_STRANGERS) + 1
