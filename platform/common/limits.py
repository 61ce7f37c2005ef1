"""Rate limits: token buckets in Redis, one atomic script for all."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from ipaddress import ip_address, ip_network

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from redis import RedisError

from common.clock import now
from common.redis_client import client, key

# How many accounts' worth of a limit the addresses of one range have together.
RANGE_FACTOR = 20
_PREFIX = {4: 24, 6: 56}
# Longer waits are told by the clock: nobody counts hundreds of seconds.
_SOON = 120
log = structlog.get_logger("limits")
View = Callable[..., HttpResponseBase]

# KEYS[1] bucket; ARGV capacity, tokens a second, now in seconds. Returns {allowed, tokens left, seconds to the next}.
_SCRIPT = """
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local capacity, rate, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens = tonumber(bucket[1]) or capacity
local before = tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - before) * rate)
local allowed = tokens >= 1
if allowed then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil(capacity / rate * 1000) + 1000)
return {allowed and 1 or 0, math.floor(tokens), tostring(allowed and 0 or (1 - tokens) / rate)}
"""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `capacity` at once, refilled evenly over `per_seconds`."""

    name: str
    capacity: int
    per_seconds: int


@dataclass(frozen=True, slots=True)
class Taken:
    allowed: bool
    remaining: int
    retry_after_s: int


def take(who: str, limit: RateLimit, *, at: float | None = None) -> Taken:
    """Takes one token of `who`'s bucket. `at` is seconds since the epoch, for tests.

    With Redis down everybody is let through and the log says so: a limit protects against floods, and a page that
    refuses everybody because a cache restarts is worse than a minute without limits.
    """
    arguments = [limit.capacity, limit.capacity / limit.per_seconds, time.time() if at is None else at]
    try:
        script = client().register_script(_SCRIPT)
        allowed, remaining, wait = script(keys=[key(f"limit:{limit.name}:{who}")], args=arguments)
    except (RedisError, OSError) as error:
        log.warning("limit not asked", limit=limit.name, error=str(error))
        return Taken(allowed=True, remaining=limit.capacity, retry_after_s=0)
    return Taken(bool(allowed), int(remaining), -int(-float(wait) // 1))


def who_asks(request: HttpRequest) -> str:
    """The person behind a request, or the address of somebody unknown."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"person:{user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"


def too_many(request: HttpRequest, taken: Taken) -> HttpResponse:
    """429 with Retry-After: JSON for a program, a page for a person."""
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse({"retry_after_s": taken.retry_after_s}, status=429)
    else:
        lifts_at = now() + timedelta(seconds=taken.retry_after_s)
        context = {"retry_after_s": taken.retry_after_s, "lifts_at": lifts_at if taken.retry_after_s > _SOON else None}
        response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(max(1, taken.retry_after_s))
    return response


def range_of(address: str) -> str:
    """The range an address lies in: what one household, office or hosting customer can call its own.

    Empty for private addresses: behind a proxy that tells nothing of the reader, everybody would share one.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((parsed, _PREFIX[parsed.version]), strict=False)) if parsed.is_global else ""


def _wider(limit: RateLimit) -> RateLimit:
    """The bucket all accounts of one address range share: wide enough for a dormitory, too small for a farm."""
    return RateLimit(f"{limit.name}:range", limit.capacity * RANGE_FACTOR, limit.per_seconds)


def taken_for(request: HttpRequest, limit: RateLimit) -> Taken:
    """Takes one token of the account (or of the address of somebody unknown), then one of the address range."""
    taken, place = take(who_asks(request), limit), range_of(request.META.get("REMOTE_ADDR", ""))
    if not taken.allowed or not place:
        return taken
    shared = take(place, _wider(limit))
    return taken if shared.allowed else shared


def limited(limit: RateLimit) -> Callable[[View], View]:
    """Limits the unsafe requests of a view to `limit` per person (per address for somebody unknown), and of all the
    accounts of one address range to RANGE_FACTOR times as much. The bucket belongs to the view, however its address
    is spelt.
    """

    def around(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                taken = taken_for(request, limit)
                if not taken.allowed:
                    return too_many(request, taken)
            return view(request, *args, **kwargs)

        return inside

    return around
