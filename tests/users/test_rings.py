"""Rings are told from friends by proportion: mostly one another, and far more than by chance."""

from collections import Counter
from itertools import permutations
from random import Random

from hypothesis import given as over
from hypothesis import strategies as st

from users.independence import Rules
from users.rings import rings_of

RULES = Rules()


def town(people: int = 400, each: int = 30, seed: int = 5) -> Counter[tuple[int, int]]:
    """Honest readers who like what they come upon."""
    chance, edges = Random(seed), Counter()
    for reader in range(people):
        for _ in range(each):
            author = chance.randrange(people)
            if author != reader:
                edges[reader, author] += 1
    return edges


def ring(members: range, times: int = 6) -> Counter[tuple[int, int]]:
    return Counter(dict.fromkeys(permutations(members, 2), times))


def test_readers_who_like_what_they_come_upon_are_no_ring() -> None:
    assert rings_of(town(), RULES) == {}


def test_accounts_that_like_hardly_anybody_else_are_a_ring() -> None:
    found = rings_of(town() + ring(range(1000, 1010)), RULES)
    assert found == dict.fromkeys(range(1000, 1010), 1000)


def test_a_ring_that_likes_as_many_strangers_as_fellows_is_still_one() -> None:
    padding = Counter({(member, stranger): 1 for member in range(1000, 1010) for stranger in range(54)})
    found = rings_of(town() + ring(range(1000, 1010)) + padding, RULES)
    assert set(found) == set(range(1000, 1010))


def test_friends_who_also_read_widely_are_no_ring() -> None:
    friends = range(8)
    assert rings_of(town(each=60) + ring(friends, times=4), RULES) == {}


def test_a_pair_of_friends_is_no_ring() -> None:
    assert rings_of(town() + ring(range(1000, 1002)), RULES) == {}


def test_on_a_site_where_everybody_knows_everybody_nobody_is_a_ring() -> None:
    assert rings_of(ring(range(40)), RULES) == {}


def test_two_rings_are_told_apart() -> None:
    found = rings_of(town() + ring(range(1000, 1006)) + ring(range(2000, 2006)), RULES)
    assert set(found.values()) == {1000, 2000}


def test_an_author_many_like_is_not_drawn_into_the_ring_that_likes_them() -> None:
    fans = Counter({(member, 7): 6 for member in range(1000, 1010)})
    assert 7 not in rings_of(town() + ring(range(1000, 1010)) + fans, RULES)


@over(st.dictionaries(st.tuples(st.integers(0, 12), st.integers(0, 12)), st.integers(1, 9), max_size=60))
def test_members_of_a_ring_are_mutual_partners_of_at_least_two_fellows_in_reach(edges) -> None:
    found = rings_of(edges, RULES)
    for person, name in found.items():
        fellows = {other for other, its in found.items() if its == name and other != person}
        assert len(fellows) >= 2
        assert any(edges.get((person, other), 0) >= 3 and edges.get((other, person), 0) >= 3 for other in fellows)
