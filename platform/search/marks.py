"""Marks: what a document is, written among its words, so that one index answers words and filters together.

A mark begins with a tilde, which no word can hold. Steps ("~w07") sort documents into some dozens of drawers by what
speaks for them; a search for a very common word opens the best drawers and leaves the others shut.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import log2

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_WEEK_SECONDS = 7 * 24 * 3600
_WEIGHT_STEPS = 100
_LAST = 99_999
# Sort of a search -> the letter of the steps that follow it.
STEPS: Mapping[str, str] = {"best": "w", "new": "t", "liked": "l", "weight": "w"}


def week_of(at: datetime) -> int:
    """The number of a week since the start of 2000; never below 0."""
    return min(_LAST, max(0, int((at - _EPOCH).total_seconds() // _WEEK_SECONDS)))


def step(letter: str, number: int) -> str:
    """A step as a mark; of equal length, so that their order is that of their numbers."""
    return f"~{letter}{number:05d}"


def steps_of(weight: float, likes: int, fresh_at: datetime) -> list[str]:
    """The drawers of a document, one for each sort."""
    return [
        step("w", int(weight * _WEIGHT_STEPS)),
        step("t", week_of(fresh_at)),
        # Twice as many likes, a step further; four steps between.
        step("l", int(4 * log2(1 + max(0, likes)))),
    ]


def fact(name: str, value: str = "") -> str:
    """A fact one can filter by: fact("form", "video")."""
    return f"~{name}:{value}"
