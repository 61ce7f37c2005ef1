"""Which reactions speak for themselves: reactions in, weighed units with their reasons out. Pure, no database.

A line of the ladder, a note's value or a hot topic should rest on people who made up their minds one by one. This
function says how many there were. It is used when a reaction arrives, in the nightly recount, and by whatever else
counts approval; all of them get the same answer for the same facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Reason(StrEnum):
    """Why reactions were put aside or share a unit."""

    SUSPENDED = "suspended"  # the giver's account is closed: not counted
    YOUNG = "young"  # the account is too young: counted later
    CAPPED = "capped"  # the giver spoke for as many notes of this author as one person can: not counted
    RING = "ring"  # the givers mostly react to one another: they share one unit
    BURST = "burst"  # related accounts came at once: they share one unit


@dataclass(frozen=True, slots=True)
class Rules:
    """The thresholds in force; the row of Counting that staff edit."""

    min_age_days: int = 7
    # One giver counts for this many notes of one author within so many days.
    notes_per_giver: int = 10
    per_days: int = 30
    # Mutual partners react to each other this often at least, within so many days.
    ring_least: int = 3
    ring_days: int = 90
    # Mean of what somebody gives to and is given by mutual partners, in per cent, from which on they form a ring ...
    ring_share: int = 60
    # ... when it is also this many times what chance would bring about.
    ring_lift: int = 5
    burst_minutes: int = 60
    # Accounts that signed up within the same minutes are related while they are this young.
    cohort_minutes: int = 10
    cohort_days: int = 30


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who reacts. `kin` are opaque marks that related accounts share: an invitation, an address range."""

    person_id: int
    joined_at: datetime
    is_active: bool = True
    ring: int | None = None
    kin: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """One reaction. `earlier`: how many other notes of the same author the giver had reacted to in the rules' days."""

    giver: Giver
    at: datetime
    earlier: int = 0


@dataclass(slots=True)
class Unit:
    """One voice: a single giver, or several that share it for a reason."""

    givers: list[int] = field(default_factory=list)
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Discount:
    """`given` reactions counted as `counted`, for one reason."""

    reason: Reason
    given: int
    counted: int


@dataclass(frozen=True, slots=True)
class Weighing:
    """What reactions add up to. `count` independent voices out of `given` reactions."""

    given: int
    units: Sequence[Unit]
    discounts: tuple[Discount, ...]

    @property
    def count(self) -> int:
        return len(self.units)


def weigh(given: Iterable[Given], *, rules: Rules, at: datetime) -> Weighing:
    """Weighs the reactions to one note (of one kind) as they stand at an instant. The author's own are not handed in.

    One more reaction by somebody independent never lowers the count, and a ring is one unit however large it is.
    """
    reactions = sorted(given, key=lambda one: (one.at, one.giver.person_id))
    aside: dict[Reason, int] = {}
    units, rings, bursts = [], {}, _Bursts(rules)  # type: list[Unit], dict[int, Unit], _Bursts
    for one in reactions:
        reason = _put_aside(one, rules, at)
        if reason is not None:
            aside[reason] = aside.get(reason, 0) + 1
            continue
        unit = rings.get(one.giver.ring) if one.giver.ring is not None else bursts.open_for(one)
        if unit is None:
            unit = Unit()
            units.append(unit)
            _remember(unit, one, rings, bursts)
        unit.givers.append(one.giver.person_id)
        if len(unit.givers) > 1:
            unit.reason = Reason.BURST if one.giver.ring is None else Reason.RING
    return Weighing(len(reactions), units, (*_shared(units), *(Discount(why, n, 0) for why, n in aside.items())))


def _put_aside(one: Given, rules: Rules, at: datetime) -> Reason | None:
    if not one.giver.is_active:
        return Reason.SUSPENDED
    if at - one.giver.joined_at < timedelta(days=rules.min_age_days):
        return Reason.YOUNG
    return Reason.CAPPED if one.earlier >= rules.notes_per_giver else None


def _remember(unit: Unit, one: Given, rings: dict[int, Unit], bursts: "_Bursts") -> None:
    if one.giver.ring is not None:
        rings[one.giver.ring] = unit
    else:
        bursts.open(unit, one)


class _Bursts:
    """Units that related accounts may still join. A unit's window begins with its first reaction and never moves, so
    a chain of latecomers cannot draw unrelated hours together."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._open: dict[str, tuple[datetime, Unit]] = {}

    def open_for(self, one: Given) -> Unit | None:
        window = timedelta(minutes=self._rules.burst_minutes)
        for mark in sorted(self._marks(one)):
            began, unit = self._open.get(mark, (None, None))
            if began is not None and one.at - began <= window:
                return unit
        return None

    def open(self, unit: Unit, one: Given) -> None:
        for mark in self._marks(one):
            self._open[mark] = (one.at, unit)

    def _marks(self, one: Given) -> frozenset[str]:
        """The giver's marks, and for a young account when it was made."""
        joined = one.giver.joined_at
        if one.at - joined > timedelta(days=self._rules.cohort_days):
            return one.giver.kin
        return one.giver.kin | {f"joined:{int(joined.timestamp()) // (60 * self._rules.cohort_minutes)}"}


def _shared(units: Iterable[Unit]) -> list[Discount]:
    """The shared units by reason: "3 count as 1", or of two rings "7 count as 2"."""
    found = []
    for reason in (Reason.RING, Reason.BURST):
        shared = [len(unit.givers) for unit in units if unit.reason is reason]
        if shared:
            found.append(Discount(reason, sum(shared), len(shared)))
    return found
