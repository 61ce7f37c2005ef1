"""What is missing for the next level, and what one more note would bring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from users.levels import (
    ACTIVE_DAYS,
    CLEAN_DAYS,
    Facts,
    Reason,
    Record,
    held_back_until,
    is_active_enough,
    is_met,
    ladder,
    level_reached,
    record_of,
)
from users.models import Level, User

# What a what-if supposes, in this order: one more note or video that reaches a line. A strong line is above a base.
SUPPOSED: Mapping[str, tuple[str, ...]] = {
    Reason.VIDEO_STRONG: (Reason.VIDEO_STRONG, Reason.VIDEO_BASE),
    Reason.VIDEO_BASE: (Reason.VIDEO_BASE,),
    Reason.NOTE_STRONG: (Reason.NOTE_STRONG, Reason.NOTE_BASE),
    Reason.NOTE_BASE: (Reason.NOTE_BASE,),
    Reason.UNDER_TOPIC: (Reason.UNDER_TOPIC,),
}
# A strong line that would bring no more than the base line of the same form goes without saying.
_SAID_BY: Mapping[str, str] = {Reason.VIDEO_STRONG: Reason.VIDEO_BASE, Reason.NOTE_STRONG: Reason.NOTE_BASE}


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
class StandingAsked:
    """A condition in days: no upheld violation, or having been about. `until`: when a violation lies back enough."""

    code: str
    days: int
    is_met: bool
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one more line of this reason would bring: the level it lifts to, or the condition of the next level it
    brings nearer."""

    reason: str
    level: Level | None
    nearer: Missing | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a person stands. `alternatives`: any one of the lists suffices; `also` and `standing`: all are needed."""

    level: Level | None
    next_level: Level | None
    alternatives: list[list[Missing]] = field(default_factory=list)
    also: list[Missing] = field(default_factory=list)
    standing: list[StandingAsked] = field(default_factory=list)
    what_ifs: list[WhatIf] = field(default_factory=list)
    paused_at: datetime | None = None


def progress_of(person: User, *, at: datetime) -> Progress:
    """What a person has and what is missing for the level after the present one. Three queries."""
    levels, record = ladder(), record_of(person.pk)
    current = next((level for level in levels if level.number == person.level), None)
    following = next((level for level in levels if level.number == person.level + 1), None)
    if following is None:
        return Progress(current, None, paused_at=person.growth_paused_at)
    return Progress(
        current,
        following,
        [_missing(option, record.have) for option in following.conditions],
        _missing(following.also, record.have),
        standing_asked(following.standing, record.facts, at),
        what_ifs(levels, person.level, record, at),
        person.growth_paused_at,
    )


def _missing(asked: Mapping[str, int], have: Mapping[str, int]) -> list[Missing]:
    return [Missing(reason, wanted, have.get(reason, 0)) for reason, wanted in asked.items()]


def standing_asked(asked: Mapping[str, int], facts: Facts, at: datetime) -> list[StandingAsked]:
    """The conditions in days of a level, and whether they hold."""
    found = []
    if CLEAN_DAYS in asked:
        until = held_back_until(asked, facts, at)
        found.append(StandingAsked(CLEAN_DAYS, asked[CLEAN_DAYS], until is None, until))
    if ACTIVE_DAYS in asked:
        found.append(StandingAsked(ACTIVE_DAYS, asked[ACTIVE_DAYS], is_active_enough(asked, facts, at)))
    return found


def what_ifs(levels: Sequence[Level], level: int, record: Record, at: datetime) -> list[WhatIf]:
    """For each kind of line that would help now: what one more of it brings. Those that bring nothing are left out, and
    strong lines that bring what a base line brings."""
    found: dict[str, WhatIf] = {}
    for reason, lines in SUPPOSED.items():
        supposed = Record({**record.have, **{line: record.have.get(line, 0) + 1 for line in lines}}, record.facts)
        reached = level_reached(levels, supposed, at)
        if reached > level:
            found[reason] = WhatIf(reason, levels[reached - 1], None)
        elif nearer := _nearer(levels[level:], lines, supposed, at):
            found[reason] = WhatIf(reason, None, nearer)
    return [one for one in found.values() if not _is_said(one, found.get(_SAID_BY.get(one.reason, "")))]


def _is_said(strong: WhatIf, base: WhatIf | None) -> bool:
    return base is not None and (strong.level, strong.nearer) == (base.level, base.nearer)


def _nearer(above: Iterable[Level], lines: Iterable[str], supposed: Record, at: datetime) -> Missing | None:
    """The condition of the next level that one more line brings nearer, as it would stand then."""
    following = next((level for level in above if not is_met(level, supposed, at)), None)
    if following is None:
        return None
    asked = [(reason, wanted) for option in following.conditions for reason, wanted in option.items()]
    return next((Missing(r, wanted, supposed.have[r]) for r, wanted in asked if r in set(lines)), None)


def days_left(until: datetime, at: datetime) -> int:
    """Whole days from an instant until another, begun ones counted."""
    return max(0, -(-(until - at) // timedelta(days=1)))
