"""From a ranking to a page: variety by rules that hold, not by luck.

In any 8 neighbours at most one card of an author and one paid card; in any 10 at most three of a category, unless the
reader chose that category. When the candidates run out the rules give way in the order category, author, paid, and
only as far as they must: a page is never empty because of a rule.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from feed.candidates import Candidate, NoteFacts

AUTHOR_WINDOW, CATEGORY_WINDOW, PAID_WINDOW = 8, 10, 8
PER_AUTHOR, PER_CATEGORY, PER_PAID = 1, 3, 1


@dataclass(frozen=True, slots=True)
class Rule:
    """In any `window` neighbours at most `most` cards share a key; facts without a key are free."""

    key: Callable[[NoteFacts], object]
    window: int
    most: int

    def allows(self, facts: NoteFacts, before: Sequence[NoteFacts]) -> bool:
        key = self.key(facts)
        if key is None:
            return True
        recent = before[-(self.window - 1) :]
        return sum(self.key(other) == key for other in recent) < self.most


AUTHOR = Rule(lambda facts: facts.author_id, AUTHOR_WINDOW, PER_AUTHOR)
CATEGORY = Rule(lambda facts: facts.category, CATEGORY_WINDOW, PER_CATEGORY)
PAID = Rule(lambda facts: True if facts.is_paid else None, PAID_WINDOW, PER_PAID)


def mixed(
    ranking: Sequence[Candidate],
    size: int,
    *,
    own: int | None = None,
    shown: Collection[int] = (),
    is_category_chosen: bool = False,
) -> list[Candidate]:
    """At most `size` candidates in the order they are shown.

    `own` is the reader's key: nobody is recommended their own notes. `shown` are notes of this session; they do not
    come again. The best candidate that breaks no rule comes next; see above for what happens when there is none.
    """
    left = [c for c in ranking if c.facts.author_id != own and c.facts.note_id not in shown]
    rules = (PAID, AUTHOR) if is_category_chosen else (PAID, AUTHOR, CATEGORY)
    page: list[Candidate] = []
    facts: list[NoteFacts] = []
    while left and len(page) < size:
        place = _next(left, facts, rules)
        chosen = left.pop(place)
        page.append(chosen)
        facts.append(chosen.facts)
    return page


def _next(left: Sequence[Candidate], before: Sequence[NoteFacts], rules: tuple[Rule, ...]) -> int:
    """The place of the best candidate under all rules, else under fewer, the last named rule given up first."""
    for kept in range(len(rules), 0, -1):
        for place, candidate in enumerate(left):
            if all(rule.allows(candidate.facts, before) for rule in rules[:kept]):
                return place
    return 0
