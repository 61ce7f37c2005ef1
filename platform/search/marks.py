"""Marks: what a document is, written among its words, so that one index answers words and filters together.

A mark begins with a tilde, which no word can hold. Steps ("~w00007") sort documents into some dozens of drawers by what
speaks for them; a search for a very common word opens the best drawers and leaves the others shut. Where one drawer is
too much, it is opened by parts ("~w00007.03").
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import log2

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_WEEK_SECONDS = 7 * 24 * 3600
_WEIGHT_STEPS = 100
_LAST = 99_999
PARTS = 16
# Sort of a search -> the letter of the steps that follow it.
STEPS: Mapping[str, str] = {"best": "w", "new": "t", "liked": "l", "weight": "w"}


def _weeks_of(at: datetime) -> float:
    return min(float(_LAST), max(0.0, (at - _EPOCH).total_seconds() / _WEEK_SECONDS))


def week_of(at: datetime) -> int:
    """The number of a week since the start of 2000; never below 0."""
    return int(_weeks_of(at))


def step(letter: str, number: int) -> str:
    """A step as a mark; of equal length, so that their order is that of their numbers."""
    return f"~{letter}{number:05d}"


def parts_of(drawer: str) -> list[str]:
    """The parts of a drawer, the foremost first."""
    return [f"{drawer}.{number:02d}" for number in reversed(range(PARTS))]


def steps_of(weight: float, likes: int, fresh_at: datetime) -> list[str]:
    """The drawers of a document, one for each sort."""
    return [
        *_in_parts("w", weight * _WEIGHT_STEPS),
        *_in_parts("t", _weeks_of(fresh_at)),
        # Twice as many likes, a step further; four steps between. Few have many: no drawer of these grows too large.
        step("l", int(4 * log2(1 + max(0, likes)))),
    ]


def _in_parts(letter: str, place: float) -> list[str]:
    drawer = step(letter, int(place))
    return [drawer, f"{drawer}.{int(place % 1 * PARTS):02d}"]


def fact(name: str, value: str = "") -> str:
    """A fact one can filter by: fact("form", "video")."""
    return f"~{name}:{value}"
