"""The mixture keeps its promises for any ranking, and gives way only as far as it must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed.candidates import Candidate, NoteFacts
from feed.mixing import mixed

CATEGORIES = ["food", "travel", "books", "beauty", "sport", "home"]


def candidate(note_id: int, author: int = 0, category: str = "food", disclosure: str = "") -> Candidate:
    facts = NoteFacts(note_id, author or 1000 + note_id, category, 0, 0.0, 0.5, disclosure, 0, 0, 0, 0)
    return Candidate(facts, "popular", terms={"relevance": float(-note_id)})


RANKINGS = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(CATEGORIES), st.sampled_from(["", "", "", "paid", "gifted", "own"])),
    max_size=60,
).map(lambda rows: [candidate(i, *row) for i, row in enumerate(rows, start=1)])
SIZES = st.integers(0, 70)


def most(page: list[Candidate], window: int, key) -> int:
    """The most cards that share a key among `window` neighbours."""
    keys = [key(c.facts) for c in page]
    spans = [keys[i : i + window] for i in range(len(keys))]
    return max((span.count(k) for span in spans for k in span if k is not None), default=0)


@given(RANKINGS, SIZES)
def test_a_page_is_as_full_as_it_can_be_and_no_note_comes_twice(ranking: list[Candidate], size: int):
    page = mixed(ranking, size)
    ids = [c.facts.note_id for c in page]
    assert len(page) == min(size, len(ranking))
    assert len(set(ids)) == len(ids)


@given(RANKINGS)
def test_every_card_knows_its_source_and_its_terms(ranking: list[Candidate]):
    assert all(c in ranking for c in mixed(ranking, 60))


@given(RANKINGS, SIZES)
def test_the_same_ranking_gives_the_same_page(ranking: list[Candidate], size: int):
    assert mixed(ranking, size) == mixed(list(ranking), size)


@given(RANKINGS, st.integers(1, 12), st.sets(st.integers(1, 60)))
def test_nobody_is_shown_their_own_notes_or_what_they_saw_in_this_sitting(
    ranking: list[Candidate], own: int, shown: set[int]
):
    page = mixed(ranking, 60, own=own, shown=shown)
    assert all(c.facts.author_id != own and c.facts.note_id not in shown for c in page)


@given(RANKINGS)
def test_the_rule_of_paid_cards_gives_way_last(ranking: list[Candidate]):
    """A second paid card among eight neighbours stands only where nothing unpaid was left."""
    page = mixed(ranking, len(ranking))
    for place, chosen in enumerate(page):
        before = page[max(0, place - 7) : place]
        if chosen.facts.is_paid and any(c.facts.is_paid for c in before):
            assert all(c.facts.is_paid for c in page[place:])


def enough() -> list[Candidate]:
    """Thirty notes of ten authors in six categories: enough for every rule to hold."""
    return [candidate(i, 1 + i % 10, CATEGORIES[i % 6], "paid" if i % 9 == 0 else "") for i in range(1, 31)]


def test_with_enough_to_choose_from_every_rule_holds():
    page = mixed(enough(), 20)
    assert most(page, 8, lambda facts: facts.author_id) == 1
    assert most(page, 10, lambda facts: facts.category) <= 3
    assert most(page, 8, lambda facts: True if facts.is_paid else None) <= 1


def test_the_best_note_comes_first():
    assert [c.facts.note_id for c in mixed(enough(), 3)] == [1, 2, 3]


def test_an_author_with_all_the_best_notes_still_leaves_room():
    ranking = [candidate(i, 7) for i in range(1, 9)] + [candidate(i, category="books") for i in range(9, 16)]
    assert [c.facts.author_id for c in mixed(ranking, 8)].count(7) == 1


def test_a_reader_who_chose_a_category_gets_nothing_but_it():
    ranking = [candidate(i) for i in range(1, 21)]
    assert [c.facts.note_id for c in mixed(ranking, 20, is_category_chosen=True)] == list(range(1, 21))


@pytest.mark.parametrize("author", [7])
def test_one_author_alone_fills_a_page_all_the_same(author: int):
    assert len(mixed([candidate(i, author) for i in range(1, 21)], 20)) == 20


def test_nothing_makes_an_empty_page():
    assert mixed([], 20) == []
