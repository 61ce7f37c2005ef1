"""What people decided about a note's category: kept for what it teaches the next version."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from common.events import announce
from common.fingerprints import fingerprint
from common.models import Category
from notes.classification.models import LabelDecision
from notes.classification.tree import NONE
from notes.events import note_edited
from notes.models import Note, Visibility
from users.models import User

By = LabelDecision.By
# Nobody teaches the machine alone: this many notes of one author count.
MOST_OF_AN_AUTHOR = 20
# Notes, newest decisions first; older ones have taught earlier versions and the corpus keeps the ground.
_MOST = 50_000


def record(note: Note, category: Category | None, *, by: By, person: User | None, at: datetime) -> LabelDecision:
    """Keeps a decision; None is an editor's word that the text fits nowhere."""
    return LabelDecision.objects.create(
        note=note, category=category, by=by, person=person, said_of=wording_of(note), at=at
    )


def last_ruling(note: Note) -> LabelDecision | None:
    """The word of staff that stands on a note, if there is one. One query.

    A category stands whatever is edited later; that the text fits nowhere was said of the words it had.
    """
    rulings = LabelDecision.objects.filter(note=note, by=By.STAFF)
    last = rulings.select_related("category").order_by("-pk").first()
    if last is not None and last.category is None and last.said_of != wording_of(note):
        return None
    return last


@transaction.atomic
def rule(note: Note, category: Category | None, *, person: User | None, at: datetime) -> LabelDecision:
    """Staff say which category a note belongs to, or with None that it fits nowhere. Their word stands until the next.

    Feed and search hear of it when the note is live.
    """
    Note.objects.filter(pk=note.pk).update(category=category or note.category, is_classifiable=category is not None)
    note.category, note.is_classifiable = category or note.category, category is not None
    ruling = record(note, category, by=By.STAFF, person=person, at=at)
    if note.is_live:
        announce(note_edited, note_id=note.pk)
    return ruling


def decided() -> Iterator[tuple[str, str]]:
    """(text, label) of every note somebody decided about, by the last word on it; staff's word stands above authors'.

    Authors' words count for live notes that the feed may bring only, and no author's for more than MOST_OF_AN_AUTHOR.
    """
    taught: Counter[int] = Counter()
    for row in _last_words():
        if row.by == By.AUTHOR:
            taught[row.note.author_id] += 1
            if not _may_teach(row.note) or taught[row.note.author_id] > MOST_OF_AN_AUTHOR:
                continue
        yield text_of(row.note), row.category.code if row.category else NONE


def _last_words() -> Iterable[LabelDecision]:
    """The decision that counts of each of the notes decided about last."""
    rows = LabelDecision.objects.select_related("note", "category").order_by("-pk")[:_MOST]
    settled: dict[int, LabelDecision] = {}
    for row in rows:
        kept = settled.get(row.note_id)
        if kept is None or (kept.by == By.AUTHOR and row.by == By.STAFF):
            settled[row.note_id] = row
    return settled.values()


def _may_teach(note: Note) -> bool:
    return note.is_live and note.is_classifiable and note.visibility == Visibility.PUBLIC


def wording_of(note: Note) -> str:
    """What tells one wording of a note from another; blanks and signs make no other."""
    return fingerprint(text_of(note))


def text_of(note: Note) -> str:
    """The words of a note that say what it is about."""
    return f"{note.title}\n{note.body}"
