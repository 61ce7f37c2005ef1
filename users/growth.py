"""Reading the growth ledger."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from common.keyset import BadCursor, Cursor, keyset_page
from users.models import Appeal, GrowthEntry

PAGE = 30


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines and the cursor of the page after them; an empty cursor means the end."""

    lines: list[GrowthEntry]
    cursor: str


def ledger_page(person_id: int, *, cursor: str = "") -> LedgerPage:
    """A person's lines, newest first, each with `is_struck` and its `appeal`. Two queries.

    A cursor that does not fit starts at the top.
    """
    struck = Exists(GrowthEntry.objects.filter(strikes=OuterRef("pk")))
    lines = GrowthEntry.objects.filter(person_id=person_id).annotate(is_struck=struck)
    try:
        after = Cursor.decode(cursor) if cursor else None
        page = keyset_page(lines, fields=("-pk",), after=after, size=PAGE)
    except BadCursor:
        page = keyset_page(lines, fields=("-pk",), size=PAGE)
    appeals = {row.entry_id: row for row in Appeal.objects.filter(entry__in=page.items)} if page.items else {}
    for line in page.items:
        line.appeal = appeals.get(line.pk)  # type: ignore[attr-defined]  # read by the template
    return LedgerPage(page.items, page.next_cursor.encode() if page.next_cursor else "")
