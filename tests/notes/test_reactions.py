"""Likes, collects and shares: one row each, counters that are exact, lines of growth."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from notes.engagement import react, share, unreact
from notes.events import reaction_added, reaction_removed
from notes.models import Collect, Form, Like, Note, Share
from notes.publishing import delete
from notes.queues import NoteGone
from tests.factories import NOON, note, person, settled
from users.models import GrowthEntry, User

pytestmark = pytest.mark.django_db
KINDS = ["like", "collect"]
ROWS = {"like": Like, "collect": Collect}
HANDS = 20


def count(written: Note, kind: str) -> int:
    return getattr(Note.objects.get(pk=written.pk), f"{kind}_count")


def received(written: Note) -> int:
    return User.objects.get(pk=written.author_id).received_count


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_reaction_of_the_same_person_changes_nothing(kind: str):
    written, reader = note(), person()
    assert react(written, reader, kind, at=NOON) is True
    assert react(written, reader, kind, at=NOON) is False
    assert (count(written, kind), received(written), ROWS[kind].objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_taking_a_reaction_back_twice_takes_one(kind: str):
    written, reader = note(), person()
    react(written, reader, kind, at=NOON)
    react(written, person(), kind, at=NOON)
    assert unreact(written, reader, kind) is True
    assert unreact(written, reader, kind) is False
    assert (count(written, kind), received(written), ROWS[kind].objects.count()) == (1, 1, 1)


def test_likes_and_collects_are_counted_apart():
    written, reader = note(), person()
    react(written, reader, "like", at=NOON)
    react(written, reader, "collect", at=NOON)
    assert (count(written, "like"), count(written, "collect"), received(written)) == (1, 1, 2)


def test_the_object_in_hand_knows_the_new_count():
    written = note()
    react(Note.objects.get(pk=written.pk), person(), "like", at=NOON)
    react(written, person(), "like", at=NOON)
    assert written.like_count == 2


def at_once(deeds) -> list:
    """The answers of deeds begun at the same moment, each in a thread with its own connection."""
    together = Barrier(len(deeds), timeout=60)

    def hand(deed):
        together.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(hand, deeds))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_twenty_people_at_once_are_counted_exactly(kind: str):
    written = note()
    readers = [person() for _ in range(HANDS)]
    rows = Note.objects.all()
    answers = at_once([lambda r=r: react(rows.get(pk=written.pk), r, kind, at=NOON) for r in readers])
    assert answers == [True] * HANDS
    assert (count(written, kind), received(written), ROWS[kind].objects.count()) == (HANDS, HANDS, HANDS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_one_person_pressing_twenty_times_at_once_is_counted_once(kind: str):
    written, reader = note(), person()
    answers = at_once([lambda: react(Note.objects.get(pk=written.pk), reader, kind, at=NOON)] * HANDS)
    assert answers.count(True) == 1
    assert (count(written, kind), received(written), ROWS[kind].objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_people_coming_and_going_at_once_leave_an_exact_count():
    written = note()
    leaving, coming = [person() for _ in range(10)], [person() for _ in range(10)]
    for reader in leaving:
        react(written, reader, "like", at=NOON)
    deeds = [lambda r=r: unreact(Note.objects.get(pk=written.pk), r, "like") for r in leaving]
    deeds += [lambda r=r: react(Note.objects.get(pk=written.pk), r, "like", at=NOON) for r in coming]
    at_once(deeds)
    assert (count(written, "like"), received(written), Like.objects.count()) == (10, 10, 10)


@pytest.mark.django_db(transaction=True)
def test_reading_adding_and_saving_loses_reactions():
    """The twin: the same twenty people counted without F(). It shows the race the counter is guarded against."""
    written = note()

    everybody_read = Barrier(4, timeout=60)

    def careless() -> None:
        row = Note.objects.get(pk=written.pk)
        everybody_read.wait()
        row.like_count += 1
        row.save(update_fields=["like_count"])

    at_once([careless] * 4)
    assert count(written, "like") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_reaction_to_a_note_deleted_meanwhile_is_refused(kind: str):
    written, reader = note(person(notes_count=1)), person()
    in_hand = Note.objects.get(pk=written.pk)
    delete(written, at=NOON)
    with pytest.raises(NoteGone):
        react(in_hand, reader, kind, at=NOON)
    with pytest.raises(NoteGone):
        unreact(in_hand, reader, kind)
    assert (ROWS[kind].objects.count(), User.objects.get(pk=in_hand.author_id).received_count) == (0, 0)


def test_a_share_of_a_note_deleted_meanwhile_is_refused():
    written = note(person(notes_count=1))
    in_hand = Note.objects.get(pk=written.pk)
    delete(written, at=NOON)
    with pytest.raises(NoteGone):
        share(in_hand, None, at=NOON)
    assert Share.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_a_note_deleted_while_people_react_to_it_leaves_nothing_behind(kind: str):
    written = note(person(notes_count=1))
    readers = [person() for _ in range(HANDS)]
    in_hand = [Note.objects.get(pk=written.pk) for _ in readers]

    def reacting(row: Note, reader: User) -> bool | None:
        try:
            return react(row, reader, kind, at=NOON)
        except NoteGone:
            return None

    deeds = [lambda row=row, r=r: reacting(row, r) for row, r in zip(in_hand, readers, strict=True)]
    deeds.insert(HANDS // 2, lambda: delete(Note.objects.get(pk=written.pk), at=NOON))
    answers = at_once(deeds)
    assert set(answers) <= {True, None}
    assert (Note.objects.count(), ROWS[kind].objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_row_added_without_holding_the_note_ends_in_an_error():
    """The twin: the note goes between the reader's look at it and the row, and the database refuses at the very end."""
    written, reader = note(person(notes_count=1)), person()
    in_hand = Note.objects.get(pk=written.pk)
    delete(written, at=NOON)
    with pytest.raises(IntegrityError):
        Like.objects.create(note=in_hand, person=reader, created_at=NOON)
    assert Like.objects.count() == 0


def lines(of: User) -> list[str]:
    """The lines about notes in somebody's ledger."""
    return sorted(of.growth.filter(reason__regex="^(note|video)_").values_list("reason", flat=True))


@pytest.mark.parametrize(
    ("kind", "least", "form", "earned"),
    [
        ("collect", 5, Form.TEXT, ["note_base"]),
        ("like", 10, Form.TEXT, ["note_base"]),
        ("collect", 10, Form.PICTURES, ["note_base", "note_strong"]),
        ("like", 50, Form.TEXT, ["note_base", "note_strong"]),
        ("collect", 5, Form.VIDEO, ["video_base"]),
        ("like", 10, Form.VIDEO, ["video_base"]),
        ("collect", 10, Form.VIDEO, ["video_base", "video_strong"]),
    ],
)
def test_a_line_is_earned_by_the_reaction_that_completes_it_and_not_by_the_one_before(
    kind: str, least: int, form: str, earned: list[str]
):
    written = note(form=form)
    for _ in range(least - 1):
        react(written, settled(), kind, at=NOON)
    before = lines(written.author)
    react(written, settled(), kind, at=NOON)
    assert before == earned[:-1]
    assert lines(written.author) == earned


def test_a_line_is_written_once_however_often_the_note_crosses_it():
    written, last = note(), settled()
    for _ in range(4):
        react(written, settled(), "collect", at=NOON)
    for _ in range(3):
        react(written, last, "collect", at=NOON)
        unreact(written, last, "collect")
    assert lines(written.author) == ["note_base"]


@pytest.mark.parametrize(("kind", "others"), [("collect", 4), ("like", 9)])
def test_an_authors_own_reaction_completes_no_line(kind: str, others: int):
    written = note()
    react(written, written.author, kind, at=NOON)
    for _ in range(others):
        react(written, settled(), kind, at=NOON)
    assert lines(written.author) == []
    react(written, settled(), kind, at=NOON)
    assert lines(written.author) == ["note_base"]


def test_collecting_grows_the_collector_once_a_note_and_liking_does_not():
    written, reader = note(), person()
    react(written, reader, "like", at=NOON)
    react(written, reader, "collect", at=NOON)
    unreact(written, reader, "collect")
    react(written, reader, "collect", at=NOON)
    assert list(reader.growth.values_list("reason", "source")) == [("collected", written.source)]


def test_a_known_persons_second_share_is_not_counted_and_a_visitors_always_is():
    written, reader = note(), person()
    assert share(written, reader, at=NOON) is True
    assert share(written, reader, at=NOON) is False
    assert share(written, None, at=NOON) is True
    assert share(written, None, at=NOON) is True
    assert (count(written, "share"), Share.objects.count()) == (3, 3)
    assert not GrowthEntry.objects.exists()


def test_reactions_are_announced_once_and_only_when_something_changed(django_capture_on_commit_callbacks):
    heard = []

    def added(sender, **facts):
        heard.append(("added", facts["kind"], facts["note_id"], facts["person_id"]))

    def removed(sender, **facts):
        heard.append(("removed", facts["kind"], facts["note_id"], facts["person_id"]))

    reaction_added.connect(added)
    reaction_removed.connect(removed)
    written, reader = note(), person()
    with django_capture_on_commit_callbacks(execute=True):
        react(written, reader, "like", at=NOON)
        react(written, reader, "like", at=NOON)
        unreact(written, reader, "like")
        unreact(written, reader, "like")
        share(written, None, at=NOON)
    assert heard == [("added", "like", written.pk, reader.pk), ("removed", "like", written.pk, reader.pk)]
