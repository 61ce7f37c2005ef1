"""The door for new people: who comes in at once, and how many."""

import threading
from datetime import timedelta

import pytest
from django.test import RequestFactory

from tests.factories import NOON
from tests.users.at_once import at_once
from users import arrivals
from users.models import ArrivalDay

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_an_open_door_lets_everybody_in_and_counts_nobody() -> None:
    assert arrivals.question_now(at=NOON) == arrivals.Question.NONE
    assert arrivals.lets_in(at=NOON)
    assert not ArrivalDay.objects.exists()


def test_with_approval_nobody_comes_in_at_once(settings) -> None:
    settings.SIGN_UP = "approval"
    assert arrivals.question_now(at=NOON) == arrivals.Question.MUST
    assert not arrivals.lets_in(at=NOON)


def test_beyond_the_places_of_a_day_people_wait_and_the_next_day_they_do_not(settings) -> None:
    settings.SIGN_UPS_A_DAY = 2
    assert [arrivals.lets_in(at=NOON) for _ in range(3)] == [True, True, False]
    assert arrivals.question_now(at=NOON) == arrivals.Question.MAY
    assert arrivals.question_now(at=NOON + DAY) == arrivals.Question.NONE
    assert arrivals.lets_in(at=NOON + DAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_last_place_at_once_one_gets_it(settings) -> None:
    settings.SIGN_UPS_A_DAY = 1
    assert sorted(at_once([lambda: arrivals.lets_in(at=NOON)] * 2)) == [False, True]
    assert ArrivalDay.objects.get().let_in == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_both_get_the_last_place() -> None:
    day, looked = ArrivalDay.objects.create(day=NOON.date()), threading.Barrier(2, timeout=20)

    def unguarded() -> bool:
        row = ArrivalDay.objects.get(pk=day.pk)
        looked.wait()
        if row.let_in >= 1:
            return False
        ArrivalDay.objects.filter(pk=day.pk).update(let_in=row.let_in + 1)
        return True

    assert at_once([unguarded, unguarded]) == [True, True]


def _from(address: str) -> bool:
    return arrivals.take_place(RequestFactory().post("/", REMOTE_ADDR=address)).allowed


def test_an_address_range_has_so_many_new_accounts_an_hour_and_another_has_its_own() -> None:
    taken = [_from(f"8.8.4.{number}") for number in range(arrivals.PER_RANGE.capacity + 1)]
    assert taken == [True] * arrivals.PER_RANGE.capacity + [False]
    assert _from("9.9.9.9")


def test_behind_a_proxy_that_tells_nothing_nobody_is_counted() -> None:
    assert all(_from("127.0.0.1") for _ in range(arrivals.PER_RANGE.capacity * 2))
