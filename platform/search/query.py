"""Finding: from what a person typed to a page of things they may see.

The index proposes, the query layer disposes: every hit is loaded through the same named query sets as on the pages,
so a stale document can never show what its reader may not see. A page may then be a little shorter than asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQueryField
from django.db.models import Case, ExpressionWrapper, F, FloatField, Func, IntegerField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import get_language

from common.keyset import Cursor, keyset_page
from common.text import clean, language_of
from common.words import query_tokens
from notes.cards import Card, offered_cards
from notes.models import Note, Topic
from search.models import DocumentQuerySet, Kind, SearchDocument
from shop.models import Product
from users.models import User
from users.muting import names_a_muted_word
from users.shield import people_offered_to, shield_of

Viewer = User | AnonymousUser
Hit = Card | Product | User | Topic
PAGE = 20
LONGEST_QUERY = 100
_MOST_TOKENS = 12
# Of words that very many documents hold, the weightiest (newest) are ranked; others are found by adding a word.
CANDIDATES = 2_000
SORTS: Mapping[str, tuple[str, ...]] = {"best": ("-score", "-pk"), "new": ("-fresh_at", "-pk")}
_LIKELY: Mapping[str, tuple[str, ...]] = {"best": ("-weight", "-pk"), "new": SORTS["new"]}
# Weights of D, C, B, A; the normalisation 1 divides by the logarithm of the length, 32 maps to 0..1.
_RANK = "%(function)s('{0.1,0.2,0.5,1.0}', %(expressions)s)"
_NORMALISATION = 1 | 32
_OWN_LANGUAGE, _SCALE = 1.25, 1_000_000


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for. Raises nothing: words without a token find nothing."""

    text: str
    kind: str = Kind.NOTE
    sort: str = "best"


@dataclass(frozen=True, slots=True)
class Found:
    """Things in their order and the cursor of the page after them; an empty cursor means the end.

    `items` are Cards for notes, else the rows themselves. `cards` is there for the templates of lists.
    """

    items: Sequence[Hit]
    cursor: str

    @property
    def cards(self) -> Sequence[Hit]:
        return self.items


def tidy(text: str) -> str:
    """A query as it is kept and shown: clean, on one line, at most LONGEST_QUERY characters."""
    return " ".join(clean(text).split())[:LONGEST_QUERY].strip()


def _term(token: str, weights: str) -> str:
    # Whole bigrams and single Latin letters have to be there as they are; other words may go on (bread, breads).
    is_whole = len(token) > 1 if language_of(token) == "zh" else len(token) == 1
    marks = weights if is_whole else f"*{weights}"
    return f"'{token}':{marks}" if marks else f"'{token}'"


def tsquery_of(text: str, weights: str = "") -> str:
    """The finished tsquery of a text: every word has to match. Empty when the text holds no word.

    `weights` ("A", "AB") asks for the words in the name (and what it is about) alone.
    """
    return " & ".join(_term(token, weights) for token in query_tokens(tidy(text))[:_MOST_TOKENS])


def _own_language() -> str:
    return "zh" if (get_language() or "").startswith("zh") else "en"


def _scored(documents: DocumentQuerySet, query: str) -> DocumentQuerySet:
    """With `score`, a whole number, so that a cursor meets it again exactly."""
    rank = Func(
        F("words"),
        Cast(Value(query), SearchQueryField()),
        Value(_NORMALISATION),
        function="ts_rank_cd",
        template=_RANK,
        output_field=FloatField(),
    )
    language = Case(When(language=_own_language(), then=Value(_OWN_LANGUAGE)), default=Value(1.0))
    product = ExpressionWrapper(rank * language * (0.5 + F("weight")) * _SCALE, output_field=FloatField())
    return documents.annotate(score=Cast(product, IntegerField()))


def _documents(search: Search, query: str) -> DocumentQuerySet:
    """The CANDIDATES documents that come into question, so that a page costs the same for every word.

    The bound also shows the planner that walking the sort order pays for common words only.
    """
    matches = SearchDocument.objects.of_kind(search.kind).matching(query)
    likely = matches.order_by(*_LIKELY[search.sort]).values("pk")[:CANDIDATES]
    documents = SearchDocument.objects.filter(pk__in=likely)
    return _scored(documents, query) if search.sort == "best" else documents


def find(search: Search, viewer: Viewer, *, cursor: str = "", size: int = PAGE) -> Found:
    """One page of what was asked for. The number of queries does not depend on the number of hits.

    Raises BadCursor for a cursor of another list.
    """
    query = tsquery_of(search.text)
    if not query:
        return Found([], "")
    after = Cursor.decode(cursor) if cursor else None
    documents = _documents(search, query).defer("words")
    page = keyset_page(documents, fields=SORTS[search.sort], after=after, size=size)
    items = _LOADERS[search.kind]([document.ref for document in page.items], viewer)
    return Found(items, page.next_cursor.encode() if page.next_cursor else "")


def kinds_with_hits(text: str) -> list[str]:
    """Where a search would find something; asked only when the chosen kind has nothing. One query a kind."""
    query = tsquery_of(text)
    documents = SearchDocument.objects
    return [kind for kind in Kind.values if query and documents.of_kind(kind).matching(query).exists()]


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


_LOADERS: Mapping[str, Callable[[Sequence[str], Viewer], Sequence[Hit]]] = {
    Kind.NOTE: _notes,
    Kind.PRODUCT: _products,
    Kind.PERSON: _people,
    Kind.TOPIC: _topics,
}
