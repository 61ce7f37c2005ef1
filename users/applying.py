"""Asking to join, waiting, and the answer.

A member's invite puts somebody in front of the queue and never past it: staff read everybody, so a link that leaks or
an account that was taken over brings in nobody by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.rows import added
from common.text import clean, units
from users.events import application_decided, person_joined
from users.locking import lock_people
from users.models import Application, ArrivalDay, User

# 300 Chinese characters or 900 Latin letters, counted as the composer counts.
LONGEST = 900
# So many people a day come to the front of the queue by one member's invite; the others wait as everybody does.
IN_FRONT_A_DAY = 3
EXPIRES_AFTER = timedelta(days=30)
KEPT_AFTER_NO = timedelta(days=30)
# How long answers took is told from so many answers on, and only by answers so young.
_ENOUGH = 5
_LATELY = timedelta(days=30)
_AT_ONCE = 500
Verdict = Application.Verdict


class ApplicationRefused(Exception):
    """The application was not taken, or cannot be changed any more; the message may be shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in the queue; the first is 1."""

    number: int
    of: int


def measured(words: str) -> str:
    """The words as they are kept. Raises ApplicationRefused when they are too many."""
    text = clean(words).strip()
    if units(text) > LONGEST:
        raise ApplicationRefused(
            _("At most %(limit)d; these are %(count)d.") % {"limit": LONGEST, "count": units(text)}
        )
    return text


def application_of(person_id: int) -> Application | None:
    """The newest application of a person; None for somebody who never had to ask."""
    return Application.objects.filter(person=person_id).select_related("person", "invited_by").order_by("-pk").first()


@transaction.atomic
def hand_in(person: User, words: str, *, host: User | None = None, at: datetime) -> Application:
    """Puts a new, inactive person into the queue. Raises ApplicationRefused."""
    if person.is_active:
        raise ApplicationRefused(_("This account is open already."))
    turn = Application.Turn.INVITED if host and _goes_in_front(host, at) else Application.Turn.AS_THEY_COME
    row = Application(person=person, words=measured(words), invited_by=host, turn=turn, asked_at=at)
    if not added(row):
        raise ApplicationRefused(_("Your application is in the queue already."))
    return row


def _goes_in_front(host: User, at: datetime) -> bool:
    """Holds the host's row until the end, so that two guests at the same moment do not both take the last place."""
    User.objects.get_queryset().select_for_update(no_key=True).get(pk=host.pk)
    day = Application.objects.filter(invited_by=host, asked_at__gt=at - timedelta(days=1))
    return day.filter(turn=Application.Turn.INVITED).count() < IN_FRONT_A_DAY


@transaction.atomic
def ask_again(person: User, words: str, *, at: datetime) -> Application:
    """A further application of somebody who was turned down. Raises ApplicationRefused."""
    lock_people(person.pk)
    last = Application.objects.filter(person=person).order_by("-pk").first()
    if last is None or not last.is_turned_down or last.again_at is None or last.again_at > at:
        raise ApplicationRefused(_("You cannot apply again now."))
    if not words.strip():
        raise ApplicationRefused(_("Say in a sentence why you would like to join."))
    return hand_in(person, words, at=at)


def place_of(row: Application) -> Place:
    """Where a waiting application stands. Two counts over the queue's own index."""
    return Place(Application.objects.before(row).count() + 1, Application.objects.waiting().count())


def usual_wait(*, at: datetime) -> timedelta | None:
    """How long half of the answers of the last month took at most; None while there are too few to say."""
    lately = Application.objects.filter(verdict__in=(Verdict.ACCEPTED, Verdict.REFUSED), decided_at__gt=at - _LATELY)
    rows = lately.order_by("-decided_at").values_list("asked_at", "decided_at")[:_AT_ONCE]
    waits = [(decided - asked).total_seconds() for asked, decided in rows if decided is not None]
    return timedelta(seconds=median(waits)) if len(waits) >= _ENOUGH else None


@transaction.atomic
def accept(row: Application, *, by: User, at: datetime) -> None:
    """Makes an applicant a member, from this moment on. Raises ApplicationRefused when somebody was faster.

    The person's row is held first, as wherever they take their application back or are erased.
    """
    lock_people(row.person_id)
    _decide(row, Verdict.ACCEPTED, {"decided_by": by}, at=at)
    shut = User.objects.filter(pk=row.person_id, is_active=False, leaving_at=None, left_at=None)
    if not shut.update(is_active=True, joined_at=at):
        raise ApplicationRefused(_("This account is open already."))
    # A member has one row: what was said to them on the way here is no business of anybody's any more.
    Application.objects.turned_down().filter(person=row.person_id).delete()
    announce(person_joined, person_id=row.person_id)


@transaction.atomic
def refuse(row: Application, reason: str, *, again_in: timedelta | None, by: User, at: datetime) -> None:
    """Says no, why, and from when on the person may ask again (None: not with this account). Raises ApplicationRefused
    when somebody was faster."""
    if not reason.strip():
        raise ApplicationRefused(_("Say why: the person reads it."))
    again_at = None if again_in is None else at + again_in
    _decide(row, Verdict.REFUSED, {"decided_by": by, "reason": reason.strip()[:300], "again_at": again_at}, at=at)


def _decide(row: Application, verdict: str, facts: dict[str, object], *, at: datetime) -> None:
    """The UPDATE asks whether it still waits: of two members of staff one decides."""
    if not Application.objects.waiting().filter(pk=row.pk).update(verdict=verdict, decided_at=at, **facts):
        raise ApplicationRefused(_("Somebody else has decided this, or the person took it back."))
    row.verdict, row.decided_at = verdict, at
    announce(application_decided, application_id=row.pk)


@transaction.atomic
def withdraw(person: User) -> None:
    """Takes an application back: the account is erased at once. Raises ApplicationRefused for a member."""
    lock_people(person.pk)
    rows = list(Application.objects.filter(person=person))
    if not rows or any(row.verdict == Verdict.ACCEPTED for row in rows):
        raise ApplicationRefused(_("Your application was accepted in the meantime."))
    _erase(person.pk, rows)


def _erase(person_id: int, rows: Iterable[Application]) -> None:
    """Deletes somebody who never was a member, with all that is theirs. Nobody ever saw them here, so nothing of others
    hangs on them and their handle is free again; the staff's log keeps what was done, not to whom."""
    kind, ids = ContentType.objects.get_for_model(Application), [str(row.pk) for row in rows]
    LogEntry.objects.filter(content_type=kind, object_id__in=ids).update(object_repr="", change_message="")
    User.objects.get_queryset().filter(pk=person_id, is_active=False).delete()


def tend(*, at: datetime) -> int:
    """Ends applications that nobody answered in time, and erases people who were turned down a while ago.

    Returns how many it touched. Safe to run twice and late.
    """
    ArrivalDay.objects.filter(day__lt=(at - _LATELY).date()).delete()
    return sum(_expire(pk, at) for pk in _overdue(at)) + sum(_erase_turned_down(pk, at) for pk in _forgotten(at))


def _overdue(at: datetime) -> list[int]:
    old = Application.objects.waiting().filter(asked_at__lte=at - EXPIRES_AFTER)
    return list(old.order_by("asked_at", "pk").values_list("pk", flat=True)[:_AT_ONCE])


def _forgotten(at: datetime) -> list[int]:
    old = Application.objects.turned_down().filter(decided_at__lte=at - KEPT_AFTER_NO)
    return list(old.order_by("decided_at", "pk").values_list("person_id", flat=True)[:_AT_ONCE])


@transaction.atomic
def _expire(pk: int, at: datetime) -> int:
    """It was our silence, so they may ask again at once."""
    ended = Application.objects.waiting().filter(pk=pk)
    if not ended.update(verdict=Verdict.EXPIRED, decided_at=at, again_at=at):
        return 0
    announce(application_decided, application_id=pk)
    return 1


@transaction.atomic
def _erase_turned_down(person_id: int, at: datetime) -> int:
    """Nothing for somebody who asked again in the meantime."""
    lock_people(person_id)
    rows = list(Application.objects.filter(person=person_id))
    is_over = all(row.is_turned_down and row.decided_at and row.decided_at <= at - KEPT_AFTER_NO for row in rows)
    if not rows or not is_over:
        return 0
    _erase(person_id, rows)
    return 1
