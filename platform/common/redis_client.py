"""One Redis connection pool a process."""

import functools
import os

import redis
from django.conf import settings

# Long enough for a busy server, short enough that a page does not hang with it.
_TIMEOUT_SECONDS = 2.0


@functools.lru_cache(maxsize=2)
def _client_of(process_id: int) -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=_TIMEOUT_SECONDS, socket_connect_timeout=_TIMEOUT_SECONDS
    )


def client() -> redis.Redis:
    """The connection pool of this process; a forked worker gets its own."""
    return _client_of(os.getpid())


def key(name: str) -> str:
    """A key with this site's prefix, so that several sites and test processes share a server."""
    return f"{settings.REDIS_PREFIX}:{name}"
