"""What readers wish, as the clock and the limits the gate understands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import cast

from feed.readers import stage_of as feed_stage_of
from push.clock_checks import suggested_windows
from push.clocks import FOR_GOOD, LIMITS, Limits, ReaderClock, Span, Stage, WorkPattern
from push.models import PushSettings
from users.models import User

# Somebody who was not here for this long is written to less.
DORMANT_AFTER = timedelta(days=30)


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
