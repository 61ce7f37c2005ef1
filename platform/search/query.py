"""Finding: from what a person typed to things they may see.

The index proposes, the query layer disposes: every hit is loaded through the same named query sets as on the pages,
so a stale document can never show what its reader may not see. A page may then be a little shorter than asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from common.keyset import BadCursor, Cursor
from notes.cards import Card, offered_cards
from notes.models import Note, Topic
from search import postgres
from search.filters import Filters
from search.models import Kind
from search.question import Asked, Hits, Question
from search.reading import LONGEST_QUERY, read, tidy
from shop.models import Product
from users.models import User
from users.muting import names_a_muted_word
from users.shield import people_offered_to, shield_of

__all__ = ["LONGEST_QUERY", "SORTS", "Found", "Search", "count", "find", "tidy"]

Viewer = User | AnonymousUser
Item = Card | Product | User | Topic
PAGE = 20
SORTS = ("best", "new", "liked")


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for. Raises nothing: words without a token find nothing."""

    text: str
    kind: str = Kind.NOTE
    sort: str = "best"
    filters: Filters = field(default_factory=Filters)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Things in their order and the cursor of the page after them; an empty cursor means the end.

    `items` are Cards for notes, else the rows themselves; `cards` is there for the templates of lists. `count` is
    exact up to 1,000; `is_more` says that there are more. `question` is how the words were understood.
    """

    items: Sequence[Item]
    cursor: str
    count: int = 0
    is_more: bool = False
    question: Question = field(default_factory=lambda: Question(()))

    @property
    def cards(self) -> Sequence[Item]:
        return self.items


def own_language() -> str:
    """The language of the reader's pages as documents name it."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def asked_of(search: Search, question: Question, *, size: int = PAGE) -> Asked:
    """What an engine is asked for."""
    filters = search.filters.for_kind(search.kind)
    return Asked(
        kind=search.kind,
        question=question,
        sort=search.sort,
        facts=filters.facts(),
        since=filters.since(search.at) if search.at else None,
        language=own_language(),
        size=size,
    )


def count(search: Search, question: Question) -> Hits:
    """How many answer, without the hits."""
    return postgres.find(asked_of(search, question, size=0))


def find(
    search: Search, viewer: Viewer, *, question: Question | None = None, cursor: str = "", size: int = PAGE
) -> Found:
    """One page of what was asked for. The number of queries does not depend on the number of hits.

    `question` is how the words are understood, by default as they were typed. Raises BadCursor for a cursor of another
    list, and TookTooLong.
    """
    question = read(search.text) if question is None else question
    asked = asked_of(search, question, size=size)
    hits = postgres.find(asked if not cursor else _behind(asked, cursor))
    items = _LOADERS[search.kind]([hit.ref for hit in hits.items], viewer)
    last = Cursor(hits.items[-1].place).encode() if hits.has_next and hits.items else ""
    return Found(items, last, hits.count, hits.is_more, question)


def _behind(asked: Asked, cursor: str) -> Asked:
    values = Cursor.decode(cursor).values
    if len(values) != 2 or not all(type(value) is int and abs(value) < 2**63 for value in values):
        raise BadCursor(cursor)
    return replace(asked, after=(int(values[0]), int(values[1])))


Row = TypeVar("Row")


def in_order(rows: Mapping[str, Row], refs: Sequence[str]) -> list[Row]:
    """The rows that are still there, in the order of the hits."""
    return [rows[ref] for ref in refs if ref in rows]


def _notes(refs: Sequence[str], viewer: Viewer) -> list[Card]:
    notes = Note.objects.public().offered_to(viewer).for_offer(viewer)
    return offered_cards(in_order(notes.in_bulk(refs, field_name="public_id"), refs), viewer)


def _products(refs: Sequence[str], viewer: Viewer) -> list[Product]:
    words = shield_of(viewer).words
    found = in_order(Product.objects.listed().in_bulk(refs, field_name="public_id"), refs)
    return [row for row in found if not names_a_muted_word(words, (row.name_en, row.name_zh))]


def _people(refs: Sequence[str], viewer: Viewer) -> list[User]:
    return in_order(people_offered_to(viewer).in_bulk(refs, field_name="public_id"), refs)


def _topics(refs: Sequence[str], viewer: Viewer) -> list[Topic]:
    return in_order(topics_offered_to(viewer, refs), refs)


def topics_offered_to(viewer: Viewer, refs: Sequence[str]) -> dict[str, Topic]:
    """The topics of these slugs by slug, without those the viewer muted or whose name holds a muted word."""
    shield = shield_of(viewer)
    found = Topic.objects.filter(is_hidden=False).exclude(slug__in=shield.topics).in_bulk(refs, field_name="slug")
    return {slug: row for slug, row in found.items() if not names_a_muted_word(shield.words, (row.name,))}


_LOADERS: Mapping[str, Callable[[Sequence[str], Viewer], Sequence[Item]]] = {
    Kind.NOTE: _notes,
    Kind.PRODUCT: _products,
    Kind.PERSON: _people,
    Kind.TOPIC: _topics,
}
