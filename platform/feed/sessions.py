"""One sitting of a reader: the whole mixed list is made once, and its pages are cut from it, so nothing comes twice."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from django.core.cache import cache
from redis import RedisError

from feed.candidates import Candidate

log = structlog.get_logger("feed")
KEEP_SECONDS = 30 * 60
_FIRST_LETTER = "s"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A note on a page and the source that brought it."""

    note_id: int
    source: str


def _name(key: str) -> str:
    return f"feed:session:{key}"


def keep(mixture: Sequence[Candidate]) -> str:
    """Keeps a mixed list for half an hour and returns its key; empty when the cache is down."""
    # The first letter tells the cursor of a sitting from that of a keyset page, whatever was drawn.
    key = _FIRST_LETTER + secrets.token_urlsafe(9)
    try:
        cache.set(_name(key), json.dumps([[c.facts.note_id, c.source] for c in mixture]), KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("session not kept", error=str(error))
        return ""
    return key


def load(key: str) -> list[Chosen] | None:
    """The list kept under a key; None when it expired, never was, or the cache is down."""
    try:
        kept = cache.get(_name(key))
    except (RedisError, OSError) as error:
        log.warning("session not read", error=str(error))
        return None
    return [Chosen(*pair) for pair in json.loads(kept)] if kept else None
