"""What the search field proposes while somebody types: words to search for, and things with pages of their own.

The last word may be half typed, in any spelling: its beginning, its pinyin or the beginning of that, its initials.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode

from common.words import is_han
from search import lexicon, postgres
from search.lexicon import Known
from search.models import Kind
from search.query import Viewer, in_order, topics_offered_to
from search.question import Asked, How, Question, Term, Way
from search.reading import read, tidy
from search.timing import bounded
from shop.models import Product
from users.muting import names_a_muted_word
from users.shield import people_offered_to, shield_of

EACH, COMPLETIONS = 3, 4
# A word is proposed when at least so many documents hold it: what one person wrote once is theirs.
LEAST_DOCUMENTS = 2
SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search field; `kind` is "search" for words to search for."""

    kind: str
    label: str
    detail: str
    url: str


@bounded()
def suggest(text: str, viewer: Viewer) -> list[Suggestion]:
    """Words that go on as typed, then topics, products and people of such a name, what speaks for itself first.

    Nothing the viewer keeps away, and nothing for a lone Latin letter: it begins almost every word. A fixed number of
    queries, however many match. Raises TookTooLong.
    """
    asked = tidy(text)
    question = read(asked)
    if not question or (len(question.terms) == 1 and len(asked) == 1 and asked.isascii()):
        return []
    last = question.terms[-1]
    going_on = _going_on(last.typed)
    wider = _with_beginnings(question, going_on)
    things = [line for kind, lines in _LINES.items() for line in lines(_refs(kind, wider), viewer)]
    words = shield_of(viewer).words
    completions = _completions(asked, last.typed, going_on)
    return [*(line for line in completions if not names_a_muted_word(words, (line.label,))), *things]


def _going_on(word: str) -> list[Known]:
    """Words that a half-typed one may become, the most frequent first. One query."""
    if is_han(word):
        found = lexicon.look_up(begins=[word])
    else:
        letters = word.isalpha() and len(word) > 1
        found = lexicon.look_up(
            begins=[word] if len(word) > 1 else [],
            pinyin_begins=[word] if letters and len(word) > 2 else [],
            initials=[word] if letters else [],
            pinyin=[word] if letters else [],
        )
    known = {row.word: row for rows in found.values() for row in rows}
    return sorted(known.values(), key=lambda row: (-row.documents, row.word))


def _with_beginnings(question: Question, going_on: Sequence[Known]) -> Question:
    last = question.terms[-1]
    said = {way.runs for way in last.ways}
    more = [Way((row.word,), How.BEGINS, row.documents) for row in going_on if (row.word,) not in said]
    return replace(question, terms=(*question.terms[:-1], Term(last.typed, (*last.ways, *more[:12]))))


def _completions(text: str, last: str, going_on: Sequence[Known]) -> Iterator[Suggestion]:
    lowered = text.lower()
    before = text[: len(text) - len(last)] if lowered.endswith(last) else ""
    if not before and lowered != last:
        return
    chosen = [row.word for row in going_on if row.documents >= LEAST_DOCUMENTS and row.word != last]
    for word in chosen[:COMPLETIONS]:
        whole = f"{before}{word}"
        yield Suggestion(SEARCH, whole, "", f"{reverse('search:results')}?{urlencode({'q': whole})}")


def _refs(kind: str, question: Question) -> list[str]:
    # A line has to show why it is there: the words stand in its name, or what it is about (a product's brand).
    hits = postgres.find(Asked(kind, question, sort="weight", size=EACH, weights=_SHOWS[kind]))
    return [hit.ref for hit in hits.items]


_SHOWS: Mapping[str, str] = {Kind.TOPIC: "A", Kind.PRODUCT: "AB", Kind.PERSON: "A"}


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
