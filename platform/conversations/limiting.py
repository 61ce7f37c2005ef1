"""How fast people may write: by level for all of their messages, and for each conversation apart."""

from common.limits import RateLimit, take
from conversations.doors import Door
from users.models import User
from users.privileges import Privilege, limit

# Faster than two people talk; slower than a program floods one of them.
PAIR = RateLimit("messages-pair", capacity=30, per_seconds=60)
HOUR, DAY = 3600, 86_400


class TooManyMessages(Exception):
    """A limit was reached; the message may be shown. Nothing was written."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


def seconds_to_wait(writer: User, person: User, met: Door) -> int:
    """Takes a token of every bucket this message needs; 0 when it may go, else the seconds until it may.

    Asking a stranger draws on a smaller bucket of its own, so that nobody writes to a hundred people in an evening.
    """
    who = f"person:{writer.pk}"
    buckets = [(f"{who}:{person.pk}", PAIR), (who, _hourly(writer))]
    if met is Door.REQUEST:
        buckets.append((who, _daily(writer)))
    taken = [take(name, bucket) for name, bucket in buckets]
    return max((one.retry_after_s for one in taken if not one.allowed), default=0)


def _hourly(writer: User) -> RateLimit:
    return RateLimit("messages", capacity=max(1, limit(writer.level, Privilege.MESSAGES_AN_HOUR)), per_seconds=HOUR)


def _daily(writer: User) -> RateLimit:
    return RateLimit("requests", capacity=max(1, limit(writer.level, Privilege.REQUESTS_A_DAY)), per_seconds=DAY)
