"""Moderation listens to submissions and to new words of live notes, and only enqueues."""

from typing import Any

from django.dispatch import receiver

from moderation.tasks import recheck_note, review_note
from notes.events import note_reworded, note_submitted


@receiver(note_submitted)
def on_submitted(sender: object, note_id: int, **_: Any) -> None:  # Any: signals pass what later versions add
    review_note.delay(note_id)


@receiver(note_reworded)
def on_reworded(sender: object, note_id: int, **_: Any) -> None:  # Any: as above
    recheck_note.delay(note_id)
