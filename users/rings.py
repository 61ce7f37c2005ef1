"""Finding rings: accounts that mostly react to one another. Pure, no database.

Friends like each other's notes, and that is what the site is for. A ring differs in proportion: nearly all its members
give goes to fellows, nearly all they are given comes from fellows, and both far exceed what chance would bring about
among all the people there are. On a site of forty people everybody likes everybody, and nobody is a ring.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from users.independence import Rules

# (giver, author) -> how many reactions in the rules' days
Edges = Mapping[tuple[int, int], int]
_SMALLEST = 3


def rings_of(edges: Edges, rules: Rules) -> dict[int, int]:
    """The ring of everybody who is in one: person -> a number the members share (the smallest of their keys).

    edges: how often each giver reacted to each author's notes. Linear in their number.
    """
    partners = _mutual(edges, rules.ring_least)
    if not partners:
        return {}
    gave, got = _totals(edges)
    inward = {person for person in partners if _turns_inward(person, partners, edges, (gave, got), rules)}
    return _components({person: partners[person] & inward for person in inward})


def _mutual(edges: Edges, least: int) -> dict[int, set[int]]:
    partners: dict[int, set[int]] = defaultdict(set)
    for (giver, author), times in edges.items():
        if times >= least and giver != author and edges.get((author, giver), 0) >= least:
            partners[giver].add(author)
    return partners


def _totals(edges: Edges) -> tuple[Counter[int], Counter[int]]:
    """How much everybody gave, and how much everybody was given."""
    gave: Counter[int] = Counter()
    got: Counter[int] = Counter()
    for (giver, author), times in edges.items():
        gave[giver] += times
        got[author] += times
    return gave, got


def _turns_inward(
    person: int,
    partners: Mapping[int, set[int]],
    edges: Edges,
    totals: tuple[Counter[int], Counter[int]],
    rules: Rules,
) -> bool:
    """Whether what passes between somebody and their mutual partners is most of it, and far more than by chance."""
    gave, got = totals
    given = sum(edges[person, partner] for partner in partners[person]) / gave[person]
    taken = sum(edges[partner, person] for partner in partners[person]) / got[person]
    # By head, not by what they are given: a ring that makes most of the noise must not pass for the usual.
    by_chance = len(partners[person]) / len(got)
    return 50 * (given + taken) >= rules.ring_share and given >= rules.ring_lift * by_chance


def _components(near: Mapping[int, set[int]]) -> dict[int, int]:
    """Everybody who can be reached from one another, named by the smallest key; a pair is no ring."""
    found: dict[int, int] = {}
    for start in sorted(near):
        if start in found:
            continue
        members = _reached_from(start, near)
        if len(members) >= _SMALLEST:
            found |= dict.fromkeys(members, start)
    return found


def _reached_from(start: int, near: Mapping[int, Iterable[int]]) -> set[int]:
    members, waiting = {start}, [start]
    while waiting:
        fresh = set(near[waiting.pop()]) - members
        members |= fresh
        waiting += fresh
    return members
