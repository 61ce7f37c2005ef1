"""Keyset pages: where the last page ended, not how many rows to skip."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
Value = str | int | float
_LONGEST = 300


class BadCursor(ValueError):
    """The cursor was not made by this site, or for another list."""


def _is_value(value: object) -> bool:
    """Texts and numbers; PostgreSQL takes no NUL in a text."""
    return type(value) in {str, int, float} and not (isinstance(value, str) and "\x00" in value)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort values of the last row shown; instants travel in ISO form."""

    values: tuple[Value, ...]

    def encode(self) -> str:
        """The cursor as text for an address."""
        return base64.urlsafe_b64encode(json.dumps(self.values).encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Self:
        """The cursor back from an address. Raises BadCursor."""
        if len(text) > _LONGEST:
            raise BadCursor(text[:20])
        try:
            values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (ValueError, binascii.Error, UnicodeDecodeError, RecursionError) as error:
            raise BadCursor(text) from error
        if not isinstance(values, list) or not values or not all(_is_value(value) for value in values):
            raise BadCursor(text)
        return cls(tuple(values))


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """The rows of a page and the cursor of the next one, None at the end."""

    items: list[Row]
    next_cursor: Cursor | None


def _value(row: Model, field: str) -> Value:
    found = getattr(row, field)
    return found.isoformat() if isinstance(found, datetime) else found


def _behind(fields: Sequence[str], cursor: Cursor) -> Q:
    """Rows sorted after the cursor: the first field beyond it, or equal there and the second beyond, and so on."""
    if len(cursor.values) != len(fields):
        raise BadCursor(str(cursor.values))
    condition, equal = Q(), Q()
    for field, value in zip(fields, cursor.values, strict=True):
        name = field.lstrip("-")
        condition |= equal & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    # The first field alone bounds the index scan; without it PostgreSQL cannot use the order of the index.
    first = fields[0].lstrip("-")
    bound = Q(**{f"{first}__{'lte' if fields[0].startswith('-') else 'gte'}": cursor.values[0]})
    return bound & condition


def keyset_page(
    rows: QuerySet[Row], *, fields: Sequence[str], after: Cursor | None = None, size: int = 20
) -> KeysetPage[Row]:
    """One page of `rows` sorted by `fields` ("-" for falling; the last one unique). One query; no OFFSET, no COUNT.

    Raises BadCursor when the cursor's values do not fit the fields.
    """
    ordered = rows.order_by(*fields)
    try:
        found = list((ordered.filter(_behind(fields, after)) if after else ordered)[: size + 1])
    except (TypeError, ValueError, OverflowError, ValidationError) as error:
        raise BadCursor(str(after)) from error
    items = found[:size]
    more = len(found) > size
    last = Cursor(tuple(_value(items[-1], field.lstrip("-")) for field in fields)) if more else None
    return KeysetPage(items, last)


def page_after(rows: QuerySet[Row], cursor: str, *, fields: Sequence[str], size: int = 20) -> KeysetPage[Row]:
    """The page behind a cursor out of an address; one that nobody made, or for another list, starts at the top."""
    try:
        return keyset_page(rows, fields=fields, after=Cursor.decode(cursor) if cursor else None, size=size)
    except BadCursor:
        return keyset_page(rows, fields=fields, size=size)
