"""When an author's followers read: counted, from what they really looked at, and never in their quiet hours."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache

from feed.models import Impression
from push.clock_checks import known_zones
from push.models import PushSettings
from users.models import Follow, User

_WEEKS = timedelta(weeks=4)
# Below these figures an hour would say more about one person than about the readers.
FEWEST_READERS = 20
FEWEST_HOURS = 100
# The newest of the followers, and of what they looked at: a sample says enough.
_FOLLOWERS = 2000
_LOOKS = 20_000
SHOWN = 2
_KEEP_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class BestTime:
    """An hour by the author's clock in which the most followers were about."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody was about at an instant; `zone` and quiet hours are theirs."""

    reader_id: int
    at: datetime
    zone: str
    quiet_opens: time
    quiet_closes: time

    @property
    def is_quiet(self) -> bool:
        wall = self.at.astimezone(ZoneInfo(self.zone)).time()
        if self.quiet_opens <= self.quiet_closes:
            return self.quiet_opens <= wall < self.quiet_closes
        return wall >= self.quiet_opens or wall < self.quiet_closes


def best_times_of(author: User, *, at: datetime) -> list[BestTime]:
    """The hours of the last four weeks with the most followers; none where too few were about. Kept for an hour."""
    key = f"best-times:{author.pk}:{author.time_zone}"
    hours: list[int] | None = cache.get(key)
    if hours is None:
        hours = best_hours(_looks(author, at=at), author.time_zone)
        cache.set(key, hours, _KEEP_SECONDS)
    return [BestTime(time(hour), time((hour + 1) % 24)) for hour in hours]


def best_hours(looks: Iterable[Look], zone: str) -> list[int]:
    """Hours of the day in a zone, the best first. A reader counts once for each hour of each day."""
    where = ZoneInfo(zone if zone in known_zones() else "UTC")
    local = {
        (look.reader_id, look.at.astimezone(where).replace(minute=0, second=0, microsecond=0))
        for look in looks
        if not look.is_quiet
    }
    readers = {reader for reader, _hour in local}
    if len(readers) < FEWEST_READERS or len(local) < FEWEST_HOURS:
        return []
    counted = Counter(hour.hour for _reader, hour in local)
    return [hour for hour, _count in sorted(counted.items(), key=lambda row: (-row[1], row[0]))[:SHOWN]]


def _looks(author: User, *, at: datetime) -> list[Look]:
    """What followers looked at in four weeks, theirs and anybody's notes alike. Three queries."""
    followers = Follow.objects.filter(followed=author, follower__is_active=True).order_by("-pk")
    zones = dict(followers.values_list("follower_id", "follower__time_zone")[:_FOLLOWERS])
    if len(zones) < FEWEST_READERS:
        return []
    wishes = PushSettings.objects.in_bulk(zones)
    seen = Impression.objects.filter(reader__in=zones, seen_at__gt=at - _WEEKS).order_by("-seen_at")
    return [
        _look(reader_id, seen_at, zones[reader_id], wishes.get(reader_id) or PushSettings())
        for reader_id, seen_at in seen.values_list("reader_id", "seen_at")[:_LOOKS]
        if reader_id is not None
    ]


def _look(reader_id: int, at: datetime, zone: str, wishes: PushSettings) -> Look:
    return Look(reader_id, at, zone if zone in known_zones() else "UTC", wishes.quiet_opens, wishes.quiet_closes)
