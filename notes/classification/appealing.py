"""Asking an editor whether a note fits a category after all, and the editor's answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.models import Category
from common.rows import added
from common.text import clean
from notes.classification.decisions import rule, wording_of
from notes.classification.models import CategoryAppeal
from notes.events import category_appeal_answered
from notes.models import Note, Visibility
from users.models import User

LONGEST = 300
State = CategoryAppeal.State


class AppealRefused(Exception):
    """The appeal was not taken, or cannot be answered; the message may be shown."""


def may_appeal(note: Note) -> bool:
    """Whether there is something to ask: a live note for everybody that the feed does not bring."""
    return note.is_live and note.visibility == Visibility.PUBLIC and not note.is_classifiable


def appeal(note: Note, words: str, *, at: datetime) -> CategoryAppeal:
    """Takes in the author's question, once for each wording of the note. Raises AppealRefused."""
    if not may_appeal(note):
        raise AppealRefused(_("There is nothing to ask: this note may be recommended, or others do not see it."))
    said = " ".join(clean(words).split())
    if len(said) > LONGEST:
        raise AppealRefused(
            _("At most %(limit)d characters; these are %(count)d.") % {"limit": LONGEST, "count": len(said)}
        )
    row = CategoryAppeal(note=note, said_of=wording_of(note), words=said, asked_at=at)
    if not added(row):
        raise AppealRefused(_("You have asked about these words already."))
    return row


@transaction.atomic
def uphold(row: CategoryAppeal, category: Category, words: str, *, by: User, at: datetime) -> None:
    """Says the author was right: the note belongs to this category and may be recommended. Raises AppealRefused."""
    _answer(row, State.UPHELD, words, by=by, at=at)
    rule(row.note, category, person=by, at=at)


@transaction.atomic
def decline(row: CategoryAppeal, words: str, *, by: User, at: datetime) -> None:
    """Says why the note stays out of the feed while it has these words. Raises AppealRefused."""
    _answer(row, State.DECLINED, words, by=by, at=at)
    if row.said_of == wording_of(row.note):
        rule(row.note, None, person=by, at=at)


def _answer(row: CategoryAppeal, state: str, words: str, *, by: User, at: datetime) -> None:
    """The UPDATE itself asks whether the appeal is open, so two editors cannot both answer."""
    facts = {"state": state, "answer": words[:LONGEST], "decided_at": at, "decided_by": by}
    if not CategoryAppeal.objects.open().filter(pk=row.pk).update(**facts):
        raise AppealRefused(_("Somebody else has answered this appeal."))
    row.state, row.answer, row.decided_at, row.decided_by = state, words[:LONGEST], at, by
    announce(category_appeal_answered, appeal_id=row.pk)


def last_appeal(note: Note) -> CategoryAppeal | None:
    """The last appeal about a note. One query."""
    return CategoryAppeal.objects.filter(note=note).order_by("-pk").first()
