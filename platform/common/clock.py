"""The one place that reads the clock. Deeds and gates take the instant as an argument."""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# Seconds by which a demonstration lives ahead of the real time; read once, because time must not jump in a process.
_OFFSET = timedelta(seconds=int(os.environ.get("MEADOW_CLOCK_OFFSET", "0")))


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC) + _OFFSET


def local_day(at: datetime, zone: str) -> date:
    """The calendar day an aware instant falls on in an IANA zone. Raises ZoneInfoNotFoundError for an unknown zone."""
    return at.astimezone(ZoneInfo(zone)).date()
