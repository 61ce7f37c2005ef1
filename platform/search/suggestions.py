"""What the search field proposes while somebody types: things with pages of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from common.words import query_tokens
from search.models import Kind, SearchDocument
from search.query import Viewer, in_order, tidy, topics_offered_to, tsquery_of
from shop.models import Product
from users.muting import names_a_muted_word
from users.shield import people_offered_to, shield_of

EACH = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search field."""

    kind: str
    label: str
    detail: str
    url: str


def suggest(text: str, viewer: Viewer) -> list[Suggestion]:
    """At most EACH topics, products and people whose names begin like the query, what speaks for itself first.

    Nothing the viewer keeps away, and nothing for a lone Latin letter: it begins almost every word. Two queries a kind,
    however many match.
    """
    tokens = query_tokens(tidy(text))
    if not tokens or (len(tokens) == 1 and len(tokens[0]) == 1 and tokens[0].isascii()):
        return []
    return [line for kind, lines in _LINES.items() for line in lines(_refs(kind, text), viewer)]


def _refs(kind: str, text: str) -> list[str]:
    # A line has to show why it is there: the words stand in its name, or in the name of its brand.
    query = tsquery_of(text, "AB" if kind == Kind.PRODUCT else "A")
    matches = SearchDocument.objects.of_kind(kind).matching(query)
    return list(matches.order_by("-weight", "-pk").values_list("ref", flat=True)[:EACH])


def _topics(refs: Sequence[str], viewer: Viewer) -> list[Suggestion]:
    rows = topics_offered_to(viewer, refs)
    return [Suggestion(Kind.TOPIC, f"#{row.name}", "", row.get_absolute_url()) for row in in_order(rows, refs)]


def _products(refs: Sequence[str], viewer: Viewer) -> list[Suggestion]:
    rows = Product.objects.live().select_related("brand").in_bulk(refs, field_name="public_id")
    words = shield_of(viewer).words
    return [
        Suggestion(Kind.PRODUCT, row.name, row.brand.name, row.get_absolute_url())
        for row in in_order(rows, refs)
        if not names_a_muted_word(words, (row.name_en, row.name_zh))
    ]


def _people(refs: Sequence[str], viewer: Viewer) -> list[Suggestion]:
    rows = people_offered_to(viewer).in_bulk(refs, field_name="public_id")
    return [
        Suggestion(Kind.PERSON, row.shown_name, f"@{row.handle}", row.get_absolute_url())
        for row in in_order(rows, refs)
    ]


_LINES: Mapping[str, Callable[[Sequence[str], Viewer], list[Suggestion]]] = {
    Kind.TOPIC: _topics,
    Kind.PRODUCT: _products,
    Kind.PERSON: _people,
}
