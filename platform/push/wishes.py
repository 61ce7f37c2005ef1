"""What readers wish, as the clock and the limits the gate understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import cast

from feed.readers import stage_of as feed_stage_of
from push.clock_checks import known_zones, suggested_windows
from push.clocks import FOR_GOOD, LIMITS, Limits, ReaderClock, Span, Stage, WorkPattern
from push.gate import History, Verdict, history_of, may_send
from push.models import Kind, PlannedPush, PushSettings
from users.models import User

# Somebody who was not here for this long is written to less.
DORMANT_AFTER = timedelta(days=30)
# Pushes this young count for the spacing and the cap, whatever zone the reader was in.
HISTORY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The gate's two arguments for one reader."""

    clock: ReaderClock
    limits: Limits


def settings_of(reader: User) -> PushSettings:
    """The reader's settings, the defaults (unsaved) for somebody without a row. One query."""
    return PushSettings.objects.filter(reader=reader).first() or PushSettings(reader=reader)


def settings_among(readers: Iterable[User]) -> dict[int, PushSettings]:
    """The settings of many readers by their key, defaults where there is no row. One query."""
    people = list(readers)
    kept = PushSettings.objects.in_bulk([person.pk for person in people])
    return {person.pk: kept.get(person.pk) or PushSettings(reader=person) for person in people}


def stage_of(reader: User, at: datetime) -> Stage:
    """The feed's stage of the reader, or dormant when they were last seen long ago."""
    seen = [instant for instant in (reader.seen_at, reader.last_login) if instant is not None]
    if seen and at - max(seen) > DORMANT_AFTER:
        return "dormant"
    return cast("Stage", feed_stage_of(reader, at).value)


def keep_wishes(reader: User, wished: Mapping[str, object]) -> None:
    """Keeps what the reader chose. It holds for pushes that are planned already, too: the gate is asked again."""
    PushSettings.objects.update_or_create(reader=reader, defaults=dict(wished))


def wishes_of(reader: User, settings: PushSettings, at: datetime) -> Wishes:
    """The reader's clock and limits at an instant. No query."""
    is_silent = settings.is_muted or settings.daily_cap == 0
    work = cast("WorkPattern", settings.work)
    clock = ReaderClock(
        zone=reader.time_zone,
        windows=suggested_windows(work),
        work=work,
        quiet=Span(settings.quiet_opens, settings.quiet_closes),
        stage=stage_of(reader, at),
        muted_kinds=frozenset(settings.muted_kinds),
        muted_until=FOR_GOOD if is_silent else None,
    )
    return Wishes(clock, limits_of(settings))


def limits_of(settings: PushSettings) -> Limits:
    """Our own limits, lowered to what the reader chose; a wish never raises them."""
    daily = {stage: min(most, settings.daily_cap) for stage, most in LIMITS.daily.items()}
    return Limits(LIMITS.spacing, MappingProxyType(daily))


def verdict_for(reader: User, settings: PushSettings, at: datetime) -> Verdict:
    """What the gate says about a push to this reader at an instant. One query."""
    wishes = wishes_of(reader, settings, at)
    rows = PlannedPush.objects.filter(reader=reader, delivered_at__gt=at - HISTORY, delivered_at__lte=at)
    sent = [instant for instant in rows.values_list("delivered_at", flat=True) if instant is not None]
    history = history_of(wishes.clock, at, sent) if wishes.clock.zone in known_zones() else History()
    return may_send(wishes.clock, Kind.FOR_YOU.value, at, history, wishes.limits)
