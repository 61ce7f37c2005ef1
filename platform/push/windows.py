"""The reader's push windows on the real time line.

A window is the first unbroken run of instants in which the reader's wall clock shows a time inside it. So a night that
repeats an hour opens it once, and a night that skips an hour shortens it, to nothing when all of it is skipped. All
arithmetic is on instants in UTC: a wall clock that jumps cannot be added to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from push.clocks import ReaderClock, SlotName, Window

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Windows repeat by the week; one that a clock change swallows is back a week later.
NEXT_SLOT_DAYS = 15


@dataclass(frozen=True, slots=True)
class Slot:
    """One window of one local day; `day` and `name` tell it apart from every other of the reader. Instants in UTC."""

    day: date
    name: SlotName
    opens_at: datetime
    closes_at: datetime


def wall_clock(zone: ZoneInfo, at: datetime) -> datetime:
    """What a clock on the reader's wall shows, naive."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def clock_jump(zone: ZoneInfo, after: datetime, until: datetime) -> datetime | None:
    """The instant in (after, until] at which the wall clock jumps, or None. Expects one jump at most."""
    before = after.astimezone(zone).utcoffset()
    if until.astimezone(zone).utcoffset() == before:
        return None
    low, high = (after - EPOCH) // SECOND, -((EPOCH - until) // SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        if (EPOCH + middle * SECOND).astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return EPOCH + high * SECOND


def until_wall(zone: ZoneInfo, at: datetime, wall: datetime) -> datetime:
    """The instant after `at` when the wall clock reaches the naive `wall`, or jumps, whichever comes first."""
    steady = at + (wall - wall_clock(zone, at))
    return clock_jump(zone, at, steady) or steady


def first_shown(zone: ZoneInfo, wall: datetime) -> datetime:
    """The first instant at which the wall clock shows the naive `wall`, or has jumped over it."""
    earlier = wall.replace(tzinfo=zone).astimezone(UTC)
    if wall_clock(zone, earlier) == wall:
        return earlier
    # Inside a gap fold=1 reads the offset after the jump, which gives an instant before it.
    before_jump = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return clock_jump(zone, before_jump, earlier) or earlier


@lru_cache(maxsize=16384)
def open_run(zone: ZoneInfo, day: date, window: Window) -> tuple[datetime, datetime] | None:
    """When the window of `day` opens and closes, in UTC, or None when it is empty or skipped by the clock."""
    opens, closes = window.on(day)
    start = first_shown(zone, opens)
    if wall_clock(zone, start) >= closes:
        return None
    end = until_wall(zone, start, closes)
    while opens <= wall_clock(zone, end) < closes:
        end = until_wall(zone, end, closes)
    return start, end


def slots_on(reader: ReaderClock, day: date) -> Iterator[Slot]:
    """The slots that open on a local day, in order."""
    zone = ZoneInfo(reader.zone)
    for window in sorted(reader.windows[day.weekday()], key=lambda window: window.opens):
        run = open_run(zone, day, window)
        if run:
            yield Slot(day, window.name, *run)


def slot_of(reader: ReaderClock, at: datetime) -> Slot | None:
    """The slot that is open at the aware instant `at`, or None. Raises ZoneInfoNotFoundError for an unknown zone.

    Work, quiet hours and limits are the gate's business, not the slot's.
    """
    today = wall_clock(ZoneInfo(reader.zone), at).date()
    # Yesterday's window may run over midnight; a clock set back over midnight shows yesterday in a window of tomorrow.
    for day in (today, today - DAY, today + DAY):
        for slot in slots_on(reader, day):
            if slot.opens_at <= at < slot.closes_at:
                return slot
    return None


def next_slot(reader: ReaderClock, at: datetime) -> Slot | None:
    """The first slot that opens after the aware instant `at`, or None for a reader without windows."""
    today = wall_clock(ZoneInfo(reader.zone), at).date()
    days = (today + number * DAY for number in range(NEXT_SLOT_DAYS))
    return next((slot for day in days for slot in slots_on(reader, day) if slot.opens_at > at), None)


def local_day(reader: ReaderClock, at: datetime) -> date:
    """The day a push at `at` counts for: the day its slot opened, else the date on the reader's wall."""
    slot = slot_of(reader, at)
    return slot.day if slot else wall_clock(ZoneInfo(reader.zone), at).date()
