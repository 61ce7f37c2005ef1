"""Likes, collects and shares: one row each, counters by F(), growth for giver and author."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from common.events import announce
from common.rows import added
from notes import albums, lines
from notes.events import reaction_added, reaction_removed
from notes.models import Collect, Note, Share
from notes.queues import NoteGone, hold
from users import levels
from users.models import GrowthEntry, User

Reason = GrowthEntry.Reason
KINDS = lines.KINDS
_COUNTERS = {"like": "like_count", "collect": "collect_count", "share": "share_count"}


@transaction.atomic
def react(note: Note, person: User, kind: str, *, at: datetime) -> bool:
    """Adds a like or a collect. False, with nothing changed, when it was there already. Raises NoteGone."""
    hold(note)
    row = KINDS[kind](note=note, person=person, created_at=at)
    if isinstance(row, Collect):
        row.place = albums.place_of(at)
    if not added(row):
        return False
    _count(note, kind, by=1)
    if kind == "collect":
        levels.record(person.pk, reason=Reason.COLLECTED, source=note.source, at=at)
    if person.pk != note.author_id:
        lines.reward(note, at=at)
    announce(reaction_added, note_id=note.pk, person_id=person.pk, kind=kind)
    return True


@transaction.atomic
def unreact(note: Note, person: User, kind: str) -> bool:
    """Takes a like or a collect back, out of its album too. False when there was none. Raises NoteGone."""
    album = albums.album_of(note, person) if kind == "collect" else None
    hold(note)
    deleted, _rows = KINDS[kind].objects.filter(note=note, person=person).delete()
    if not deleted:
        return False
    _count(note, kind, by=-1)
    albums.count({album: -1})
    announce(reaction_removed, note_id=note.pk, person_id=person.pk, kind=kind)
    return True


@transaction.atomic
def share(note: Note, person: User | None, *, at: datetime) -> bool:
    """Counts a share; a known person's second share of the same note is not counted. Raises NoteGone."""
    hold(note)
    if not added(Share(note=note, person=person, created_at=at)):
        return False
    Note.objects.filter(pk=note.pk).update(share_count=F("share_count") + 1)
    if person is not None:
        announce(reaction_added, note_id=note.pk, person_id=person.pk, kind="share")
    return True


def count_of(note: Note, kind: str) -> int:
    """How many likes, collects or shares a note has now. Raises NoteGone."""
    found = Note.objects.filter(pk=note.pk).values_list(_COUNTERS[kind], flat=True).first()
    if found is None:
        raise NoteGone
    return int(found)


def _count(note: Note, kind: str, *, by: int) -> None:
    counter = _COUNTERS[kind]
    Note.objects.filter(pk=note.pk).update(**{counter: F(counter) + by})
    User.objects.filter(pk=note.author_id).update(received_count=F("received_count") + by)
    note.refresh_from_db(fields=["like_count", "collect_count"])
