"""Which reactions speak for themselves: a pure function, so each rule and each promise is shown on bare facts."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as over
from hypothesis import strategies as st

from tests.factories import NOON
from users.independence import Discount, Given, Giver, Reason, Rules, weigh

RULES = Rules()
OLD = NOON - timedelta(days=400)


def by(number: int, *, hours_ago: float = 100.0, earlier: int = 0, **facts: object) -> Given:
    """A reaction by an account that is old and stands alone unless a test says otherwise."""
    giver = Giver(number, facts.pop("joined_at", OLD - timedelta(days=number)), **facts)  # type: ignore[arg-type]
    return Given(giver, NOON - timedelta(hours=hours_ago), earlier)


def weighed(*reactions: Given, at=NOON):
    return weigh(reactions, rules=RULES, at=at)


def test_unrelated_people_count_one_by_one() -> None:
    found = weighed(*(by(number) for number in range(12)))
    assert (found.given, found.count, found.discounts) == (12, 12, ())


def test_a_ring_is_one_voice_and_says_so() -> None:
    found = weighed(by(1, ring=7), by(2, ring=7), by(3, ring=7), by(4), by(5, ring=8))
    assert found.count == 3
    assert found.discounts == (Discount(Reason.RING, 3, 1),)


def test_two_rings_are_two_voices() -> None:
    found = weighed(*(by(number, ring=number % 2) for number in range(8)))
    assert (found.count, found.discounts) == (2, (Discount(Reason.RING, 8, 2),))


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1), (8, 1)])
def test_an_account_counts_from_its_seventh_day_on(days: int, count: int) -> None:
    found = weighed(by(1, joined_at=NOON - timedelta(days=days), hours_ago=1))
    assert found.count == count
    assert found.discounts == (() if count else (Discount(Reason.YOUNG, 1, 0),))


def test_a_reaction_of_a_young_account_counts_once_it_is_old_enough() -> None:
    early = by(1, joined_at=NOON - timedelta(days=2), hours_ago=1)
    assert weighed(early).count == 0
    assert weighed(early, at=NOON + timedelta(days=5)).count == 1


@pytest.mark.parametrize(("earlier", "count"), [(9, 1), (10, 0)])
def test_one_giver_speaks_for_ten_notes_of_an_author(earlier: int, count: int) -> None:
    found = weighed(by(1, earlier=earlier))
    assert found.count == count
    assert found.discounts == (() if count else (Discount(Reason.CAPPED, 1, 0),))


def test_a_closed_account_does_not_count() -> None:
    assert weighed(by(1, is_active=False)).discounts == (Discount(Reason.SUSPENDED, 1, 0),)


def test_related_accounts_that_come_at_once_are_one_voice() -> None:
    kin = frozenset({"net:9.9.9.0/24"})
    together = [by(number, kin=kin, hours_ago=10 - number / 10) for number in range(5)]
    assert weighed(*together).discounts == (Discount(Reason.BURST, 5, 1),)


def test_related_accounts_that_come_on_their_own_time_count_one_by_one() -> None:
    kin = frozenset({"net:9.9.9.0/24"})
    assert weighed(*(by(number, kin=kin, hours_ago=2 * number) for number in range(1, 6))).count == 5


def test_a_burst_does_not_grow_by_a_chain_of_latecomers() -> None:
    kin = frozenset({"invite:1"})
    chain = [by(number, kin=kin, hours_ago=20 - number * 0.75) for number in range(4)]
    assert weighed(*chain).count == 2


def test_young_accounts_of_one_sign_up_are_related_until_they_are_a_month_old() -> None:
    joined = (NOON - timedelta(days=20)).replace(minute=1)
    fresh = [by(number, joined_at=joined + timedelta(minutes=number), hours_ago=3) for number in range(4)]
    assert weighed(*fresh).discounts == (Discount(Reason.BURST, 4, 1),)
    older = [Given(one.giver, one.at + timedelta(days=15)) for one in fresh]
    assert weighed(*older, at=NOON + timedelta(days=15)).count == 4


reactions = st.builds(
    Given,
    st.builds(
        Giver,
        st.integers(1, 10_000),
        st.integers(0, 60).map(lambda days: NOON - timedelta(days=days)),
        st.booleans(),
        st.none() | st.integers(1, 3),
        st.frozensets(st.sampled_from(["net:1", "net:2", "invite:1"]), max_size=2),
    ),
    st.integers(0, 5000).map(lambda minutes: NOON - timedelta(minutes=minutes)),
    st.integers(0, 12),
)
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = st.lists(reactions, max_size=40, unique_by=lambda one: one.giver.person_id)


@quiet
@over(many, st.integers(0, 5000))
def test_one_more_independent_reaction_adds_exactly_one(before: list[Given], minutes: int) -> None:
    alone = Given(Giver(20_000, OLD), NOON - timedelta(minutes=minutes))
    assert weighed(*before, alone).count == weighed(*before).count + 1


@quiet
@over(many)
def test_there_are_never_more_voices_than_reactions_and_the_reasons_add_up(before: list[Given]) -> None:
    found = weighed(*before)
    lost = sum(discount.given - discount.counted for discount in found.discounts)
    assert found.given == len(before) == found.count + lost
    assert sum(len(unit.givers) for unit in found.units) <= found.given


@quiet
@over(many, st.integers(0, 60))
def test_a_ring_never_gains_more_than_one_voice_however_large_it_is(before: list[Given], size: int) -> None:
    others = [one for one in before if one.giver.ring != 9]
    ring = [by(30_000 + number, ring=9, hours_ago=number) for number in range(size)]
    assert weighed(*others, *ring).count <= weighed(*others).count + 1


@quiet
@over(many, st.randoms())
def test_the_order_in_which_reactions_are_handed_in_does_not_matter(before: list[Given], chance) -> None:
    mixed = list(before)
    chance.shuffle(mixed)
    assert weighed(*mixed) == weighed(*before)


@quiet
@over(many)
def test_time_alone_never_takes_a_voice_away(before: list[Given]) -> None:
    steady = [one for one in before if one.giver.ring is None and not one.giver.kin]
    later = weighed(*steady, at=NOON + timedelta(days=60)).count
    alone = [one for one in steady if NOON - one.giver.joined_at > timedelta(days=40)]
    assert later >= weighed(*alone).count
