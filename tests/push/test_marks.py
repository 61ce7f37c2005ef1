"""Somebody marked on a picture hears of it while the mark stands and they can see the note."""

from datetime import timedelta

import pytest

from notes import publishing
from notes.models import Note, Picture, Point
from notes.points import unmark
from push.marks import settle_mark
from push.models import InboxItem, Kind
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


def marked(reader, **facts) -> Note:
    written = note(person(notes_count=1), **facts)
    picture = Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY)
    Point.objects.create(picture=picture, kind="person", person=reader, x=1, y=1, created_at=NOON + timedelta(hours=1))
    return written


def test_the_marked_person_is_told_once_by_the_author():
    reader = person()
    written = marked(reader)
    for _ in range(2):
        settle_mark(written.pk, reader.pk)
    item = InboxItem.objects.get()
    assert (item.reader, item.kind, item.actor, item.note, item.count) == (
        reader, Kind.MARKED, written.author, written, 1,
    )  # fmt: skip


def test_a_mark_taken_out_is_taken_back():
    reader = person()
    written = marked(reader)
    settle_mark(written.pk, reader.pk)
    unmark(written, reader, at=NOON)
    settle_mark(written.pk, reader.pk)
    assert not InboxItem.objects.exists()


def test_nothing_is_told_of_a_note_the_person_cannot_see():
    reader = person()
    for written in (marked(reader, visibility="private"), marked(reader, state="submitted", published_at=None)):
        settle_mark(written.pk, reader.pk)
    assert not InboxItem.objects.exists()


def test_a_note_that_is_withdrawn_takes_its_line_with_it():
    reader = person()
    written = marked(reader)
    settle_mark(written.pk, reader.pk)
    publishing.withdraw(written, at=NOON)
    settle_mark(written.pk, reader.pk)
    assert not InboxItem.objects.exists()
