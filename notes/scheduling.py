"""Notes that appear later: another time, at once after all, and what may be chosen."""

from datetime import datetime

from django.db import transaction

from notes import publishing
from notes.composition import CompositionRefused, schedule_errors
from notes.models import Note, State


@transaction.atomic
def reschedule(note: Note, when: datetime, *, at: datetime) -> None:
    """Gives a scheduled note another time. Raises CompositionRefused (scheduled_at), publishing.WrongState.

    The UPDATE asks for the state, so a note that goes live at this very moment is not promised a later time.
    """
    errors = schedule_errors(when, at=at)
    if errors:
        raise CompositionRefused({"scheduled_at": errors})
    if not Note.objects.filter(pk=note.pk, state=State.SCHEDULED).update(scheduled_at=when):
        raise publishing.WrongState("no longer scheduled")
    note.scheduled_at = when


@transaction.atomic
def publish_now(note: Note, *, at: datetime) -> None:
    """Publishes a scheduled note before its time. Raises publishing.WrongState."""
    if note.state != State.SCHEDULED:
        raise publishing.WrongState("no longer scheduled")
    publishing.go_live(note, at=at)
