"""How far to look: how many hits a question will have, and the foremost drawers that hold enough of them.

A hit costs a visit to its row, so as few drawers (search.marks) are opened as will do: by how many documents hold each
token, and then by what the drawers before held.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod, sqrt

from search import lexicon
from search.marks import STEPS, parts_of, step, week_of
from search.question import Asked, Term

# So few documents are quickly read through.
FEW = 4_000
# To look through so many documents of open drawers costs about as much as a visit to the row of one hit: measured on a
# million, four when all rows lie in memory, forty and more when none does.
_A_VISIT = 15
# Steps above the highest counted one in which newer documents may stand.
_HEADROOM = 9
# A further look is at least so many times as wide as the one before.
_WIDER = 2


@dataclass(frozen=True, slots=True)
class Reach:
    """The drawers to look into, none for all of them, and how many documents they hold together."""

    steps: Sequence[str] = ()
    documents: float = 0

    @property
    def is_all(self) -> bool:
        return not self.steps


ALL = Reach()


@dataclass(frozen=True, slots=True)
class Drawers:
    """The drawers of one kind in the order of one sort, and how many documents each holds, as of the last count."""

    asked: Asked
    figures: Mapping[str, int]

    def first(self, aim: float) -> Reach:
        """Where about `aim` hits are expected."""
        total = self.total
        if total <= FEW:
            return ALL
        expected = self._expected(total)
        return ALL if self._is_cheaper_whole(expected, aim) else self._foremost(aim * total / expected)

    def further(self, reach: Reach, found: int, aim: float) -> Reach:
        """Where about `aim` hits are expected after so many in `reach`, which were too few."""
        if self._is_cheaper_whole(found * self.total / reach.documents, aim):
            return ALL
        return self._foremost(reach.documents * max(_WIDER, aim / found))

    def _is_cheaper_whole(self, hits: float, aim: float) -> bool:
        """Whether to visit all hits costs less than to open the drawers that hold `aim` of them, and visit those."""
        return hits <= aim or hits <= aim + aim * self.total / hits / _A_VISIT

    @property
    def total(self) -> int:
        return sum(count for mark, count in self.figures.items() if mark.startswith("~w"))

    def _expected(self, total: int) -> float:
        """About how many documents answer.

        Words of one question like each other: between strewn by chance and always together we take the middle.
        """
        question = self.asked.question
        tokens = {token for term in question.terms for way in term.ways for token in way.tokens}
        known = lexicon.holding(self.asked.kind, tokens)
        shares = [min(1.0, _holding(term, known) / total) for term in question.terms]
        if question.needs_all:
            apart = list(_apart(question.terms, shares))
            said = sqrt(prod(apart) * min(apart))
        else:
            said = min(1.0, sum(shares))
        return said * self._share_of_filters(total) * total

    def _share_of_filters(self, total: int) -> float:
        share = prod(self.figures.get(mark, 0) / total for mark in self.asked.facts)
        if self.asked.since:
            first = step("t", week_of(self.asked.since))
            share *= sum(count for mark, count in self.figures.items() if first <= mark < "~u") / total
        return share

    def _foremost(self, wanted: float) -> Reach:
        """The foremost drawers that hold so many documents together, the last of them opened by parts."""
        if wanted * 2 >= self.total:
            return ALL
        letter = STEPS[self.asked.sort]
        numbers = sorted((int(mark[2:]) for mark in self.figures if mark.startswith(f"~{letter}")), reverse=True)
        held = 0
        for lowest in numbers:
            drawer = step(letter, lowest)
            if held + self.figures[drawer] >= wanted:
                break
            held += self.figures[drawer]
        # What came since the last count may stand a little higher than anything counted.
        whole = [step(letter, number) for number in range(lowest + 1, numbers[0] + _HEADROOM)]
        parts = self._parts(drawer, wanted - held)
        return Reach([*whole, *parts], held + sum(parts.values()))

    def _parts(self, drawer: str, wanted: float) -> dict[str, int]:
        """The foremost parts of a drawer that hold so many; the drawer itself while not all in it lies in parts."""
        held = lexicon.holding(self.asked.kind, parts_of(drawer))
        if sum(held.values()) < self.figures[drawer]:
            return {drawer: self.figures[drawer]}
        return dict(_until(wanted, [(part, held[part]) for part in parts_of(drawer) if part in held]))


def _holding(term: Term, known: Mapping[str, int]) -> int:
    """At most so many documents say a term; a token that was not counted is rare, or what the vocabulary knows."""
    return sum(min(known.get(token, max(lexicon.COMMON, way.documents)) for token in way.tokens) for way in term.ways)


def _apart(terms: Sequence[Term], shares: Sequence[float]) -> Iterator[float]:
    """One share for terms between which nothing stands: the parts of a name come together."""
    together: list[float] = []
    for term, share in zip(terms, shares, strict=True):
        if together and not term.is_glued:
            yield min(together)
            together = []
        together.append(share)
    yield min(together)


def _until(wanted: float, counts: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for name, count in counts:
        if wanted <= 0:
            return
        yield name, count
        wanted -= count
