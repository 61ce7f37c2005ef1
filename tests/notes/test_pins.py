"""Pinned notes: a few, live ones, from a level on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from notes import pins, publishing
from notes.models import Note, State
from notes.pins import CannotPin, pin, unpin
from notes.shelves import of_person, pinned_by
from tests.factories import NOON, note, person
from users import ladder_rows
from users.models import Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return person(level=5)


def titles(cards) -> list[str]:
    return [card.title for card in cards]


def test_pinned_notes_stand_first_the_last_pinned_before_the_others(author):
    first, second = note(author, title="First"), note(author, title="Second")
    note(author, title="Third")
    pin(first, at=NOON)
    pin(second, at=NOON + timedelta(minutes=1))
    assert titles(pinned_by(author, author)) == ["Second", "First"]
    assert titles(of_person(author, author).cards) == ["Third"]


def test_below_the_level_nothing_is_pinned_and_the_level_is_named():
    written = note(person(level=4))
    with pytest.raises(CannotPin, match="from level 5 on"):
        pin(written, at=NOON)
    assert pinned_by(written.author, written.author) == []


def test_the_limit_is_what_the_row_of_the_level_says(author):
    level = Level.objects.get(number=5)
    level.privileges["pinned_notes"] = 1
    level.save()
    ladder_rows._forget()
    pin(note(author), at=NOON)
    with pytest.raises(CannotPin, match="1 notes are pinned"):
        pin(note(author), at=NOON)


def test_a_note_that_is_not_live_is_not_pinned(author):
    waiting = note(author, state=State.IN_REVIEW)
    with pytest.raises(CannotPin, match="Only a published note"):
        pin(waiting, at=NOON)


def test_a_note_that_leaves_is_pinned_no_more():
    written = note(person(level=5, notes_count=1))
    pin(written, at=NOON)
    publishing.withdraw(written, at=NOON)
    assert Note.objects.get().pinned_at is None


def test_a_note_taken_down_from_the_first_place_stands_among_the_others(author):
    written = note(author, title="Bread")
    pin(written, at=NOON)
    unpin(written)
    assert titles(of_person(author, author).cards) == ["Bread"]


def test_a_pinned_note_is_seen_by_those_who_may_see_it(author):
    pin(note(author, visibility="followers"), at=NOON)
    assert pinned_by(author, person()) == []


@pytest.mark.django_db(transaction=True)
def test_many_hands_do_not_pin_more_than_the_limit(author):
    written = [note(author) for _ in range(6)]
    together = Barrier(6, timeout=60)

    def hand(one: Note) -> bool:
        together.wait()
        try:
            pins.pin(one, at=NOON)
        except CannotPin:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(hand, written)) == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_queue_they_would(author):
    """The twin: counting and pinning as two steps."""
    written = [note(author) for _ in range(6)]
    counted = Barrier(6, timeout=60)

    def hand(one: Note) -> bool:
        few = Note.objects.filter(author=author, pinned_at__isnull=False).count() < 3
        counted.wait()
        if few:
            Note.objects.filter(pk=one.pk).update(pinned_at=NOON)
        connection.close()
        return few

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(hand, written)) == 6
