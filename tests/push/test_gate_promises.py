"""The promises of the gate in every IANA zone, and proof that a naive gate breaks each of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from push.clocks import LIMITS, QUIET, ReaderClock, Span, Window, every_day
from push.explanations import explain
from push.gate import History, Verdict, history_of, may_send
from push.windows import clock_jump, slot_of
from push.workdays import working_spans

Gate = Callable[[ReaderClock, str, datetime, History], Verdict]
Promise = Callable[[Gate, ReaderClock, datetime, History], None]

ZONES = sorted(available_timezones())
MINUTE, QUARTER, HOUR, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
NOTHING_YET = History()

bounded = settings(max_examples=80, deadline=None, database=None, phases=(Phase.explicit, Phase.generate, Phase.shrink))

# Windows in the hours in which clocks change, with and without the rules that cut into them.
NIGHT_WINDOWS = (
    (Window(time(0, 30), time(3, 30), "noon"), Window(time(22), time(23, 30), "evening")),
    (Window(time(1, 15), time(1, 45), "noon"),),
    (Window(time(23, 15), time(2, 30), "evening"),),
)


def night_reader(zone: str, windows: tuple[Window, ...]) -> ReaderClock:
    return ReaderClock(zone, windows=every_day(*windows), work="none", quiet=Span(time(12), time(16)), stage="growth")


@cache
def jumps(zone: str, first: int, last: int) -> tuple[datetime, ...]:
    """The instants at which the clock of the zone jumps, from the first to the last year."""
    info, day, end = ZoneInfo(zone), datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    found = []
    while day < end:
        jump = clock_jump(info, day, day + 7 * DAY)
        found += [jump] if jump else []
        day += 7 * DAY
    return tuple(found)


def shown_in(zone: ZoneInfo, at: datetime, spans_on: Callable[[date], tuple[Span, ...]]) -> bool:
    """Whether the clock on the wall shows a time inside one of the spans, counted without the gate's own arithmetic."""
    wall = at.astimezone(zone)
    now = wall.time()
    today, yesterday = spans_on(wall.date()), spans_on(wall.date() - DAY)
    return any(
        span.opens <= now < span.closes or (span.closes < span.opens and now >= span.opens) for span in today
    ) or any(span.closes < span.opens and now < span.closes for span in yesterday)


def sends_only_when_it_may(gate: Gate, reader: ReaderClock, at: datetime, history: History) -> None:
    if not gate(reader, "experts", at, history).allowed:
        return
    zone = ZoneInfo(reader.zone)
    assert shown_in(zone, at, lambda day: reader.windows[day.weekday()])
    assert not shown_in(zone, at, lambda day: tuple(working_spans(reader, day)))
    assert not shown_in(zone, at, lambda day: (reader.quiet,))


def leaves_two_real_hours(gate: Gate, reader: ReaderClock, at: datetime, history: History) -> None:
    for hours in (1, 1.5, 119 / 60, 2):
        last = History(last_sent_at=at - hours * HOUR, day=history.day)
        assert hours == 2 or not gate(reader, "experts", at, last).allowed


def names_the_first_next_chance(gate: Gate, reader: ReaderClock, at: datetime, history: History) -> None:
    verdict = gate(reader, "experts", at, history)
    if verdict.allowed or verdict.next_at is None:
        return
    assert verdict.next_at > at
    assert gate(reader, "experts", verdict.next_at, history).allowed
    assert not gate(reader, "experts", verdict.next_at - timedelta(microseconds=1), history).allowed
    moment = at
    for _ in range(150):
        moment += MINUTE
        if moment >= verdict.next_at:
            return
        assert not gate(reader, "experts", moment, history).allowed


def opens_each_window_once(gate: Gate, reader: ReaderClock, at: datetime, history: History) -> None:
    """From six hours before to six hours after no day has two openings of one window: an opening is an unbroken run."""
    zone, openings, was_allowed = ZoneInfo(reader.zone), [], False
    for step in range(-24, 25):
        moment = at + step * QUARTER
        allowed = gate(reader, "experts", moment, NOTHING_YET).allowed
        if allowed and not was_allowed:
            wall = moment.astimezone(zone)
            late = [window for window in reader.windows[wall.weekday()] if window.opens <= wall.time()]
            openings.append((wall.date() if late else wall.date() - DAY, late[-1].name if late else "evening"))
        was_allowed = allowed
    assert len(openings) == len(set(openings))


PROMISES = (sends_only_when_it_may, leaves_two_real_hours, names_the_first_next_chance, opens_each_window_once)


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and an instant, every other time close to a jump of that zone's clock."""
    zone = draw(st.sampled_from(ZONES))
    near = jumps(zone, 2026, 2028)
    seconds = draw(st.integers(-7 * 3600, 7 * 3600))
    if near and draw(st.booleans()):
        return zone, draw(st.sampled_from(near)) + timedelta(seconds=seconds)
    day = draw(st.dates(date(2019, 1, 1), date(2040, 12, 31)) | st.sampled_from([date(2028, 2, 29), date(2028, 3, 1)]))
    return zone, datetime.combine(day, time(12), UTC) + timedelta(seconds=seconds)


quarters = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@st.composite
def readers(draw: st.DrawFn, zone: str) -> ReaderClock:
    names = draw(st.sampled_from([("noon", "evening"), ("noon",), ("evening",)]))
    windows = every_day(*(Window(draw(quarters), draw(quarters), name) for name in names))
    return ReaderClock(
        zone,
        windows=draw(st.sampled_from([ReaderClock(zone).windows, *map(every_day_of, NIGHT_WINDOWS), windows])),
        work=draw(st.sampled_from(["office", "early", "late", "night", "weekend", "none"])),
        quiet=draw(st.just(QUIET) | st.builds(Span, quarters, quarters)),
        holiday_country=draw(st.sampled_from(["", "CN", "DE"])),
        stage=draw(st.sampled_from(sorted(LIMITS.daily))),
    )


def every_day_of(windows: tuple[Window, ...]) -> tuple[tuple[Window, ...], ...]:
    return every_day(*windows)


@bounded
@given(st.data(), moments(), st.integers(0, 300), st.integers(0, 3))
@pytest.mark.parametrize("promise", PROMISES[:3])
def test_the_gate_keeps_its_promise_in_any_zone_at_any_time(promise, data, moment, minutes_ago, sent_today):
    zone, at = moment
    reader = data.draw(readers(zone))
    history = replace(history_of(reader, at, [at - minutes_ago * MINUTE]), sent_today=sent_today)
    promise(may_send, reader, at, history)


def around_jumps(zones: list[str], offsets: tuple[timedelta, ...]) -> Iterator[tuple[ReaderClock, datetime]]:
    for zone in zones:
        for jump in jumps(zone, 2026, 2026):
            for windows in NIGHT_WINDOWS:
                yield from ((night_reader(zone, windows), jump + offset) for offset in offsets)


def one_zone_per_rule() -> list[str]:
    """One zone for each way of jumping in 2026; the zones left out jump at the same instants by the same offsets."""

    def way(zone: str) -> tuple[object, ...]:
        return tuple((jump, jump.astimezone(ZoneInfo(zone)).utcoffset()) for jump in jumps(zone, 2026, 2026))

    return sorted({way(zone): zone for zone in ZONES}.values())


AROUND = (-90 * MINUTE, -15 * MINUTE, timedelta(), 30 * MINUTE, 90 * MINUTE)


def test_every_zone_is_kept_around_each_of_its_clock_changes():
    cases = 0
    for reader, at in around_jumps(ZONES, AROUND):
        sends_only_when_it_may(may_send, reader, at, NOTHING_YET)
        cases += 1
    assert cases > 1000


@pytest.mark.parametrize("promise", PROMISES)
def test_each_rule_of_summer_time_keeps_each_promise(promise):
    offsets = AROUND[2:3] if promise is opens_each_window_once else AROUND[1:4:2]
    for reader, at in around_jumps(one_zone_per_rule(), offsets):
        promise(may_send, reader, at, NOTHING_YET)


def test_every_zone_has_both_slots_on_an_ordinary_day():
    for zone in ZONES:
        reader = ReaderClock(zone)
        noon = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        found = [slot_of(reader, noon), slot_of(reader, noon + 7 * HOUR)]
        assert [(slot.day, slot.name) for slot in found if slot] == [
            (date(2026, 11, 25), "noon"),
            (date(2026, 11, 25), "evening"),
        ]


@bounded
@given(
    st.lists(st.sampled_from(ZONES), min_size=3, max_size=3),
    st.lists(st.integers(-40, 90), min_size=40, max_size=40),
    st.sampled_from(sorted(LIMITS.daily)),
)
def test_a_traveller_with_an_unsteady_clock_is_never_crowded(zones, steps, stage):
    """Two changes of zone in a day, a clock that is set back now and then, and a push whenever the gate lets one go."""
    at, sent = datetime(2026, 10, 31, 14, tzinfo=UTC), []
    for number, step in enumerate(steps):
        at += step * MINUTE
        reader = ReaderClock(zones[number * 3 // len(steps)], work="none", stage=stage)
        history = history_of(reader, at, sent)
        if may_send(reader, "experts", at, history).allowed:
            assert history.sent_today < LIMITS.daily[stage]
            assert all(abs(at - earlier) >= 2 * HOUR for earlier in sent)
            sent.append(at)


def naive_gate(to_local: Callable[[ReaderClock, datetime], datetime]) -> Gate:
    """The gate one writes first: local times without a zone, added to and compared as if clocks never jumped."""

    def allows(reader: ReaderClock, local: datetime, last: datetime | None) -> bool:
        spans = [*reader.windows[local.weekday()], *reader.windows[(local - DAY).weekday()]]
        inside = any(
            span.on(day)[0] <= local < span.on(day)[1] for span in spans for day in (local.date(), local.date() - DAY)
        )
        return inside and (last is None or local - last >= LIMITS.spacing)

    def decide(reader: ReaderClock, kind: str, at: datetime, history: History) -> Verdict:
        local = to_local(reader, at)
        last = history.last_sent_at and to_local(reader, history.last_sent_at)
        allowed = allows(reader, local, last)
        wait = next((step for step in range(192) if allows(reader, local + step * QUARTER, last)), None)
        next_at = None if wait is None else at + wait * QUARTER
        return Verdict(
            allowed=allowed, rule="open" if allowed else "window", explanation=explain("open"), next_at=next_at
        )

    return decide


def by_todays_offset(reader: ReaderClock, at: datetime) -> datetime:
    """The offset that was read once, when the reader signed up."""
    offset = datetime(2026, 1, 1, tzinfo=ZoneInfo(reader.zone)).utcoffset() or timedelta()
    return at.astimezone(UTC).replace(tzinfo=None) + offset


def by_the_wall(reader: ReaderClock, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(reader.zone)).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("promise", "to_local"),
    [
        (sends_only_when_it_may, by_todays_offset),
        (leaves_two_real_hours, by_the_wall),
        (names_the_first_next_chance, by_the_wall),
        (opens_each_window_once, by_the_wall),
    ],
)
def test_a_naive_gate_breaks_the_promise(promise, to_local):
    gate = naive_gate(to_local)
    with pytest.raises(AssertionError):  # noqa: PT012 the case that breaks it is looked for
        for reader, at in around_jumps(["America/New_York"], AROUND):
            promise(gate, reader, at, NOTHING_YET)


@pytest.mark.parametrize("promise", PROMISES)
@pytest.mark.parametrize("to_local", [by_todays_offset, by_the_wall])
def test_the_naive_gate_would_do_where_clocks_never_jump(promise, to_local):
    for windows in NIGHT_WINDOWS:
        for offset in AROUND:
            at = datetime(2026, 10, 31, 18, tzinfo=UTC) + offset
            promise(naive_gate(to_local), night_reader("Asia/Shanghai", windows), at, NOTHING_YET)
