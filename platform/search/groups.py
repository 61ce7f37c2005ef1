"""One query, four groups: what a page of results shows, and how the words were taken when they fit nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.filters import Filters
from search.models import Kind
from search.query import PAGE, Found, Search, Viewer, count, find
from search.question import Hits, Question
from search.reading import forgiving, read
from search.timing import bounded

# How many of each group stand on the page that shows all of them.
BEST_OF: Mapping[str, int] = {Kind.NOTE: 12, Kind.PRODUCT: 4, Kind.PERSON: 3, Kind.TOPIC: 6}
# A word alone that is asked for is not relaxed.
_FEWEST_TERMS = 2


@dataclass(frozen=True, slots=True)
class Group:
    """One kind with its count: exact up to 1,000, and `is_more` beyond."""

    kind: str
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. `shown` holds a page of each kind that was asked for, `groups` the counts of all four.

    `is_relaxed`: nothing has all the words, what is shown has some of them. `is_narrowed`: there is something, and the
    filters leave it out.
    """

    question: Question
    groups: list[Group]
    shown: Mapping[str, Found]
    is_relaxed: bool = False
    is_narrowed: bool = False

    @property
    def corrections(self) -> list[tuple[str, str]]:
        """Words nobody wrote, each with the words that were looked for in its place."""
        return [(term.typed, ", ".join(term.corrections)) for term in self.question.terms if term.corrections]

    @property
    def missing(self) -> list[str]:
        """Words that are nowhere, as far as the vocabulary knows."""
        return [term.typed for term in self.question.terms if not term.is_known]

    @property
    def is_empty(self) -> bool:
        return not any(found.items or found.cursor for found in self.shown.values())


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a page shows: kinds with the sizes of their pages, and where a page of one kind goes on."""

    sizes: Mapping[str, int]
    cursor: str = ""


def everything(search: Search, viewer: Viewer) -> Results:
    """The best of each group. Raises TookTooLong."""
    return _results(search, viewer, _Wanted(BEST_OF))


def of_kind(search: Search, viewer: Viewer, *, cursor: str = "", size: int = PAGE) -> Results:
    """A page of one kind, and the counts of the others. Raises BadCursor and TookTooLong."""
    return _results(search, viewer, _Wanted({search.kind: size}, cursor))


@bounded()
def _results(search: Search, viewer: Viewer, wanted: _Wanted) -> Results:
    question = read(search.text)
    if not question:
        return Results(question, [Group(kind, 0, is_more=False) for kind in Kind.values], _nothing(wanted))
    results = _asked(search, viewer, wanted, question)
    if any(group.count for group in results.groups):
        return results if not results.is_empty else _relaxed(search, viewer, wanted, results)
    if search.filters and _has_hits(replace(search, filters=Filters()), question):
        return replace(results, is_narrowed=True)
    nearer = forgiving(question)
    if nearer != question:
        results = _asked(search, viewer, wanted, nearer)
    return results if not results.is_empty else _relaxed(search, viewer, wanted, results)


def _nothing(wanted: _Wanted) -> dict[str, Found]:
    return {kind: Found([], "") for kind in wanted.sizes}


def _asked(search: Search, viewer: Viewer, wanted: _Wanted, question: Question) -> Results:
    shown = _shown(search, viewer, wanted, question)
    counted = {kind: count(replace(search, kind=kind), question) for kind in Kind.values if kind not in shown}
    return Results(question, _groups(shown, counted), shown)


def _shown(search: Search, viewer: Viewer, wanted: _Wanted, question: Question) -> dict[str, Found]:
    return {
        kind: find(replace(search, kind=kind), viewer, question=question, cursor=wanted.cursor, size=size)
        for kind, size in wanted.sizes.items()
    }


def _groups(shown: Mapping[str, Found], counted: Mapping[str, Hits]) -> list[Group]:
    known: dict[str, Found | Hits] = {**shown, **counted}
    return [Group(kind, known[kind].count, known[kind].is_more) for kind in Kind.values]


def _has_hits(search: Search, question: Question) -> bool:
    return any(count(replace(search, kind=kind), question).count for kind in Kind.values)


def _relaxed(search: Search, viewer: Viewer, wanted: _Wanted, results: Results) -> Results:
    """Some of the words, where nothing has all of them. The counts stay those of all the words."""
    if len(results.question.terms) < _FEWEST_TERMS:
        return results
    some = replace(results, shown=_shown(search, viewer, wanted, results.question.relaxed()))
    return replace(some, is_relaxed=not some.is_empty)


def kinds_with_hits(groups: Sequence[Group]) -> list[str]:
    return [group.kind for group in groups if group.count]
