"""The ladder: which level a ledger adds up to, and the ledger's own lines."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max

from common.events import announce
from common.rows import added
from users import presence, silence
from users.events import level_changed
from users.models import GrowthEntry, Level, User

Reason = GrowthEntry.Reason
# What each line is worth in the points a person sees; levels rest on conditions, points only tell a story.
POINTS: dict[str, int] = {
    Reason.PUBLISHED: 5,
    Reason.FOLLOWED: 1,
    Reason.COLLECTED: 1,
    Reason.COMMENTED: 1,
    Reason.UNDER_TOPIC: 3,
    Reason.NOTE_BASE: 20,
    Reason.NOTE_STRONG: 60,
    Reason.VIDEO_BASE: 40,
    Reason.VIDEO_STRONG: 120,
}
# What somebody does themselves, as against what others make of their notes.
OWN_DEEDS = frozenset({Reason.PUBLISHED, Reason.FOLLOWED, Reason.COLLECTED, Reason.COMMENTED})
CLEAN_DAYS, ACTIVE_DAYS = "clean_days", "active_days"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a level asks for beside lines: when the last upheld violation was, when the person was last about."""

    violated_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a person's level rests on: standing lines by reason, and the facts beside them."""

    have: Mapping[str, int]
    facts: Facts = Facts()


def ladder() -> list[Level]:
    """The ten levels from the lowest to the highest. One query."""
    return list(Level.objects.order_by("number"))


def counts_of(person_id: int) -> Counter[str]:
    """How many ledger lines a person has that were not struck out, by reason. One query."""
    return record_of(person_id).have  # type: ignore[return-value]  # records_of builds Counters


def record_of(person_id: int) -> Record:
    """What a person's level rests on. Two queries."""
    return records_of([person_id])[person_id]


def records_of(person_ids: Iterable[int]) -> dict[int, Record]:
    """The same of many people. Two queries."""
    seen = dict(User.objects.filter(pk__in=list(person_ids)).values_list("pk", "seen_at"))
    standing = GrowthEntry.objects.standing().filter(person__in=seen)
    have: dict[int, Counter[str]] = {person_id: Counter() for person_id in seen}
    violated: dict[int, datetime] = {}
    for row in standing.values("person_id", "reason").annotate(n=Count("pk"), newest=Max("created_at")):
        have[row["person_id"]][row["reason"]] = row["n"]
        if row["reason"] == Reason.VIOLATION:
            violated[row["person_id"]] = row["newest"]
    return {pk: Record(counts, Facts(violated.get(pk), seen[pk])) for pk, counts in have.items()}


def holds(asked: Mapping[str, int], have: Mapping[str, int]) -> bool:
    """Whether there are as many lines of each reason as are asked for."""
    return all(have.get(reason, 0) >= wanted for reason, wanted in asked.items())


def held_back_until(asked: Mapping[str, int], facts: Facts, at: datetime) -> datetime | None:
    """Until when a violation keeps somebody from a level that asks for clean days; None when nothing does."""
    if CLEAN_DAYS not in asked or facts.violated_at is None:
        return None
    until = facts.violated_at + timedelta(days=asked[CLEAN_DAYS])
    return until if until > at else None


def is_active_enough(asked: Mapping[str, int], facts: Facts, at: datetime) -> bool:
    """Whether somebody was about within the days a level asks for. Somebody never seen has just come."""
    if ACTIVE_DAYS not in asked or facts.seen_at is None:
        return True
    return at - facts.seen_at <= timedelta(days=asked[ACTIVE_DAYS])


def is_met(level: Level, record: Record, at: datetime) -> bool:
    """True when one alternative of the level and everything beside it is there."""
    if held_back_until(level.standing, record.facts, at) or not is_active_enough(level.standing, record.facts, at):
        return False
    return any(holds(option, record.have) for option in level.conditions) and holds(level.also, record.have)


def level_reached(levels: Iterable[Level], record: Record, at: datetime) -> int:
    """The highest level all of whose steps are met, 0 when not even the first is. `levels` from the lowest."""
    reached = 0
    for level in levels:
        if not is_met(level, record, at):
            break
        reached = level.number
    return reached


@transaction.atomic
def record(person_id: int, *, reason: str, source: str, at: datetime) -> bool:
    """Adds a line to the growth ledger and raises the level when it completes one.

    A source counts once per reason: recording it again changes nothing and returns False. While growth is paused
    after a year of silence, what others make of one's notes waits; one's own deed ends the pause.
    """
    if reason in OWN_DEEDS:
        presence.saw({person_id: at})
    elif silence.is_paused(person_id):
        return False
    entry = GrowthEntry(person_id=person_id, reason=reason, source=source, points=POINTS.get(reason, 0), created_at=at)
    if not added(entry):
        return False
    climb(person_id, at=at)
    return True


def climb(person_id: int, *, at: datetime) -> int | None:
    """Raises the level to what the ledger adds up to and returns it; None when it stays. Never lowers it."""
    return _raise(person_id, level_reached(ladder(), record_of(person_id), at), at=at)


def climb_all(*, at: datetime) -> int:
    """Raises everybody whose ledger adds up to more than their level: after an edit of the ladder, when a violation
    has been long ago. Returns how many climbed."""
    levels, climbed, last = ladder(), 0, 0
    while ids := list(_who_may_climb(last)):
        for person_id, known in records_of(ids).items():
            climbed += _raise(person_id, level_reached(levels, known, at), at=at) is not None
        last = ids[-1]
    return climbed


def _who_may_climb(after: int, at_once: int = 500) -> Iterable[int]:
    waiting = User.objects.active().filter(pk__gt=after, level__lt=10, growth_paused_at=None)
    return waiting.order_by("pk").values_list("pk", flat=True)[:at_once]


@transaction.atomic
def _raise(person_id: int, level: int, *, at: datetime) -> int | None:
    if not User.objects.filter(pk=person_id, level__lt=level).update(level=level):
        return None
    line = GrowthEntry(person_id=person_id, reason=Reason.LEVEL, source=f"level:{level}", created_at=at)
    added(line)
    announce(level_changed, person_id=person_id, level=level)
    return level
