"""The life of a note: every step the table allows, and every step it forbids."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from notes import publishing
from notes.events import EVENTS, note_edited, note_published, note_refused, note_submitted, note_withdrawn
from notes.models import Note, NoteTopic, Picture, State, Topic
from notes.policy import policy_for
from notes.publishing import NotReady, WrongState
from tests.factories import NOON, composition, note, person
from users.models import User

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def submit_again(written: Note) -> None:
    """A refused or withdrawn note is handed in again by editing it."""
    publishing._step(written, "submit", submitted_at=NOON)


def schedule(written: Note) -> None:
    written.scheduled_at = LATER
    publishing.approve(written, at=NOON)


DEEDS: dict[str, Callable[[Note], object]] = {
    "submit": submit_again,
    "hold": lambda written: publishing.hold(written, reason="Somebody looks at it.", at=NOON),
    "schedule": schedule,
    "publish": lambda written: publishing.go_live(written, at=NOON),
    "refuse": lambda written: publishing.refuse(written, reason="Advertising.", at=NOON),
    "resubmit": publishing.resubmit,
    "withdraw": lambda written: publishing.withdraw(written, at=NOON),
}
# What each state may become, written out by hand: the test does not read it from the table it checks.
ALLOWED = {
    State.DRAFT: {"submit"},
    State.SUBMITTED: {"hold", "schedule", "publish", "refuse", "withdraw"},
    State.IN_REVIEW: {"schedule", "publish", "refuse", "withdraw"},
    State.SCHEDULED: {"publish", "resubmit", "withdraw"},
    State.LIVE: {"hold", "refuse", "withdraw"},
    State.WITHDRAWN: {"submit"},
    State.REFUSED: {"submit", "withdraw"},
}
LEADS_TO = {
    "submit": State.SUBMITTED,
    "hold": State.IN_REVIEW,
    "schedule": State.SCHEDULED,
    "publish": State.LIVE,
    "refuse": State.REFUSED,
    "resubmit": State.SUBMITTED,
    "withdraw": State.WITHDRAWN,
}
STEPS_ALLOWED = [(state, step) for state, steps in ALLOWED.items() for step in sorted(steps)]
STEPS_FORBIDDEN = [(state, step) for state in State for step in DEEDS if step not in ALLOWED[state]]


def in_state(state: State) -> Note:
    """A note in this state whose author's and topic's counters say what they should."""
    author = person(notes_count=1 if state == State.LIVE else 0)
    made = note(author, state=state, published_at=NOON if state in {State.LIVE, State.WITHDRAWN} else None)
    topic = Topic.objects.create(slug="bread", name="bread", notes_count=1 if state == State.LIVE else 0)
    NoteTopic.objects.create(note=made, topic=topic)
    return made


def row(written: Note) -> dict[str, object]:
    return Note.objects.filter(pk=written.pk).values().get()


@pytest.mark.parametrize(("state", "step"), STEPS_ALLOWED)
def test_a_step_of_the_table_leads_where_it_says(state: State, step: str):
    written = in_state(state)
    DEEDS[step](written)
    assert Note.objects.get(pk=written.pk).state == LEADS_TO[step]
    assert written.state == LEADS_TO[step]


@pytest.mark.parametrize(("state", "step"), STEPS_FORBIDDEN)
def test_a_step_that_is_not_in_the_table_is_refused_and_changes_nothing(state: State, step: str):
    written = in_state(state)
    before = row(written)
    with pytest.raises(WrongState):
        DEEDS[step](written)
    assert row(written) == before
    assert User.objects.get(pk=written.author_id).notes_count == written.author.notes_count


def test_the_table_names_exactly_the_steps_that_were_tested():
    from_table = {(source, name) for name, (sources, _target) in publishing.STEPS.items() for source in sources}
    assert from_table == set(STEPS_ALLOWED)


@pytest.mark.parametrize("step", sorted(DEEDS))
def test_a_hand_that_saw_an_older_state_loses(step: str):
    """The object says one state, the row says another: the UPDATE finds no row, so nothing moves."""
    source = sorted(publishing.STEPS[step][0])[0]
    other = State.DRAFT if step != "submit" else State.LIVE
    written = note(state=source)
    Note.objects.filter(pk=written.pk).update(state=other)
    before = row(written)
    with pytest.raises(WrongState):
        DEEDS[step](written)
    assert row(written) == before


def test_a_second_publication_by_a_late_hand_says_false_and_counts_once():
    written = in_state(State.SCHEDULED)
    late = Note.objects.get(pk=written.pk)
    assert publishing.went_live(written, at=NOON) is True
    assert publishing.went_live(late, at=LATER) is False
    assert Note.objects.get(pk=written.pk).published_at == NOON
    assert User.objects.get(pk=written.author_id).notes_count == 1


def test_a_note_that_comes_back_keeps_the_time_it_was_first_published():
    written = in_state(State.LIVE)
    publishing.withdraw(written, at=NOON)
    submit_again(written)
    publishing.go_live(written, at=LATER)
    assert Note.objects.get(pk=written.pk).published_at == NOON


def test_a_note_with_a_time_ahead_waits_for_it():
    written = note(state=State.SUBMITTED, published_at=None, scheduled_at=LATER)
    publishing.approve(written, at=NOON)
    assert (written.state, written.published_at) == (State.SCHEDULED, None)


def test_a_note_whose_time_has_passed_while_it_was_checked_goes_live_at_once():
    written = note(state=State.SUBMITTED, published_at=None, scheduled_at=NOON)
    publishing.approve(written, at=NOON)
    assert (written.state, written.published_at) == (State.LIVE, NOON)


def test_a_note_is_not_let_through_while_a_picture_is_being_prepared():
    written = note(state=State.SUBMITTED, published_at=None)
    Picture.objects.create(owner=written.author, note=written, state=Picture.State.WAITING)
    before = row(written)
    with pytest.raises(NotReady):
        publishing.approve(written, at=NOON)
    assert row(written) == before


def test_going_live_counts_for_the_author_and_the_topic_and_leaving_takes_it_back():
    written = in_state(State.SUBMITTED)
    publishing.go_live(written, at=NOON)
    counts = User.objects.get(pk=written.author_id).notes_count, Topic.objects.get(slug="bread").notes_count
    assert counts == (1, 1)
    publishing.withdraw(written, at=LATER)
    counts = User.objects.get(pk=written.author_id).notes_count, Topic.objects.get(slug="bread").notes_count
    assert counts == (0, 0)


@pytest.mark.parametrize("step", ["hold", "refuse", "withdraw"])
def test_leaving_counts_only_for_a_note_that_was_live(step: str):
    written = in_state(State.SUBMITTED)
    DEEDS[step](written)
    assert User.objects.get(pk=written.author_id).notes_count == 0
    assert Topic.objects.get(slug="bread").notes_count == 0


@pytest.mark.parametrize("state", list(State))
def test_a_deleted_note_is_gone_from_every_state_and_the_counters_are_right(state: State):
    written = in_state(state)
    publishing.delete(written, at=NOON)
    assert not Note.objects.exists()
    assert User.objects.get(pk=written.author_id).notes_count == 0
    assert Topic.objects.get(slug="bread").notes_count == 0


def test_deleting_a_note_leaves_its_pictures_to_the_sweeper():
    written = in_state(State.LIVE)
    picture = Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY)
    publishing.delete(written, at=NOON)
    assert Picture.objects.get(pk=picture.pk).note_id is None


def heard(capture: Callable[..., object], deed: Callable[[], object]) -> list[tuple[str, int]]:
    """Which events a deed announces, with the note's id."""
    found: list[tuple[str, int]] = []
    names = {"note_submitted", "note_published", "note_edited", "note_withdrawn", "note_refused"}
    ears = {name: lambda sender, note_id, name=name, **_: found.append((name, note_id)) for name in names}
    for name, ear in ears.items():
        EVENTS[name].connect(ear, weak=False)
    try:
        with capture(execute=True):
            deed()
    finally:
        for name, ear in ears.items():
            EVENTS[name].disconnect(ear)
    return found


def test_every_event_of_the_floor_is_in_its_table():
    listed = {note_submitted, note_published, note_edited, note_withdrawn, note_refused}
    assert listed <= set(EVENTS.values())


def test_the_first_publication_is_announced_once_and_a_later_one_as_an_edit(django_capture_on_commit_callbacks):
    written = in_state(State.SUBMITTED)
    first = heard(django_capture_on_commit_callbacks, lambda: publishing.go_live(written, at=NOON))
    assert first == [("note_published", written.pk)]
    publishing.withdraw(written, at=NOON)
    submit_again(written)
    second = heard(django_capture_on_commit_callbacks, lambda: publishing.go_live(written, at=LATER))
    assert second == [("note_edited", written.pk)]


def test_a_taken_down_note_is_announced_as_withdrawn_and_as_refused(django_capture_on_commit_callbacks):
    written = in_state(State.LIVE)
    found = heard(django_capture_on_commit_callbacks, lambda: publishing.refuse(written, reason="No.", at=NOON))
    assert found == [("note_withdrawn", written.pk), ("note_refused", written.pk)]


def test_a_refused_step_announces_nothing(django_capture_on_commit_callbacks):
    written = in_state(State.DRAFT)

    def try_it() -> None:
        with pytest.raises(WrongState):
            publishing.refuse(written, reason="No.", at=NOON)

    assert heard(django_capture_on_commit_callbacks, try_it) == []


def test_a_refused_note_that_is_edited_is_handed_in_again_with_its_reason_wiped():
    written = note(state=State.REFUSED, refusal="Advertising.", published_at=None)
    publishing.edit(written, composition("Only bread"), policy=policy_for(written.author), at=LATER)
    stored = Note.objects.get(pk=written.pk)
    assert (stored.state, stored.refusal, stored.submitted_at) == (State.SUBMITTED, "", LATER)
    assert stored.title == "Only bread"


def test_a_live_note_that_is_edited_stays_live_and_says_when():
    written = note()
    publishing.edit(written, composition("Bread, again"), policy=policy_for(written.author), at=LATER)
    stored = Note.objects.get(pk=written.pk)
    assert (stored.state, stored.title, stored.edited_at) == (State.LIVE, "Bread, again", LATER)
