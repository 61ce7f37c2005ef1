"""A limit of the level is used up in a rolling window, told with the time it lifts, and holds for many hands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.factories import NOON, person
from users.allowances import WINDOWS, Exhausted, spend, sweep
from users.models import Spent, User
from users.privileges import POLICIES, Privilege, Sort

pytestmark = pytest.mark.django_db
LINKS = Privilege.LINKS_A_WEEK


def left(who: User, amount: int, **facts) -> Exhausted | None:
    try:
        spend(who, LINKS, amount, **({"at": NOON} | facts))
    except Exhausted as refusal:
        return refusal
    return None


def test_only_limits_have_a_window() -> None:
    assert {POLICIES[privilege].sort for privilege in WINDOWS} == {Sort.LIMIT}


def test_what_is_used_up_comes_back_when_its_window_has_passed() -> None:
    writer = person(level=1)
    for days in (6, 4, 2):
        assert left(writer, 1, at=NOON - timedelta(days=days)) is None
    refusal = left(writer, 1)
    assert refusal is not None
    assert (refusal.most, refusal.again_at) == (3, NOON + timedelta(days=1))
    assert Spent.objects.filter(person=writer).count() == 3
    assert left(writer, 1, at=NOON + timedelta(days=1)) is None


def test_several_at_once_wait_until_there_is_room_for_all() -> None:
    writer = person(level=1)
    for days in (6, 4, 2):
        left(writer, 1, at=NOON - timedelta(days=days))
    assert left(writer, 2).again_at == NOON + timedelta(days=3)


def test_more_than_the_limit_at_once_is_never_allowed() -> None:
    refusal = left(person(level=1), 4)
    assert refusal is not None
    assert refusal.again_at is None
    assert not Spent.objects.exists()


def test_a_higher_level_has_more_room_at_once() -> None:
    writer = person(level=1)
    left(writer, 3)
    writer.level = 3
    assert left(writer, 7) is None
    assert left(writer, 1) is not None


def test_people_and_privileges_are_counted_apart() -> None:
    first, second = person(level=1), person(level=1)
    left(first, 3)
    assert left(second, 3) is None
    spend(first, Privilege.NOTES_A_DAY, at=NOON)


def test_old_uses_are_swept_and_those_a_window_still_reaches_are_kept() -> None:
    writer = person(level=1)
    left(writer, 1, at=NOON - timedelta(days=8))
    left(writer, 1, at=NOON - timedelta(days=6))
    assert sweep(at=NOON) == 1
    assert Spent.objects.get().spent_at == NOON - timedelta(days=6)


def _at_once(hands: int, deed) -> list:
    together = Barrier(hands, timeout=60)

    def hand(_number: int):
        together.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(hand, range(hands)))


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_do_not_get_past_a_limit() -> None:
    writer = person(level=1)
    got = _at_once(6, lambda: left(writer, 1))
    assert sum(one is None for one in got) == 3
    assert Spent.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_queue_two_hands_both_find_the_last_place() -> None:
    """The twin: counting and adding in two steps, both counted before either adds."""
    writer, counted = person(level=1), Barrier(2, timeout=60)
    left(writer, 2)

    def careless() -> None:
        used = sum(Spent.objects.filter(person=writer, privilege=LINKS).values_list("amount", flat=True))
        counted.wait()
        if used < 3:
            Spent.objects.create(person=writer, privilege=LINKS, amount=1, spent_at=NOON)

    _at_once(2, careless)
    assert sum(Spent.objects.values_list("amount", flat=True)) == 4
