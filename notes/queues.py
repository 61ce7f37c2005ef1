"""Lines in which hands stand that would otherwise pass each other between a look and a deed."""

from django.db import connection
from django.http import Http404

from notes.models import Note


class NoteGone(Http404):
    """The note was deleted meanwhile, nothing was changed. Pages and the API answer it as a note that never was."""


def stand_in_line(name: str) -> None:
    """One hand at a time under a name, until the transaction ends. Where no row can be locked because none exists yet,
    or where rows of several tables would be locked in two orders. Taken before any row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def hold(note: Note) -> None:
    """Keeps a note from being deleted until the transaction ends.

    Deleting locks the whole row before it looks for what hangs on the note. Without this a row could be added behind
    that look, and whoever commits last would find a reaction or a comment to nothing. FOR KEY SHARE is the weakest lock
    that keeps a row: readers who count on the note at the same time do not wait for one another. Raises NoteGone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM notes_note WHERE id = %s FOR KEY SHARE", [note.pk])
        if cursor.fetchone() is None:
            raise NoteGone
