"""Moderation listens to submissions and only enqueues."""

from typing import Any

from django.dispatch import receiver

from moderation.tasks import review_note
from notes.events import note_submitted


@receiver(note_submitted)
def on_submitted(sender: object, note_id: int, **_: Any) -> None:  # Any: signals pass what later versions add
    review_note.delay(note_id)
