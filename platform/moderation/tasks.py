"""The verdict is given in a worker."""

from celery import shared_task

from common.clock import now
from moderation import deciding
from notes.models import Note
from notes.publishing import NotReady, WrongState


@shared_task
def review_note(note_id: int) -> None:
    """Reviews a submitted note. Pictures that are not ready announce the note again when they are."""
    note = Note.objects.select_related("author").filter(pk=note_id).first()
    if note is None:
        return
    try:
        deciding.review(note, at=now())
    except (NotReady, WrongState, Note.DoesNotExist):
        return


@shared_task
def recheck_note(note_id: int) -> None:
    """Reviews the new words of a live note."""
    note = Note.objects.select_related("author").filter(pk=note_id).first()
    if note is None:
        return
    try:
        deciding.recheck(note, at=now())
    except (WrongState, Note.DoesNotExist):
        return
