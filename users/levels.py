"""The ladder: which level a ledger adds up to, and what is missing for the next one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from common.events import announce
from common.rows import added
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


@dataclass(frozen=True, slots=True)
class Missing:
    """One condition of the next level: how many lines it asks for and how many there are."""

    reason: str
    wanted: int
    have: int

    @property
    def left(self) -> int:
        return max(0, self.wanted - self.have)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a person stands. `alternatives`: any one of the lists suffices; `also`: all of these are needed."""

    level: Level | None
    next_level: Level | None
    alternatives: list[list[Missing]]
    also: list[Missing]


def ladder() -> list[Level]:
    """The ten levels from the lowest to the highest. One query."""
    return list(Level.objects.order_by("number"))


def counts_of(person_id: int) -> Counter[str]:
    """How many ledger lines a person has, by reason. One query."""
    rows = GrowthEntry.objects.filter(person_id=person_id).values("reason").annotate(n=Count("id"))
    return Counter({row["reason"]: row["n"] for row in rows})


def _holds(asked: Mapping[str, int], have: Mapping[str, int]) -> bool:
    return all(have.get(reason, 0) >= wanted for reason, wanted in asked.items())


def is_met(level: Level, have: Mapping[str, int]) -> bool:
    """True when one alternative of the level and everything beside it is there."""
    return any(_holds(option, have) for option in level.conditions) and _holds(level.also, have)


def level_reached(levels: list[Level], have: Mapping[str, int]) -> int:
    """The highest level all of whose steps are met, 0 when not even the first is."""
    reached = 0
    for level in levels:
        if not is_met(level, have):
            break
        reached = level.number
    return reached


def progress_of(person: User) -> Progress:
    """What a person has and what is missing for the level after the present one. Two queries."""
    levels = ladder()
    have = counts_of(person.pk)
    current = next((level for level in levels if level.number == person.level), None)
    following = next((level for level in levels if level.number == person.level + 1), None)
    if following is None:
        return Progress(current, None, [], [])
    return Progress(
        current,
        following,
        [_missing(option, have) for option in following.conditions],
        _missing(following.also, have),
    )


def _missing(asked: Mapping[str, int], have: Mapping[str, int]) -> list[Missing]:
    return [Missing(reason, wanted, have.get(reason, 0)) for reason, wanted in asked.items()]


@transaction.atomic
def record(person_id: int, *, reason: str, source: str, at: datetime) -> bool:
    """Adds a line to the growth ledger and raises the level when it completes one.

    A source counts once per reason: recording it again changes nothing and returns False.
    """
    entry = GrowthEntry(person_id=person_id, reason=reason, source=source, points=POINTS.get(reason, 0), created_at=at)
    if not added(entry):
        return False
    _climb(person_id, at=at)
    return True


def _climb(person_id: int, *, at: datetime) -> None:
    """Raises the level to what the ledger adds up to. Never lowers it: what was reached stays."""
    reached = level_reached(ladder(), counts_of(person_id))
    if not User.objects.filter(pk=person_id, level__lt=reached).update(level=reached):
        return
    GrowthEntry.objects.get_or_create(
        person_id=person_id, reason=Reason.LEVEL, source=f"level:{reached}", defaults={"created_at": at}
    )
    announce(level_changed, person_id=person_id, level=reached)
