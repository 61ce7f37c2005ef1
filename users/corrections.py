"""What staff may do to a ledger: give a level, or strike out a line. Both are lines of it themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.rows import added
from users.events import level_changed, standing_changed
from users.levels import POINTS, Record, ladder, level_reached, record_of
from users.models import GrowthEntry, User

Reason = GrowthEntry.Reason
# Lines that tell what happened and count for nothing: there is nothing to strike out.
_TOLD_ONLY = frozenset(
    {
        Reason.LEVEL,
        Reason.STAFF,
        Reason.STRUCK,
        Reason.PAUSED,
        Reason.RESUMED,
        Reason.APPEAL_GRANTED,
        Reason.APPEAL_DECLINED,
    }
)


class CannotCorrect(Exception):
    """The correction was refused; the message may be shown."""


@transaction.atomic
def give_level(person: User, level: int, *, reason: str, at: datetime) -> GrowthEntry:
    """Raises somebody to a level their ledger does not reach. Raises CannotCorrect when they have it already.

    Staff take nothing away here: a level that rests on wrong lines falls when those lines are struck out.
    """
    if not User.objects.filter(pk=person.pk, level__lt=level).update(level=level):
        raise CannotCorrect(_("They stand there already. To lower a level, strike out the lines it rests on."))
    person.level = level
    line = _line(person.pk, Reason.STAFF, f"level:{level}:{at.isoformat(timespec='seconds')}", reason, at)
    announce(level_changed, person_id=person.pk, level=level)
    announce(standing_changed, person_id=person.pk, entry_id=line.pk)
    return line


@transaction.atomic
def strike(entry: GrowthEntry, *, reason: str, at: datetime) -> GrowthEntry:
    """Strikes out a line: it stays to be read and counts no more. Raises CannotCorrect.

    A level that rested on it falls to what is left; one that staff gave stays.
    """
    if entry.reason in _TOLD_ONLY:
        raise CannotCorrect(_("This line only tells what happened; it counts for nothing."))
    # The person's row is the queue in which corrections and climbs of one ledger stand.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=entry.person_id)
    before = record_of(entry.person_id)
    line = GrowthEntry(
        person_id=entry.person_id,
        reason=Reason.STRUCK,
        source=f"entry:{entry.pk}",
        points=-POINTS.get(entry.reason, 0),
        detail=reason[:300],
        strikes=entry,
        created_at=at,
    )
    if not added(line):
        raise CannotCorrect(_("This line is struck out already."))
    _settle(entry.person_id, before, at)
    announce(standing_changed, person_id=entry.person_id, entry_id=line.pk)
    return line


def _settle(person_id: int, before: Record, at: datetime) -> None:
    """Moves a level from what the ledger added up to before a correction to what it adds up to now."""
    levels = ladder()
    was, now = level_reached(levels, before, at), level_reached(levels, record_of(person_id), at)
    person = User.objects.only("level").get(pk=person_id)
    rests_on_ledger = person.level <= was
    if now > person.level or (now < person.level and rests_on_ledger and now < was):
        User.objects.filter(pk=person_id).update(level=now)
        _line(person_id, Reason.STAFF, f"level:{now}:{at.isoformat(timespec='seconds')}", "", at)
        announce(level_changed, person_id=person_id, level=now)


def _line(person_id: int, reason: str, source: str, detail: str, at: datetime) -> GrowthEntry:
    return GrowthEntry.objects.create(
        person_id=person_id, reason=reason, source=source, detail=detail[:300], created_at=at
    )
