"""Reading the fields of a row somebody brought: the right kind, the right size, or RowRefused with the field's name."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from common.archives import Row, RowRefused


def _refuse(name: str, reason: str) -> RowRefused:
    return RowRefused(_("%(field)s: %(reason)s") % {"field": name, "reason": reason})


def text(row: Row, name: str, *, most: int) -> str:
    """A text of at most `most` characters; empty where there is none."""
    value = row.get(name, "")
    if not isinstance(value, str):
        raise _refuse(name, _("this is no text."))
    if len(value) > most:
        raise _refuse(name, _("this is too long: at most %(most)d characters.") % {"most": most})
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _refuse(name, _("this holds characters that are none."))
    return value


def choice(row: Row, name: str, among: Collection[str]) -> str:
    value = text(row, name, most=60)
    if value not in among:
        raise _refuse(name, _("this is none of the choices."))
    return value


def yes_no(row: Row, name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise _refuse(name, _("this is neither true nor false."))
    return value


def whole(row: Row, name: str, *, least: int, most: int) -> int:
    value = row.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise _refuse(name, _("this is no number from %(least)d to %(most)d.") % {"least": least, "most": most})
    return value


def instant(row: Row, name: str, *, until: datetime | None = None) -> datetime | None:
    """An instant with its zone, not later than `until`; None where there is none."""
    value = row.get(name)
    if value is None:
        return None
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 2000 <= found.year <= 2200:
        raise _refuse(name, _("this is no point in time."))
    if until is not None and found > until:
        raise _refuse(name, _("this lies in the future."))
    return found


def key(row: Row, name: str) -> uuid.UUID:
    value = text(row, name, most=40)
    try:
        return uuid.UUID(value)
    except ValueError as error:
        raise _refuse(name, _("this is no key.")) from error


def rows(row: Row, name: str, *, most: int) -> list[Row]:
    """A list of rows inside a row."""
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise _refuse(name, _("this is no list."))
    if len(value) > most:
        raise _refuse(name, _("this is too long: at most %(most)d entries.") % {"most": most})
    return value


def texts(row: Row, name: str, *, most: int, longest: int) -> list[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or len(value) > most:
        raise _refuse(name, _("this is no list of at most %(most)d entries.") % {"most": most})
    return [text({name: one}, name, most=longest) for one in value]
