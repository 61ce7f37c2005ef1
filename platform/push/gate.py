"""The gate: may this reader get this push at this instant, which rule says so, and when is the next chance.

It is asked when a push is planned and again when it is delivered, for every channel. It reads no database and no clock;
the same facts always give the same verdict.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from push.clocks import LIMITS, Limits, ReaderClock, Span
from push.explanations import Explanation, explain
from push.windows import DAY, local_day, next_slot, slot_of, until_wall, wall_clock
from push.workdays import working_spans

# Messages that go at once and by another way: the gate must never hold one back.
NOT_PUSHES = frozenset({"security"})

# How far ahead the next chance is looked for, once muting and spacing are over.
HORIZON = timedelta(days=35)
# From here on an end of muting means never; arithmetic on the last years of the calendar overflows.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


class NotAPush(TypeError):
    """A message of this kind is not a push: it is sent at once, and the gate is not asked."""


@dataclass(frozen=True, slots=True)
class History:
    """What the reader already got, over all kinds and channels.

    `sent_today` counts the pushes of the local day `day` (the day of the slot each was sent in); without a `day` it is
    the local day of the instant asked about. `last_sent_at` is aware.
    """

    last_sent_at: datetime | None = None
    sent_today: int = 0
    day: date | None = None

    def __post_init__(self) -> None:
        if self.last_sent_at is not None and self.last_sent_at.tzinfo is None:
            raise ValueError("last_sent_at needs a time zone")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rule` is the code of the rule that decided, "open" when the push may go.

    `next_at` (UTC) is the first instant from the asked one on at which this push may go under the same history: the
    asked one itself when it is allowed, None when there is none within HORIZON.
    """

    allowed: bool
    rule: str
    explanation: Explanation = field(compare=False)
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The facts of one question; only the instant changes while the next chance is looked for."""

    reader: ReaderClock
    zone: ZoneInfo
    kind: str
    history: History
    counted_day: date
    limits: Limits


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule refuses, and the instant before which it cannot change its mind (None: it never will)."""

    explanation: Explanation
    lifts_at: datetime | None


Rule = Callable[[Asked, datetime], Refusal | None]


def _muted_kind(asked: Asked, at: datetime) -> Refusal | None:
    return Refusal(explain("muted_kind"), None) if asked.kind in asked.reader.muted_kinds else None


def _muted(asked: Asked, at: datetime) -> Refusal | None:
    until = asked.reader.muted_until
    if until is None or at >= until:
        return None
    if until >= NEVER:
        return Refusal(explain("muted_for_good"), None)
    return Refusal(explain("muted", until=until.astimezone(asked.zone)), until.astimezone(UTC))


def _inside(asked: Asked, at: datetime, spans_of: Callable[[date], Iterable[Span]]) -> tuple[Span, datetime] | None:
    """The span that the wall clock shows, and the instant before which it cannot leave it."""
    wall = wall_clock(asked.zone, at)
    for day in (wall.date() - DAY, wall.date()):
        for span in spans_of(day):
            opens, closes = span.on(day)
            if opens <= wall < closes:
                return span, until_wall(asked.zone, at, closes)
    return None


def _working(asked: Asked, at: datetime) -> Refusal | None:
    found = _inside(asked, at, lambda day: working_spans(asked.reader, day))
    return found and Refusal(explain("working", opens=found[0].opens, closes=found[0].closes), found[1])


def _quiet(asked: Asked, at: datetime) -> Refusal | None:
    found = _inside(asked, at, lambda _day: (asked.reader.quiet,))
    return found and Refusal(explain("quiet", opens=found[0].opens, closes=found[0].closes), found[1])


def _window(asked: Asked, at: datetime) -> Refusal | None:
    if slot_of(asked.reader, at):
        return None
    following = next_slot(asked.reader, at)
    return Refusal(explain("window"), following.opens_at if following else None)


def _cap(asked: Asked, at: datetime) -> Refusal | None:
    slot = slot_of(asked.reader, at)
    cap = asked.limits.daily[asked.reader.stage]
    if slot is None or slot.day != asked.counted_day or asked.history.sent_today < cap:
        return None
    return Refusal(explain("cap", count=cap), slot.closes_at)


def _spacing(asked: Asked, at: datetime) -> Refusal | None:
    last, spacing = asked.history.last_sent_at, asked.limits.spacing
    if last is None or at >= last.astimezone(UTC) + spacing:
        return None
    minutes = int(spacing.total_seconds() // 60)
    came_at = wall_clock(asked.zone, last).time()
    return Refusal(explain("spacing", count=minutes, last=came_at), last.astimezone(UTC) + spacing)


# Asked in this order; the first that refuses is the one the reader is told.
RULES: tuple[tuple[str, Rule], ...] = (
    ("muted_kind", _muted_kind),
    ("muted", _muted),
    ("working", _working),
    ("quiet", _quiet),
    ("window", _window),
    ("cap", _cap),
    ("spacing", _spacing),
)


def _refused(asked: Asked, at: datetime) -> tuple[str, Refusal] | None:
    for code, rule in RULES:
        refusal = rule(asked, at)
        if refusal:
            return code, refusal
    return None


def _next_chance(asked: Asked, lifts_at: datetime | None) -> datetime | None:
    """Follow each refusal to the instant before which it stands, until none refuses."""
    if lifts_at is None:
        return None
    muted, last = asked.reader.muted_until, asked.history.last_sent_at
    waits = (lifts_at, muted if muted and muted < NEVER else None, last and last + asked.limits.spacing)
    limit = max(wait.astimezone(UTC) for wait in waits if wait) + HORIZON
    while lifts_at is not None and lifts_at <= limit:
        refused = _refused(asked, lifts_at)
        if refused is None:
            return lifts_at
        lifts_at = refused[1].lifts_at
    return None


def may_send(reader: ReaderClock, kind: str, at: datetime, history: History, limits: Limits = LIMITS) -> Verdict:
    """Decide about one push of `kind` at the aware instant `at`.

    Raises NotAPush for kinds that are no pushes, ValueError for a naive instant. A reader whose zone is unknown gets
    nothing (rule "zone").
    """
    if kind in NOT_PUSHES:
        raise NotAPush(f"{kind} messages are sent at once, not through the gate")
    if at.tzinfo is None:
        raise ValueError("the instant needs a time zone")
    try:
        zone = ZoneInfo(reader.zone)
    except (KeyError, ValueError, OSError):
        return Verdict(allowed=False, rule="zone", explanation=explain("zone"), next_at=None)
    at = at.astimezone(UTC)
    asked = Asked(reader, zone, kind, history, history.day or local_day(reader, at), limits)
    refused = _refused(asked, at)
    if refused is None:
        return Verdict(allowed=True, rule="open", explanation=explain("open"), next_at=at)
    rule, refusal = refused
    next_at = _next_chance(asked, refusal.lifts_at)
    return Verdict(allowed=False, rule=rule, explanation=refusal.explanation, next_at=next_at)


def history_of(reader: ReaderClock, at: datetime, sent_at: Iterable[datetime]) -> History:
    """The history at `at` from the instants of earlier pushes, counted in the zone the reader is in now."""
    sent = tuple(sent_at)
    today = local_day(reader, at)
    count = sum(local_day(reader, instant) == today for instant in sent)
    return History(last_sent_at=max(sent, default=None), sent_today=count, day=today)
