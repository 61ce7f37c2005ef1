"""A year of silence: the level stays, growth rests until the person comes back. Being away demotes nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from common.events import announce
from users.events import standing_changed
from users.models import GrowthEntry, User

A_YEAR = timedelta(days=365)
_AT_ONCE = 500
Reason = GrowthEntry.Reason


def is_paused(person_id: int) -> bool:
    return User.objects.filter(pk=person_id, growth_paused_at__isnull=False).exists()


@transaction.atomic
def pause_silent(*, at: datetime) -> int:
    """Pauses the growth of everybody with a level who was not about for a year, and tells them. Returns how many.

    Some hundred at a time: call it until it returns 0.
    """
    before = at - A_YEAR
    silent = User.objects.active().filter(_quiet_since(before), level__gt=0, growth_paused_at=None)
    # Locked, so that somebody who comes back this very moment is not paused behind their back.
    locked = silent.select_for_update(skip_locked=True, no_key=True).order_by("pk")
    ids = list(locked.values_list("pk", flat=True)[:_AT_ONCE])
    User.objects.filter(pk__in=ids).update(growth_paused_at=at)
    _write(ids, Reason.PAUSED, at)
    return len(ids)


def _quiet_since(before: datetime) -> Q:
    """Nobody who was seen, logged in or joined since."""
    unseen = Q(seen_at=None) | Q(seen_at__lt=before)
    return unseen & (Q(last_login=None) | Q(last_login__lt=before)) & Q(joined_at__lt=before)


@transaction.atomic
def resume(person_ids: Iterable[int], *, at: datetime) -> int:
    """Ends the pause of people who are about again. Returns how many were paused."""
    paused = User.objects.filter(pk__in=list(person_ids), growth_paused_at__isnull=False)
    ids = list(paused.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    if ids:
        User.objects.filter(pk__in=ids).update(growth_paused_at=None)
        _write(ids, Reason.RESUMED, at)
    return len(ids)


def _write(ids: Iterable[int], reason: str, at: datetime) -> None:
    for person_id in ids:
        line = GrowthEntry.objects.create(
            person_id=person_id, reason=reason, source=f"{reason}:{at.isoformat(timespec='seconds')}", created_at=at
        )
        announce(standing_changed, person_id=person_id, entry_id=line.pk)
