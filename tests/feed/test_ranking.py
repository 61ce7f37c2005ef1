"""The score: named terms that add up, the same for the same facts, and no level that buys the first place."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed.candidates import Candidate, NoteFacts, packed, unpacked
from feed.pools import heat, reaction_value
from feed.ranking import FIRST_WEIGHTS, Weights, ranked, score
from feed.steering import set_weights, steering
from tests.factories import NOON, person

WEIGHTS = Weights(1, FIRST_WEIGHTS, {"fresh": 0.05, "interests": 0.35})


def facts(note_id: int = 1, *, hours: float = 0, level: int = 0, quality: float = 0.5, **counts: int) -> NoteFacts:
    published = (NOON - timedelta(hours=hours)).timestamp()
    numbers = [counts.get(name, 0) for name in ("likes", "collects", "comments", "shares")]
    return NoteFacts(note_id, note_id, "food", level, published, quality, "", *numbers)


FACTS = st.builds(
    facts,
    st.integers(1, 30),
    hours=st.floats(0, 2000),
    level=st.integers(0, 10),
    quality=st.floats(0, 1),
    likes=st.integers(0, 10**6),
)
CANDIDATES = st.lists(
    st.builds(Candidate, FACTS, st.sampled_from(["popular", "fresh", "interests"]), st.floats(0, 1)), max_size=20
)


@given(CANDIDATES)
def test_the_terms_add_up_to_the_score_and_have_public_names(candidates: list[Candidate]):
    for one in ranked(candidates, WEIGHTS, NOON):
        assert set(one.terms) == {"relevance", "value", "freshness", "quality", "source", "level"}
        assert one.score == sum(one.terms.values())


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_in_which_sources_answered_does_not_matter(candidates: list[Candidate], chance):
    by_note = {c.facts.note_id: c for c in candidates}
    first = ranked(by_note.values(), WEIGHTS, NOON)
    shuffled = list(by_note.values())
    chance.shuffle(shuffled)
    assert ranked(shuffled, WEIGHTS, NOON) == first


@given(CANDIDATES)
def test_a_note_many_sources_bring_is_kept_once_under_the_best(candidates: list[Candidate]):
    found = ranked(candidates, WEIGHTS, NOON)
    assert len({c.facts.note_id for c in found}) == len(found)
    for one in found:
        rivals = [score(c, WEIGHTS, NOON) for c in candidates if c.facts.note_id == one.facts.note_id]
        assert one.score == max(rival.score for rival in rivals)


@given(CANDIDATES)
def test_the_best_comes_first_and_equals_stand_by_number(candidates: list[Candidate]):
    found = ranked(candidates, WEIGHTS, NOON)
    assert [(-c.score, -c.facts.note_id) for c in found] == sorted((-c.score, -c.facts.note_id) for c in found)


@given(FACTS, st.floats(0, 1))
def test_no_level_moves_a_score_by_more_than_fifteen_hundredths(row: NoteFacts, relevance: float):
    terms = score(Candidate(row, "popular", relevance), WEIGHTS, NOON).terms
    rest = sum(value for name, value in terms.items() if name != "level")
    assert 0 <= terms["level"] <= 0.15 * rest + 1e-9


def test_not_even_wrong_weights_give_a_level_more():
    heavy = Weights(2, {**FIRST_WEIGHTS, "level": 9.0}, {})
    terms = score(Candidate(facts(level=10), "popular", 1.0), heavy, NOON).terms
    assert terms["level"] == pytest.approx(0.15 * sum(v for n, v in terms.items() if n != "level"))


@pytest.mark.parametrize(("hours", "freshness"), [(0, 0.8), (36, 0.4), (72, 0.2)])
def test_freshness_halves_every_day_and_a_half(hours: float, freshness: float):
    terms = score(Candidate(facts(hours=hours), "popular"), WEIGHTS, NOON).terms
    assert terms["freshness"] == pytest.approx(freshness)


def test_value_grows_with_reactions_and_ends_at_one():
    values = [score(Candidate(facts(likes=n), "popular"), WEIGHTS, NOON).terms["value"] for n in (0, 10, 100, 10**6)]
    assert values == [0, pytest.approx(0.6 * 0.5195, rel=1e-3), pytest.approx(0.6), pytest.approx(0.6)]


def test_a_comment_and_a_share_say_four_times_what_a_like_says():
    assert reaction_value(facts(likes=1, collects=1, comments=1, shares=1)) == 10


def test_heat_halves_every_three_days():
    assert heat(facts(hours=72, likes=20), NOON) == pytest.approx(heat(facts(likes=20), NOON) / 2)


def test_a_note_of_the_future_is_no_fresher_than_one_of_now():
    assert score(Candidate(facts(hours=-5), "fresh"), WEIGHTS, NOON).terms["freshness"] == pytest.approx(0.8)


@given(st.lists(FACTS, max_size=5))
def test_facts_survive_the_cache(rows: list[NoteFacts]):
    assert unpacked(packed(rows)) == rows


@pytest.mark.django_db
def test_new_weights_are_a_new_version_and_the_old_one_stays():
    staff = person(kind="staff")
    before = steering()[1]
    made = set_weights({"freshness": 0.5}, by=staff, reason="less hurry", at=NOON)
    assert (before.version, made.version) == (1, 2)
    assert made.weights == {**FIRST_WEIGHTS, "freshness": 0.5}


@pytest.mark.django_db
@pytest.mark.parametrize("weights", [{"charm": 1.0}, {"level": 0.2}])
def test_weights_nobody_may_set_are_refused(weights: dict[str, float]):
    with pytest.raises(ValueError, match=r"unknown terms|at most 0\.15"):
        set_weights(weights, by=person(), reason="", at=NOON)
    assert steering()[1].version == 1
