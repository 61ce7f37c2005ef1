"""What the search field proposes while somebody types: things with pages of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from common.words import query_tokens
from notes.models import Topic
from search.models import Kind, SearchDocument
from search.query import in_order, tidy, tsquery_of
from shop.models import Product
from users.models import User

EACH = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search field."""

    kind: str
    label: str
    detail: str
    url: str


def suggest(text: str) -> list[Suggestion]:
    """At most EACH topics, products and people whose names begin like the query, what speaks for itself first.

    Two queries a kind, however many match. Nothing for a lone Latin letter: it begins almost every word.
    """
    tokens = query_tokens(tidy(text))
    if not tokens or (len(tokens) == 1 and len(tokens[0]) == 1 and tokens[0].isascii()):
        return []
    return [line for kind, lines in _LINES.items() for line in lines(_refs(kind, text))]


def _refs(kind: str, text: str) -> list[str]:
    # A line has to show why it is there: the words stand in its name, or in the name of its brand.
    query = tsquery_of(text, "AB" if kind == Kind.PRODUCT else "A")
    matches = SearchDocument.objects.of_kind(kind).matching(query)
    return list(matches.order_by("-weight", "-pk").values_list("ref", flat=True)[:EACH])


def _topics(refs: Sequence[str]) -> list[Suggestion]:
    rows = Topic.objects.filter(is_hidden=False).in_bulk(refs, field_name="slug")
    return [Suggestion(Kind.TOPIC, f"#{row.name}", "", row.get_absolute_url()) for row in in_order(rows, refs)]


def _products(refs: Sequence[str]) -> list[Suggestion]:
    rows = Product.objects.live().select_related("brand").in_bulk(refs, field_name="public_id")
    return [Suggestion(Kind.PRODUCT, row.name, row.brand.name, row.get_absolute_url()) for row in in_order(rows, refs)]


def _people(refs: Sequence[str]) -> list[Suggestion]:
    rows = User.objects.active().in_bulk(refs, field_name="public_id")
    return [
        Suggestion(Kind.PERSON, row.shown_name, f"@{row.handle}", row.get_absolute_url())
        for row in in_order(rows, refs)
    ]


_LINES: Mapping[str, Callable[[Sequence[str]], list[Suggestion]]] = {
    Kind.TOPIC: _topics,
    Kind.PRODUCT: _products,
    Kind.PERSON: _people,
}
