"""Notes that come back out of their author's own archive: checked again like any other, at the time they first had."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from common.events import announce
from common.rows import added
from notes.composition import Composition, check
from notes.events import note_submitted
from notes.models import Note, State
from notes.policy import Policy
from notes.writing import set_words, write
from users.models import User

# What stands still when it comes back; everything else is handed in.
RESTING = frozenset({State.WITHDRAWN, State.REFUSED})


@dataclass(frozen=True, slots=True)
class Past:
    """What was true of a note before: only a signed archive is believed about it."""

    state: str
    created_at: datetime
    submitted_at: datetime | None = None
    published_at: datetime | None = None


@transaction.atomic
def bring_back(author: User, composition: Composition, past: Past, *, policy: Policy, at: datetime) -> Note | None:
    """Writes a note that was deleted here, or on an account that is gone. None when it is there already.

    One that was published is no news a second time: it keeps its day and is told to nobody. The limit of a day does
    not count it, for it was counted when it was written. Raises CompositionRefused.
    """
    check(composition, author, policy.rules(author.level), at=at)
    note = Note(author=author, origin=policy.origin, submission_key=composition.submission_key)
    note.created_at, note.submitted_at = past.created_at, past.submitted_at or past.created_at
    note.published_at = past.published_at
    note.state = past.state if past.state in RESTING else State.SUBMITTED
    note.withdrawn_at = at if note.state == State.WITHDRAWN else None
    set_words(note, composition)
    if not added(note):
        return None
    write(note, composition, at=at)
    if note.state == State.SUBMITTED:
        announce(note_submitted, note_id=note.pk)
    return note
