"""The rows of the ladder that every page and every deed asks for: privileges, lines, the rules of counting.

They are kept in the cache for a minute, so that a limit costs no query, and forgotten as soon as staff change them.
"""

from dataclasses import dataclass, fields
from typing import Any

import structlog
from django.core.cache import cache
from django.db import transaction
from redis import RedisError

from users.independence import Rules
from users.models import Counting, Level, Line

log = structlog.get_logger("levels")
_KEY = "levels:rows"
# So long at most another process goes on with the rows from before an edit whose news it missed.
_KEEP_SECONDS = 60
_LANGUAGES = ("en", "zh-hans", "zh-hant")
Table = dict[int, dict[str, float | bool]]


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A note reaches a line with so many collects or with so many likes."""

    code: str
    collects: int
    likes: int

    def is_reached(self, *, collects: int, likes: int) -> bool:
        return collects >= self.collects or likes >= self.likes


@dataclass(frozen=True, slots=True)
class LadderRows:
    """`lines` stand with the one that is reached first in front."""

    privileges: Table
    lines: tuple[LineFigures, ...]
    rules: Rules


def _read() -> dict[str, Any]:  # Any: plain values of several kinds, so that any version of the code can unpack them
    lines = Line.objects.order_by("likes", "collects", "pk").values("code", "collects", "likes")
    counting = Counting.objects.first() or Counting()
    return {
        "privileges": {n: dict(given) for n, given in Level.objects.values_list("number", "privileges")},
        "lines": list(lines),
        "rules": {field.name: getattr(counting, field.name) for field in fields(Rules)},
    }


def ladder_rows() -> LadderRows:
    """What is in force. Without Redis the rows are read each time."""
    kept = _kept()
    lines = tuple(LineFigures(**line) for line in kept["lines"])
    return LadderRows(kept["privileges"], lines, Rules(**kept["rules"]))


def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] | None = cache.get(_KEY)
        if kept is None:
            kept = _read()
            # A ladder without levels is a database being filled: nobody should be refused for it a minute longer.
            if kept["privileges"]:
                cache.set(_KEY, kept, _KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("ladder not cached", error=str(error))
        return _read()
    return kept


def forget() -> None:
    """Called when rows changed: the next question reads them, once the present transaction has committed."""
    transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    cache.delete_many([_KEY, *(names_key(language) for language in _LANGUAGES)])


def names_key(language: str) -> str:
    """Under which key the names of the levels are kept in a language."""
    return f"levels:{language}"
