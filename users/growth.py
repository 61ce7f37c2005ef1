"""Reading the growth ledger."""

from dataclasses import dataclass

from common.keyset import BadCursor, Cursor, keyset_page
from users.models import GrowthEntry

PAGE = 30


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines and the cursor of the page after them; an empty cursor means the end."""

    lines: list[GrowthEntry]
    cursor: str


def ledger_page(person_id: int, *, cursor: str = "") -> LedgerPage:
    """A person's lines, newest first. One query. A cursor that does not fit starts at the top."""
    lines = GrowthEntry.objects.filter(person_id=person_id)
    try:
        after = Cursor.decode(cursor) if cursor else None
        page = keyset_page(lines, fields=("-pk",), after=after, size=PAGE)
    except BadCursor:
        page = keyset_page(lines, fields=("-pk",), size=PAGE)
    return LedgerPage(page.items, page.next_cursor.encode() if page.next_cursor else "")
