"""From a ranking to a page: variety by rules that hold, not by luck.

In any 8 neighbours at most one card of an author and one paid card; in any 10 at most three of a category, unless the
reader chose that category. When the candidates run out the rules give way in the order category, author, paid, and
only as far as they must: a page is never empty because of a rule.
"""

from collections import Counter, deque
from collections.abc import Collection, Sequence

from feed.candidates import Candidate, NoteFacts

AUTHOR_WINDOW, CATEGORY_WINDOW, PAID_WINDOW = 8, 10, 8
PER_AUTHOR, PER_CATEGORY, PER_PAID = 1, 3, 1


class Window:
    """The keys of the last cards. In any `size` neighbours at most `most` share a key; None is free."""

    def __init__(self, size: int, most: int) -> None:
        self.most = most
        self.recent: deque[object] = deque([None] * (size - 1))
        self.counts: Counter[object] = Counter()
        # Keys the next card must not have. Kept up to date, because every candidate is asked for it.
        self.full: set[object] = set()

    def add(self, key: object) -> None:
        """A card with this key was placed; the oldest one leaves the window."""
        gone = self.recent.popleft()
        self.recent.append(key)
        self.counts[gone] -= 1
        self.counts[key] += 1
        if self.counts[gone] < self.most:
            self.full.discard(gone)
        if key is not None and self.counts[key] >= self.most:
            self.full.add(key)


Keys = tuple[object, object, object]
_FREE: frozenset[object] = frozenset()


def _keys(facts: NoteFacts) -> Keys:
    """What the rules look at, in the order in which they are kept longest: paid, author, category."""
    return (True if facts.is_paid else None, facts.author_id, facts.category)


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
    keys = [_keys(candidate.facts) for candidate in left]
    rules = [Window(PAID_WINDOW, PER_PAID), Window(AUTHOR_WINDOW, PER_AUTHOR), Window(CATEGORY_WINDOW, PER_CATEGORY)]
    windows = rules[:2] if is_category_chosen else rules
    page: list[Candidate] = []
    while left and len(page) < size:
        place = _next(keys, windows)
        page.append(left.pop(place))
        for window, key in zip(windows, keys.pop(place), strict=False):
            window.add(key)
    return page


def _next(left: Sequence[Keys], windows: Sequence[Window]) -> int:
    """The place of the best candidate under all rules, else under fewer, the last named rule given up first."""
    for kept in range(len(windows), 0, -1):
        full = [window.full for window in windows[:kept]]
        no_paid, no_author, no_category = [*full, _FREE, _FREE][:3]
        for place, (paid, author, category) in enumerate(left):
            if author not in no_author and category not in no_category and paid not in no_paid:
                return place
    return 0
