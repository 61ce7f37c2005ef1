"""Which of somebody's notes are on their way to a line, and what counted: for their own page of growth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from notes import lines
from notes.models import Note
from users.discount_words import sentence
from users.independence import Rules, Weighing
from users.ladder_rows import LineFigures, ladder_rows
from users.models import User

_LOOKED_AT, _SHOWN = 24, 6
# A page is no place to weigh a note that thousands reacted to; the night does.
_MOST_REACTIONS = 2000


@dataclass(frozen=True, slots=True)
class Growing:
    """A note, what of its likes and collects counts, the next line, and why some did not count."""

    note: Note
    likes: int
    collects: int
    line: LineFigures
    told: list[str]


def on_the_way(author: User, *, at: datetime) -> list[Growing]:
    """The author's newest public notes that somebody reacted to and that have a line ahead, the nearest first."""
    rows = ladder_rows()
    newest = Note.objects.public().filter(author=author, like_count__lt=_MOST_REACTIONS)
    notes = [
        note for note in newest.order_by("-published_at", "-pk")[:_LOOKED_AT] if note.like_count + note.collect_count
    ]
    found = lines.standings(notes, rules=rows.rules, at=at) if notes else {}
    growing = [one for note in notes if (one := _growing(note, found[note.pk], rows.lines, rows.rules))]
    return sorted(growing, key=lambda one: (-_nearness(one), -one.note.pk))[:_SHOWN]


def _growing(note: Note, standing: lines.Standing, ahead: Sequence[LineFigures], rules: Rules) -> Growing | None:
    line = next((line for line in ahead if not standing.reaches(line)), None)
    if line is None:
        return None
    told = [*_told(standing.likes, "like", rules), *_told(standing.collects, "collect", rules)]
    return Growing(note, standing.likes.count, standing.collects.count, line, told)


def _told(weighing: Weighing, kind: str, rules: Rules) -> list[str]:
    return [sentence(discount, weighing.given, kind, rules) for discount in weighing.discounts]


def _nearness(one: Growing) -> float:
    return max(one.likes / one.line.likes, one.collects / one.line.collects)
