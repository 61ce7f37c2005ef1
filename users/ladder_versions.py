"""Editing the ladder: each edit puts a new version in force, and each version can be put back.

The rows (Level, Line, Counting) are what the site reads; a version is the picture of all of them after an edit, with
who made it, when and why.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from users import ladder_rows
from users.independence import Rules
from users.models import Counting, LadderVersion, Level, Line, User

Snapshot = dict[str, dict[str, Any]]  # Any: figures, names and mappings, as JSON holds them
LEVEL_FIELDS = ("name_en", "name_zh", "conditions", "also", "standing", "privileges")
LINE_FIELDS = ("collects", "likes")
COUNTING_FIELDS = tuple(field.name for field in fields(Rules))


def snapshot() -> Snapshot:
    """The ladder as its rows stand. Three queries."""
    counting = Counting.objects.first() or Counting()
    return {
        "levels": {str(row.number): _picture(row, LEVEL_FIELDS) for row in Level.objects.order_by("number")},
        "lines": {row.code: _picture(row, LINE_FIELDS) for row in Line.objects.order_by("pk")},
        "counting": _picture(counting, COUNTING_FIELDS),
    }


def _picture(row: Level | Line | Counting, names: tuple[str, ...]) -> dict[str, Any]:  # Any: as above
    return {name: getattr(row, name) for name in names}


def change_level(number: int, facts: Mapping[str, Any], *, by: User, reason: str, at: datetime) -> LadderVersion:
    """Changes what a level is called, asks for or opens. `facts` holds some of LEVEL_FIELDS."""
    return _put_in_force(lambda: Level.objects.filter(number=number).update(**facts), by=by, reason=reason, at=at)


def change_line(code: str, facts: Mapping[str, int], *, by: User, reason: str, at: datetime) -> LadderVersion:
    """Changes how many collects or likes reach a line."""
    return _put_in_force(lambda: Line.objects.filter(code=code).update(**facts), by=by, reason=reason, at=at)


def change_counting(facts: Mapping[str, int], *, by: User, reason: str, at: datetime) -> LadderVersion:
    """Changes which reactions count. `facts` holds some of COUNTING_FIELDS."""
    return _put_in_force(lambda: Counting.objects.filter(pk=1).update(**facts), by=by, reason=reason, at=at)


def roll_back(version: LadderVersion, *, by: User, at: datetime) -> LadderVersion:
    """Puts the ladder back as it stood in a version, as a new version. Levels that people reached stay."""
    reason = _("As in version %d") % version.version
    return _put_in_force(lambda: _restore(version.snapshot), by=by, reason=reason, at=at)


def _restore(kept: Snapshot) -> None:
    for number, facts in kept["levels"].items():
        Level.objects.filter(number=number).update(**{name: facts[name] for name in LEVEL_FIELDS})
    for code, facts in kept["lines"].items():
        Line.objects.filter(code=code).update(**{name: facts[name] for name in LINE_FIELDS})
    Counting.objects.filter(pk=1).update(**{name: kept["counting"][name] for name in COUNTING_FIELDS})


@transaction.atomic
def _put_in_force(edit: Callable[[], object], *, by: User, reason: str, at: datetime) -> LadderVersion:
    # The newest version is the queue in which edits stand: each picture holds the edits before it.
    newest = LadderVersion.objects.select_for_update().newest_first().first()
    edit()
    row = LadderVersion.objects.create(
        version=newest.version + 1 if newest else 1,
        snapshot=snapshot(),
        reason=reason[:300],
        created_by=by,
        created_at=at,
    )
    ladder_rows.forget()
    return row


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """What changed between two pictures, one line a figure: "levels 4 conditions: [...] → [...]"."""
    old, new = dict(_flat(before)), dict(_flat(after))
    changed = [key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
    return [f"{' '.join(key)}: {old.get(key, '—')} → {new.get(key, '—')}" for key in changed]


def _flat(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    if not isinstance(value, Mapping):
        yield path, _plain(value)
        return
    for name, inner in value.items():
        yield from _flat(inner, (*path, str(name)))


def _plain(value: object) -> object:
    """Alternatives as staff read them: "note_base 5 or video_base 2"."""
    if not isinstance(value, list):
        return value
    return " / ".join(", ".join(f"{reason} {count}" for reason, count in option.items()) for option in value)
