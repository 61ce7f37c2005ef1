"""The door for new people: open, with a queue, or closed; and how many come through it."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from common.limits import RateLimit, Taken, range_of, take
from users.models import ArrivalDay

# A class or a household signs up in an hour; a farm does not fit through.
PER_RANGE = RateLimit("new-accounts", capacity=10, per_seconds=3600)
_ROOM = Taken(allowed=True, remaining=PER_RANGE.capacity, retry_after_s=0)


class Question(StrEnum):
    """Whether the form asks why somebody would like to join. `MAY`: it need not be answered."""

    NONE = ""
    MAY = "may"
    MUST = "must"


def is_closed() -> bool:
    """Nobody new may join."""
    return str(settings.SIGN_UP) == "closed"


def question_now(*, at: datetime) -> Question:
    """What the form asks at this moment. One query at most, and none where the door has no limit."""
    if settings.SIGN_UP == "approval":
        return Question.MUST
    return Question.MAY if _is_full(at) else Question.NONE


def _is_full(at: datetime) -> bool:
    most: int = settings.SIGN_UPS_A_DAY
    return most > 0 and ArrivalDay.objects.filter(day=at.date(), let_in__gte=most).exists()


def lets_in(*, at: datetime) -> bool:
    """Whether somebody new is a member at once; False: they wait for staff. Takes a place of the day where places are
    counted, so call it once, in the transaction that makes the account."""
    if settings.SIGN_UP != "open":
        return False
    most: int = settings.SIGN_UPS_A_DAY
    return most == 0 or _claim(at, most)


def _claim(at: datetime, most: int) -> bool:
    """Of two who want the last place one gets it: the UPDATE itself asks for room."""
    ArrivalDay.objects.get_or_create(day=at.date())
    with transaction.atomic():
        room = ArrivalDay.objects.filter(day=at.date(), let_in__lt=most)
        return bool(room.update(let_in=F("let_in") + 1))


def take_place(request: HttpRequest) -> Taken:
    """One of the new accounts that an address range may have in an hour. Behind a proxy that tells nothing of who asks
    everybody would share one range, so there none is counted."""
    place = range_of(request.META.get("REMOTE_ADDR", ""))
    return take(place, PER_RANGE) if place else _ROOM
