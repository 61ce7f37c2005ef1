"""Notes that appear later: who may choose a time, which, and what becomes of it."""

from datetime import timedelta

import pytest

from notes import publishing, scheduling
from notes.composition import CompositionRefused
from notes.models import Note, State
from notes.policy import policy_for
from notes.publishing import WrongState
from notes.tasks import publish_due
from tests.factories import NOON, composition, note, person

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


def hand_in(level: int = 4, when=TOMORROW, **facts) -> Note:
    author = person(level=level, **facts)
    return publishing.submit(author, composition(scheduled_at=when), policy=policy_for(author), at=NOON)


def scheduled(when=TOMORROW) -> Note:
    return note(person(level=4), state=State.SCHEDULED, scheduled_at=when, published_at=None)


def errors_of(deed) -> list[str]:
    with pytest.raises(CompositionRefused) as told:
        deed()
    return told.value.errors["scheduled_at"]


def test_level_four_chooses_a_time_and_level_three_is_told_when_it_may():
    assert hand_in(4).scheduled_at == TOMORROW
    assert errors_of(lambda: hand_in(3)) == ["Choosing a time opens at level 4. Leave it empty to publish now."]
    assert Note.objects.count() == 1


@pytest.mark.parametrize("kind", ["official", "expert"])
def test_official_and_professional_accounts_choose_a_time_at_any_level(kind: str):
    assert hand_in(0, kind=kind).scheduled_at == TOMORROW


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        (NOON, "This time has passed. Choose a later one, or none to publish now."),
        (NOON + timedelta(days=90, seconds=1), "At most 90 days ahead."),
    ],
)
def test_a_time_that_cannot_be_is_said_beside_its_field(when, sentence: str):
    assert errors_of(lambda: hand_in(when=when)) == [sentence]
    waiting = scheduled()
    assert errors_of(lambda: scheduling.reschedule(waiting, when, at=NOON)) == [sentence]
    assert Note.objects.get().scheduled_at == TOMORROW


def test_a_note_let_through_waits_for_its_time_and_then_appears():
    written = hand_in(when=NOON + timedelta(minutes=5))
    publishing.approve(written, at=NOON)
    assert Note.objects.get().state == State.SCHEDULED
    Note.objects.update(scheduled_at=NOON - timedelta(days=900))
    assert publish_due() == 1
    assert Note.objects.get().state == State.LIVE


def test_a_scheduled_note_gets_another_time():
    waiting = scheduled()
    scheduling.reschedule(waiting, TOMORROW + timedelta(hours=2), at=NOON)
    assert Note.objects.get().scheduled_at == TOMORROW + timedelta(hours=2)


def test_a_note_that_went_live_meanwhile_is_not_given_another_time():
    waiting = scheduled()
    publishing.go_live(Note.objects.get(), at=NOON)
    with pytest.raises(WrongState):
        scheduling.reschedule(waiting, TOMORROW + timedelta(hours=2), at=NOON)
    assert Note.objects.get().scheduled_at == TOMORROW


def test_a_scheduled_note_is_published_before_its_time_once():
    waiting, late = scheduled(), None
    late = Note.objects.get()
    scheduling.publish_now(waiting, at=NOON)
    with pytest.raises(WrongState):
        scheduling.publish_now(late, at=NOON)
    assert Note.objects.get().published_at == NOON


def test_a_scheduled_note_that_is_changed_is_checked_again():
    waiting = scheduled()
    changed = composition("Other words", scheduled_at=TOMORROW)
    publishing.edit(waiting, changed, policy=policy_for(waiting.author), at=NOON)
    stored = Note.objects.get()
    assert (stored.state, stored.title, stored.scheduled_at) == (State.SUBMITTED, "Other words", TOMORROW)


def test_a_scheduled_note_whose_time_is_taken_out_goes_out_when_it_was_checked():
    waiting = scheduled()
    publishing.edit(waiting, composition("Now then"), policy=policy_for(waiting.author), at=NOON)
    publishing.approve(Note.objects.get(), at=NOON)
    assert Note.objects.get().state == State.LIVE


def test_the_time_in_the_form_of_a_published_note_is_past_and_does_not_matter():
    written = note(scheduled_at=NOON - timedelta(days=1))
    publishing.edit(written, composition("Changed", scheduled_at=NOON), policy=policy_for(written.author), at=TOMORROW)
    assert (written.title, written.state) == ("Changed", State.LIVE)
