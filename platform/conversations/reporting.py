"""Reporting a message, and what staff decide. The words around it are kept as they stood when it was reported."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from common.rows import added
from common.text import clean
from conversations.models import Message, MessageReport
from conversations.writing import take_back
from users import standing
from users.models import User

# So many messages before the reported one are frozen with it, and so many after.
BEFORE, AFTER = 5, 3


class CannotReport(Exception):
    """The report was not taken; the message may be shown."""


class AlreadySettled(Exception):
    """Somebody else decided first; nothing was changed."""


class Frozen(TypedDict):
    """One message as it stood."""

    by: str
    at: str
    text: str
    card: str
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a person says: a code of MessageReport.Reason and, if they like, their own words."""

    reason: str
    words: str = ""


@transaction.atomic
def report_message(message: Message, reporter: User, complaint: Complaint, *, at: datetime) -> bool:
    """Takes a report in, with its evidence. False when this person's earlier one of the same message is still open.

    Raises CannotReport for one's own message, and for one that was taken back: there is nothing left to look at.
    """
    if message.author_id == reporter.pk:
        raise CannotReport(_("This is your own."))
    # Held, so that the words cannot be taken back while they are being copied.
    held = Message.objects.select_for_update(no_key=True).select_related("author").get(pk=message.pk)
    if held.is_removed:
        raise CannotReport(_("This message was taken back. You can still report the person."))
    return added(
        MessageReport(
            reporter=reporter,
            accused=held.author,
            message=held,
            reason=complaint.reason,
            words=clean(complaint.words).strip(),
            evidence=_around(held),
            created_at=at,
        )
    )


def _around(message: Message) -> list[Frozen]:
    """The message with those before and after it, the oldest first."""
    told = Message.objects.filter(conversation=message.conversation_id).select_related("author", "note", "product")
    before = list(told.filter(pk__lte=message.pk).order_by("-pk")[: BEFORE + 1])
    after = list(told.filter(pk__gt=message.pk).order_by("pk")[:AFTER])
    return [_frozen(one, message) for one in [*reversed(before), *after]]


def _frozen(one: Message, reported: Message) -> Frozen:
    shared = one.note.source if one.note else f"product:{one.product.public_id}" if one.product else ""
    return {
        "by": one.author.handle,
        "at": one.created_at.isoformat(),
        "text": one.body,
        "card": shared,
        "is_reported": one.pk == reported.pk,
    }


@transaction.atomic
def dismiss(report: MessageReport, *, by: User, at: datetime) -> None:
    """Nothing wrong was found. Raises AlreadySettled."""
    _settle(report, MessageReport.Outcome.DISMISSED, by=by, at=at)


@transaction.atomic
def remove_reported(report: MessageReport, *, by: User, at: datetime) -> None:
    """The message breaks the rules and is taken away. Raises AlreadySettled."""
    _settle(report, MessageReport.Outcome.UPHELD, by=by, at=at)
    if report.message is not None:
        take_back(report.message, at=at)


@transaction.atomic
def suspend_writer(report: MessageReport, *, by: User, at: datetime) -> None:
    """The message goes and its writer with it. Raises AlreadySettled, CannotChangeStanding."""
    remove_reported(report, by=by, at=at)
    standing.suspend(report.accused, by=by.pk)


def _settle(report: MessageReport, outcome: str, *, by: User, at: datetime) -> None:
    facts = {"settled_at": at, "settled_by": by, "outcome": outcome}
    if not MessageReport.objects.open().filter(pk=report.pk).update(**facts):
        raise AlreadySettled(_("Somebody else has decided this report."))
    report.settled_at, report.settled_by, report.outcome = at, by, outcome
