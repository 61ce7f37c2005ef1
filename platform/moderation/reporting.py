"""Readers report, staff decide. A decision settles every open report about the same thing at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.rows import added
from common.text import clean
from moderation import deciding
from moderation.models import Report
from notes import comments
from notes.models import Comment, Note, State
from users import standing, violations
from users.models import User
from users.privileges import Privilege, allows


class CannotReport(Exception):
    """The report was not taken; the message may be shown."""


class AlreadySettled(Exception):
    """Somebody else decided first; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a reader says: a code of Report.Reason and, if they like, their own words."""

    reason: str
    words: str = ""


def report(subject: Note | Comment | User, reporter: User, complaint: Complaint, *, at: datetime) -> bool:
    """Takes a report in. False when this reader's earlier report of the same thing is still open.

    Raises CannotReport for one's own.
    """
    owner = subject if isinstance(subject, User) else subject.author
    if owner.pk == reporter.pk:
        raise CannotReport(_("This is your own."))
    row = Report(reporter=reporter, reason=complaint.reason, words=clean(complaint.words).strip(), created_at=at)
    row.weight = 2 if allows(reporter.level, Privilege.REPORTS_WEIGH_DOUBLE) else 1
    _point_at(row, subject)
    return added(row)


def _point_at(row: Report, subject: Note | Comment | User) -> None:
    if isinstance(subject, Note):
        row.note = subject
    elif isinstance(subject, Comment):
        row.comment = subject
    else:
        row.person = subject


@transaction.atomic
def dismiss(report: Report, *, by: User, at: datetime) -> None:
    """Nothing wrong was found: what was reported stays. Raises AlreadySettled."""
    _settle(report, Report.Outcome.DISMISSED, by=by, at=at)


@transaction.atomic
def uphold(report: Report, *, by: User, reason: str, at: datetime) -> None:
    """The reader was right: the note is refused, the comment hidden, the person suspended. `reason` is what the author
    of a note reads. Raises AlreadySettled, WrongState of publishing, CannotChangeStanding.
    """
    _settle(report, Report.Outcome.UPHELD, by=by, at=at)
    if report.note is not None:
        _take_down(report.note, by=by, reason=reason, at=at)
    elif report.comment is not None:
        comments.remove_comment(report.comment, at=at)
        source = f"comment:{report.comment.public_id}"
        violations.uphold(report.comment.author_id, source=source, words=reason, at=at)
    elif report.person is not None:
        standing.suspend(report.person, by=by.pk)
        violations.uphold(report.person.pk, source=f"report:{report.pk}", words=reason, at=at)


def _take_down(note: Note, *, by: User, reason: str, at: datetime) -> None:
    # Taken back or refused since the report: what the reader asked for is so already.
    if note.state not in {State.WITHDRAWN, State.REFUSED}:
        deciding.refuse(note, by=by, reason=reason, at=at)


def _settle(report: Report, outcome: str, *, by: User, at: datetime) -> None:
    facts = {"settled_at": at, "settled_by": by, "outcome": outcome}
    if not Report.objects.open().filter(pk=report.pk).update(**facts):
        raise AlreadySettled(_("Somebody else has decided this report."))
    Report.objects.open().about_the_same(report).update(**facts)
    report.settled_at, report.settled_by, report.outcome = at, by, outcome
