"""Asking staff to look at a line of the ledger again, and their answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.rows import added
from common.text import clean, graphemes
from users import corrections
from users.events import standing_changed
from users.models import Appeal, GrowthEntry, User

LONGEST = 500
_MOST_POINTS = 4000
Reason = GrowthEntry.Reason


class AppealRefused(Exception):
    """The appeal was not taken, or cannot be settled; the message may be shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff decide: words the person reads, a level to give, and whether the line itself is struck out."""

    words: str
    level: int | None = None
    strikes_line: bool = False


def appeal(entry: GrowthEntry, words: str, *, at: datetime) -> Appeal:
    """Takes in the appeal of the person whose line it is. Raises AppealRefused."""
    text = clean(words).strip()
    if not text:
        raise AppealRefused(_("Say in a sentence what should be looked at."))
    if len(text) > _MOST_POINTS or graphemes(text) > LONGEST:
        raise AppealRefused(_("At most %(limit)d characters; these are %(count)d.") % _measure(text))
    row = Appeal(person_id=entry.person_id, entry=entry, words=text, created_at=at)
    if not added(row):
        raise AppealRefused(_("You have asked about this line already."))
    return row


def _measure(text: str) -> dict[str, int]:
    return {"limit": LONGEST, "count": graphemes(text)}


@transaction.atomic
def grant(row: Appeal, answer: Answer, *, by: User, at: datetime) -> None:
    """Says the person was right, and sets right what the answer names. Raises AppealRefused, CannotCorrect."""
    _settle(row, Appeal.Outcome.GRANTED, answer.words, by=by, at=at)
    if answer.strikes_line:
        corrections.strike(row.entry, reason=answer.words, at=at)
    if answer.level is not None:
        corrections.give_level(row.person, answer.level, reason=answer.words, at=at)


@transaction.atomic
def decline(row: Appeal, words: str, *, by: User, at: datetime) -> None:
    """Says why the line stands. Raises AppealRefused when a colleague was faster."""
    _settle(row, Appeal.Outcome.DECLINED, words, by=by, at=at)


def _settle(row: Appeal, outcome: str, words: str, *, by: User, at: datetime) -> None:
    facts = {"outcome": outcome, "answer": words[:300], "settled_at": at, "settled_by": by}
    if not Appeal.objects.open().filter(pk=row.pk).update(**facts):
        raise AppealRefused(_("Somebody else has answered this appeal."))
    row.outcome, row.answer, row.settled_at, row.settled_by = outcome, words[:300], at, by
    reason = Reason.APPEAL_GRANTED if outcome == Appeal.Outcome.GRANTED else Reason.APPEAL_DECLINED
    line = GrowthEntry.objects.create(
        person_id=row.person_id, reason=reason, source=f"appeal:{row.public_id}", detail=words[:300], created_at=at
    )
    announce(standing_changed, person_id=row.person_id, entry_id=line.pk)
