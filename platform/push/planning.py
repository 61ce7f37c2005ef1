"""Who gets what in which slot: planned shortly before a window opens, one claim a reader, local day and slot.

Every reader whose window is open or opens soon gets one row, whatever becomes of it, so nobody is asked about twice in
one window. A page of readers costs the same few queries however long it is.
"""

import uuid
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from push.answers import kept_back, line_of
from push.choosing import Memory, Shelf, choose, memory_of, shelf_at
from push.clock_checks import known_zones
from push.clocks import ReaderClock, SlotName
from push.gate import Verdict, history_of, may_send
from push.models import Kind, LedgerLine, PlannedPush, PushSettings
from push.windows import DAY, Slot, local_day, slots_on
from push.wishes import Wishes, settings_among, wishes_of
from users.models import User
from users.models.person import UserQuerySet

log = structlog.get_logger("push")
# How long before a window opens its pushes are planned.
LEAD = timedelta(minutes=10)
# Pushes of one window are spread over its first minutes, so that not everybody comes to the site at once.
SPREAD = timedelta(minutes=20)
PAGE = 500
State = PlannedPush.State


@dataclass(frozen=True, slots=True)
class Opening:
    """One slot of one local day, and when it opens and closes in each zone where it is open or opens soon."""

    day: date
    name: SlotName
    slots: dict[str, Slot]


def openings(at: datetime) -> list[Opening]:
    """The slots that are open at `at` or open within LEAD, over all zones. No query."""
    found: dict[tuple[date, SlotName], dict[str, Slot]] = defaultdict(dict)
    for zone in known_zones():
        clock = ReaderClock(zone)
        today = local_day(clock, at)
        for slot in (slot for day in (today - DAY, today, today + DAY) for slot in slots_on(clock, day)):
            if slot.opens_at - LEAD <= at < slot.closes_at:
                found[slot.day, slot.name][zone] = slot
    return [Opening(day, name, slots) for (day, name), slots in sorted(found.items())]


def plan_window(*, at: datetime, readers: UserQuerySet | None = None) -> int:
    """Plans for all readers (or some) whose window is open or opens soon. Returns how many pushes will come."""
    planned = 0
    shelf: Shelf | None = None
    for opening in openings(at):
        for page in _pages(User.objects.active() if readers is None else readers, opening):
            shelf = shelf or shelf_at(at)
            planned += plan_page(page, opening, shelf)
    if planned:
        log.info("pushes planned", count=planned)
    return planned


def _pages(readers: UserQuerySet, opening: Opening) -> Iterator[list[User]]:
    """Readers of these zones who have no claim on the slot and did not say they want no push, in pages."""
    claims = PlannedPush.objects.filter(reader=OuterRef("pk"), local_day=opening.day, slot=opening.name)
    silent = Q(is_muted=True) | Q(daily_cap=0) | Q(muted_kinds__contains=[Kind.FOR_YOU])
    wishes = PushSettings.objects.filter(silent, reader=OuterRef("pk"))
    wanted = readers.filter(~Exists(claims), ~Exists(wishes), time_zone__in=sorted(opening.slots)).order_by("pk")
    last = 0
    while page := list(wanted.filter(pk__gt=last)[:PAGE]):
        yield page
        last = page[-1].pk


def plan_page(readers: Sequence[User], opening: Opening, shelf: Shelf) -> int:
    """Plans one page of readers in one transaction. Returns how many pushes will come.

    The rows that this run inserted are its own; a reader whom another worker claimed first is left to it.
    """
    memory, settings = memory_of(readers, shelf), settings_among(readers)
    run = uuid.uuid4()
    plans: dict[int, tuple[PlannedPush, Verdict]] = {}
    for reader in readers:
        wishes = wishes_of(reader, settings[reader.pk], shelf.at)
        plans[reader.pk] = _plan(reader, wishes, opening, shelf, memory)
        plans[reader.pk][0].run = run
    with transaction.atomic():
        # In the order of the readers' keys: two workers on the same page wait for each other and cannot deadlock.
        PlannedPush.objects.bulk_create((push for push, _verdict in plans.values()), ignore_conflicts=True)
        own = PlannedPush.objects.filter(run=run).order_by("pk")
        lines = [line_of(push, LedgerLine.Step.PLAN, plans[push.reader_id][1], at=shelf.at) for push in own]
        LedgerLine.objects.bulk_create(lines)
    return sum(line.push.state == State.PLANNED for line in lines)


def _plan(reader: User, wishes: Wishes, opening: Opening, shelf: Shelf, memory: Memory) -> tuple[PlannedPush, Verdict]:
    slot = opening.slots[reader.time_zone]
    due_at, verdict = _when(reader, wishes, slot, memory.sent_at(reader.pk), shelf.at)
    push = PlannedPush(reader=reader, local_day=opening.day, slot=opening.name, due_at=due_at, planned_at=shelf.at)
    if not verdict.allowed:
        push.state = State.REFUSED
        return push, verdict
    chosen = choose(reader, shelf, memory)
    if chosen is None:
        push.state = State.EMPTY
        return push, kept_back("nothing")
    push.note_id, push.source = chosen.facts.note_id, chosen.source
    return push, verdict


def _when(reader: User, wishes: Wishes, slot: Slot, sent: Sequence[datetime], at: datetime) -> tuple[datetime, Verdict]:
    """When the push comes, with the gate's answer about that instant."""
    due_at = _spread(reader.pk, slot, at)
    history = history_of(wishes.clock, due_at, sent)
    verdict = may_send(wishes.clock, Kind.FOR_YOU.value, due_at, history, wishes.limits)
    if not verdict.allowed and verdict.next_at is not None and verdict.next_at < slot.closes_at:
        due_at = verdict.next_at
        verdict = may_send(wishes.clock, Kind.FOR_YOU.value, due_at, history, wishes.limits)
    return due_at, verdict


def _spread(reader_id: int, slot: Slot, at: datetime) -> datetime:
    """An instant in the first SPREAD of the slot, always the same for a reader and a slot; `at` when it has passed."""
    room = min(SPREAD, slot.closes_at - slot.opens_at)
    share = zlib.crc32(f"{reader_id}:{slot.day}:{slot.name}".encode()) % 1000 / 1000
    return max(slot.opens_at + room * share, at)
