"""What a reader's day looks like: push windows, working hours, quiet hours, and the defaults of each.

Plain values without a database. Times are the reader's own wall clock; instants are aware and in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Literal, TypeVar

SlotName = Literal["noon", "evening"]
Stage = Literal["novice", "growth", "settled", "returning", "dormant"]
WorkPattern = Literal["office", "early", "late", "night", "weekend", "none", "custom"]

SLOT_NAMES: tuple[SlotName, ...] = ("noon", "evening")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# `muted_until` of a reader who wants no push again.
FOR_GOOD = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """From `opens` up to, not including, `closes`.

    A span that closes before it opens runs over midnight and belongs to the day it opens; one that closes when it opens
    is empty.
    """

    opens: time
    closes: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Both ends as the wall clock shows them, naive, when the span opens on `day`."""
        last = day + timedelta(days=1) if self.closes < self.opens else day
        return datetime.combine(day, self.opens), datetime.combine(last, self.closes)


@dataclass(frozen=True, slots=True)
class Window(Span):
    """A span in which a push may come. A day has at most one window of each name."""

    name: SlotName


S = TypeVar("S", bound=Span)
# Seven days, Monday first.
Week = tuple[tuple[S, ...], ...]


def every_day(*spans: S) -> Week[S]:
    return (spans,) * 7


def weekdays(*spans: S) -> Week[S]:
    """The same spans from Monday to Friday."""
    return (spans,) * 5 + ((),) * 2


NOON = Window(time(11, 45), time(13, 30), "noon")
EVENING = Window(time(18, 30), time(22, 0), "evening")
DEFAULT_WINDOWS: Week[Window] = every_day(NOON, EVENING)

QUIET = Span(time(22, 30), time(8, 0))

# An office rests at noon, so the noon window lies outside work.
OFFICE_DAY = (Span(time(9), time(11, 45)), Span(time(13, 30), time(18)))

WORK_PATTERNS: MappingProxyType[str, Week[Span]] = MappingProxyType(
    {
        "office": weekdays(*OFFICE_DAY),
        "early": weekdays(Span(time(6), time(14))),
        "late": weekdays(Span(time(14), time(22))),
        "night": weekdays(Span(time(22), time(6))),
        "weekend": ((),) * 5 + (OFFICE_DAY,) * 2,
        "none": every_day(),
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much, for all kinds and channels together."""

    spacing: timedelta
    # Pushes in one local day, by the reader's stage.
    daily: MappingProxyType[str, int]


LIMITS = Limits(
    spacing=timedelta(hours=2),
    daily=MappingProxyType({"novice": 2, "growth": 3, "settled": 3, "returning": 2, "dormant": 1}),
)


@dataclass(frozen=True, slots=True)
class ReaderClock:
    """When one reader may be reached.

    `zone` is an IANA name. `custom_work` counts when `work` is "custom". `holiday_country` is an ISO 3166 code of two
    letters, or empty for a reader who works the same week all year. `muted_until` is aware; FOR_GOOD never ends.
    """

    zone: str
    windows: Week[Window] = DEFAULT_WINDOWS
    work: WorkPattern = "office"
    custom_work: Week[Span] = ((),) * 7
    quiet: Span = QUIET
    holiday_country: str = ""
    stage: Stage = "novice"
    muted_kinds: frozenset[str] = frozenset()
    muted_until: datetime | None = None

    def __post_init__(self) -> None:
        if self.muted_until is not None and self.muted_until.tzinfo is None:
            raise ValueError("muted_until needs a time zone")

    @property
    def working_week(self) -> Week[Span]:
        return self.custom_work if self.work == "custom" else WORK_PATTERNS[self.work]
