"""Likes, collects and shares: one row each, counters by F(), growth for giver and author."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from common.events import announce
from common.rows import added
from notes.events import reaction_added, reaction_removed
from notes.models import Collect, Form, Like, Note, Share
from users import levels
from users.models import GrowthEntry, User

Reason = GrowthEntry.Reason
KINDS: Mapping[str, type[Like] | type[Collect]] = {"like": Like, "collect": Collect}
_COUNTERS = {"like": "like_count", "collect": "collect_count"}
# line -> (collects, likes): a note reaches a line with either.
LINES: Mapping[str, tuple[int, int]] = {"base": (5, 10), "strong": (10, 50)}


@transaction.atomic
def react(note: Note, person: User, kind: str, *, at: datetime) -> bool:
    """Adds a like or a collect. False, with nothing changed, when it was there already."""
    if not added(KINDS[kind](note=note, person=person, created_at=at)):
        return False
    _count(note, kind, by=1)
    if kind == "collect":
        levels.record(person.pk, reason=Reason.COLLECTED, source=note.source, at=at)
    if person.pk != note.author_id:
        _reward(note, at=at)
    announce(reaction_added, note_id=note.pk, person_id=person.pk, kind=kind)
    return True


@transaction.atomic
def unreact(note: Note, person: User, kind: str) -> bool:
    """Takes a like or a collect back. False when there was none."""
    deleted, _rows = KINDS[kind].objects.filter(note=note, person=person).delete()
    if not deleted:
        return False
    _count(note, kind, by=-1)
    announce(reaction_removed, note_id=note.pk, person_id=person.pk, kind=kind)
    return True


@transaction.atomic
def share(note: Note, person: User | None, *, at: datetime) -> bool:
    """Counts a share; a known person's second share of the same note is not counted."""
    if not added(Share(note=note, person=person, created_at=at)):
        return False
    Note.objects.filter(pk=note.pk).update(share_count=F("share_count") + 1)
    if person is not None:
        announce(reaction_added, note_id=note.pk, person_id=person.pk, kind="share")
    return True


def _count(note: Note, kind: str, *, by: int) -> None:
    counter = _COUNTERS[kind]
    Note.objects.filter(pk=note.pk).update(**{counter: F(counter) + by})
    User.objects.filter(pk=note.author_id).update(received_count=F("received_count") + by)
    note.refresh_from_db(fields=[counter])


def _reward(note: Note, *, at: datetime) -> None:
    """Writes the lines a note has reached into its author's ledger; the author's own reactions do not count."""
    own = {kind: model.objects.filter(note=note, person=note.author_id).count() for kind, model in KINDS.items()}
    note.refresh_from_db(fields=["like_count", "collect_count"])
    collects, likes = note.collect_count - own["collect"], note.like_count - own["like"]
    prefix = "video" if note.form == Form.VIDEO else "note"
    for line, (least_collects, least_likes) in LINES.items():
        if collects >= least_collects or likes >= least_likes:
            levels.record(note.author_id, reason=f"{prefix}_{line}", source=note.source, at=at)
