"""Planned pushes that are due become inbox items, exactly one each; the gate is asked again at that moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction

from feed.candidates import recommendable
from push.answers import KEPT_BACK, kept_back, line_of
from push.choosing import seen_among
from push.gate import Verdict, history_of, may_send
from push.keeping_away import KeptAway, kept_away
from push.models import InboxItem, Kind, LedgerLine, PlannedPush, PushSettings
from push.unread import tell_changed
from push.windows import slot_of
from push.wishes import HISTORY, Wishes, settings_among, wishes_of
from users.models import User

log = structlog.get_logger("push")
BATCH = 500
# A run ends after this many batches; the next one goes on.
BATCHES = 200
State = PlannedPush.State


@dataclass(slots=True)
class Facts:
    """What is known of a batch when the gate is asked. `sent` grows as the batch is decided."""

    sent: dict[int, list[datetime]]
    # note -> author
    readable: dict[int, int]
    seen: set[tuple[int, int]]
    settings: dict[int, PushSettings]
    away: KeptAway


def deliver_due(*, at: datetime, reader: User | None = None) -> int:
    """Settles everything that is due (of one reader when given). Returns how many pushes came."""
    came = 0
    for _batch in range(BATCHES):
        settled, delivered = deliver_batch(at=at, reader=reader)
        came += delivered
        if settled < BATCH:
            break
    if came:
        log.info("pushes delivered", count=came)
    return came


@transaction.atomic
def deliver_batch(*, at: datetime, reader: User | None = None) -> tuple[int, int]:
    """Settles one batch in one transaction. Returns how many were looked at and how many came.

    Workers side by side take different pushes: a row another one holds is skipped. Of one reader at most one push can
    come at an instant, because it has to be the one of the slot that is open then.
    """
    due = PlannedPush.objects.due(at) if reader is None else PlannedPush.objects.due(at).filter(reader=reader)
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("reader").order_by("due_at", "pk")
    pushes = list(rows[:BATCH])
    if not pushes:
        return 0, 0
    facts = _facts_of(pushes, at)
    lines = [_settle(push, facts, at) for push in pushes]
    came = [push for push in pushes if push.state == State.DELIVERED]
    # What came is all of one kind, and one plain UPDATE; only the rest differ from row to row.
    PlannedPush.objects.filter(pk__in=[push.pk for push in came]).update(state=State.DELIVERED, delivered_at=at)
    PlannedPush.objects.bulk_update((push for push in pushes if push.state != State.DELIVERED), ["state", "due_at"])
    LedgerLine.objects.bulk_create(lines)
    InboxItem.objects.bulk_create(_item_of(push, at) for push in came)
    tell_changed(push.reader_id for push in came)
    return len(pushes), len(came)


def _facts_of(pushes: Sequence[PlannedPush], at: datetime) -> Facts:
    """Six queries for what the whole batch needs, three more at most when its readers keep something away."""
    readers = {push.reader_id: push.reader for push in pushes}
    notes = {push.note_id for push in pushes if push.note_id is not None}
    sent: dict[int, list[datetime]] = defaultdict(list)
    rows = PlannedPush.objects.filter(reader__in=list(readers), delivered_at__gt=at - HISTORY)
    for reader_id, instant in rows.values_list("reader_id", "delivered_at"):
        if instant is not None:
            sent[reader_id].append(instant)
    readable = dict(recommendable().filter(pk__in=notes).values_list("pk", "author_id"))
    away = kept_away(readers.values(), notes, at=at)
    return Facts(sent, readable, set(seen_among(readers, notes, at)), settings_among(readers.values()), away)


def _settle(push: PlannedPush, facts: Facts, at: datetime) -> LedgerLine:
    """Decides about one push, changes it to what it became, and returns the line for the ledger."""
    wishes = wishes_of(push.reader, facts.settings[push.reader_id], at)
    verdict = _verdict(push, wishes, facts, at)
    if verdict.allowed:
        push.state, push.delivered_at = State.DELIVERED, at
        facts.sent[push.reader_id].append(at)
    elif verdict.next_at is not None and _is_own_slot(push, wishes, verdict.next_at):
        push.due_at = verdict.next_at
    else:
        push.state = State.MISSED if verdict.rule in KEPT_BACK else State.REFUSED
    return line_of(push, LedgerLine.Step.DELIVER, verdict, at=at)


def _verdict(push: PlannedPush, wishes: Wishes, facts: Facts, at: datetime) -> Verdict:
    """The gate's answer; what it would let through may still be late, gone, or known by now."""
    history = history_of(wishes.clock, at, facts.sent[push.reader_id])
    verdict = may_send(wishes.clock, Kind.FOR_YOU.value, at, history, wishes.limits)
    if not push.reader.is_active:
        return kept_back("closed")
    if not verdict.allowed:
        return verdict
    if not _is_own_slot(push, wishes, at):
        return kept_back("late")
    if push.note_id is None or push.note_id not in facts.readable:
        return kept_back("gone")
    if facts.away.holds_back(push.reader_id, push.note_id, facts.readable[push.note_id]):
        return kept_back("kept_away")
    return kept_back("seen") if (push.reader_id, push.note_id) in facts.seen else verdict


def _is_own_slot(push: PlannedPush, wishes: Wishes, at: datetime) -> bool:
    slot = slot_of(wishes.clock, at)
    return slot is not None and (slot.day, slot.name) == (push.local_day, push.slot)


def _item_of(push: PlannedPush, at: datetime) -> InboxItem:
    return InboxItem(
        reader_id=push.reader_id,
        kind=Kind.FOR_YOU,
        subject=f"push:{push.pk}",
        local_day=push.local_day,
        note_id=push.note_id,
        push=push,
        facts={"source": push.source},
        created_at=at,
        happened_at=at,
    )
