"""Token buckets: so many at once, refilled evenly, each person and each limit apart."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from common.limits import RateLimit, Taken, limited, range_of, take, too_many, who_asks
from common.redis_client import client, key
from tests.factories import NOON, person

START = 1_800_000_000.0


def fresh(capacity: int = 3, per_seconds: int = 60) -> RateLimit:
    """A limit nobody has used: its name is new."""
    return RateLimit(f"test-{uuid.uuid4().hex}", capacity, per_seconds)


def test_as_many_as_the_capacity_pass_at_once_and_the_next_is_told_when():
    limit = fresh(3, 60)
    taken = [take("mina", limit, at=START) for _ in range(4)]
    assert [one.allowed for one in taken] == [True, True, True, False]
    assert [one.remaining for one in taken] == [2, 1, 0, 0]
    assert taken[3].retry_after_s == 20


def test_a_token_comes_back_when_it_was_said_and_not_before():
    limit = fresh(3, 60)
    for _ in range(3):
        take("mina", limit, at=START)
    assert not take("mina", limit, at=START + 19).allowed
    assert take("mina", limit, at=START + 20).allowed
    assert not take("mina", limit, at=START + 20).allowed


def test_a_bucket_never_holds_more_than_its_capacity():
    limit = fresh(2, 10)
    take("mina", limit, at=START)
    answers = [take("mina", limit, at=START + 10_000).allowed for _ in range(3)]
    assert answers == [True, True, False]


def test_people_and_limits_do_not_share_a_bucket():
    limit, other = fresh(1), fresh(1)
    assert take("mina", limit, at=START).allowed
    assert take("otto", limit, at=START).allowed
    assert take("mina", other, at=START).allowed
    assert not take("mina", limit, at=START).allowed


def test_a_clock_that_runs_backwards_gives_no_tokens():
    limit = fresh(1, 10)
    take("mina", limit, at=START)
    assert not take("mina", limit, at=START - 1000).allowed


def test_many_hands_at_once_get_exactly_the_capacity():
    limit = fresh(7, 3600)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: take("mina", limit, at=START).allowed, range(40)))
    assert answers.count(True) == 7


@given(
    capacity=st.integers(1, 8),
    per_seconds=st.integers(1, 50),
    waits=st.lists(st.integers(0, 20), min_size=1, max_size=20),
)
def test_never_more_pass_than_the_capacity_and_what_was_refilled(capacity: int, per_seconds: int, waits: list[int]):
    limit, at, passed = fresh(capacity, per_seconds), START, 0
    for wait in waits:
        at += wait
        passed += take("mina", limit, at=at).allowed
    assert passed <= capacity + (at - START) * capacity / per_seconds + 1e-6


def test_a_bucket_is_forgotten_once_it_is_full_again():
    limit = fresh(2, 60)
    take("mina", limit, at=START)
    assert 0 < client().pttl(key(f"limit:{limit.name}:mina")) <= 61_000


def test_everybody_passes_while_redis_is_away(settings, monkeypatch):
    import redis

    nowhere = redis.Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    monkeypatch.setattr("common.limits.client", lambda: nowhere)
    assert take("mina", fresh(1), at=START) == Taken(allowed=True, remaining=1, retry_after_s=0)


def request(method: str = "post", user: object = None, **headers: str) -> HttpRequest:
    made = getattr(RequestFactory(), method)("/", REMOTE_ADDR="203.0.113.9", headers=headers)
    made.user = user or AnonymousUser()
    return made


@pytest.mark.django_db
def test_a_known_reader_is_limited_as_a_person_and_a_visitor_by_address():
    reader = person()
    assert who_asks(request(user=reader)) == f"person:{reader.pk}"
    assert who_asks(request()) == "address:203.0.113.9"


def test_looking_is_never_limited_and_writing_is():
    @limited(fresh(1))
    def view(asked: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    assert [view(request("get")).status_code for _ in range(3)] == [200, 200, 200]
    with override("en"):
        json = {"Accept": "application/json"}
        assert [view(request(**json)).status_code for _ in range(2)] == [200, 429]


@pytest.mark.django_db
def test_many_accounts_behind_one_range_share_twenty_times_the_limit():
    limit = fresh(1)

    @limited(limit)
    def view(asked: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    def codes(addresses: list[str]) -> list[int]:
        answers = []
        for address in addresses:
            asked = request(user=person(), Accept="application/json")
            asked.META["REMOTE_ADDR"] = address
            answers.append(view(asked).status_code)
        return answers

    assert codes([f"9.9.9.{n}" for n in range(21)]) == [200] * 20 + [429]
    assert codes(["9.9.8.1", "127.0.0.1"]) == [200, 200]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("9.9.9.77", "9.9.9.0/24"),
        ("2620:fe:0:1::9", "2620:fe::/56"),
        ("127.0.0.1", ""),
        ("203.0.113.9", ""),
        ("nowhere", ""),
    ],
)
def test_an_address_belongs_to_its_range_and_a_private_one_to_none(address: str, place: str):
    assert range_of(address) == place


def test_a_program_gets_figures_and_the_header_when_it_goes_too_fast():
    answer = too_many(request(Accept="application/json"), Taken(allowed=False, remaining=0, retry_after_s=20))
    assert (answer.status_code, answer["Retry-After"], answer.content) == (429, "20", b'{"retry_after_s": 20}')


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "in 1 second."), (120, "in 120 seconds."), (7200, "at 14:00."), (121, "at 12:02.")]
)
def test_a_person_is_told_a_short_wait_in_seconds_and_a_long_one_by_the_clock(seconds: int, said: str):
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    with time_machine.travel(NOON, tick=False):
        page = too_many(request, Taken(allowed=False, remaining=0, retry_after_s=seconds)).content.decode()
    assert f"You can go on {said}" in page


def test_retry_after_is_never_zero():
    answer = too_many(request(Accept="application/json"), Taken(allowed=False, remaining=0, retry_after_s=0))
    assert answer["Retry-After"] == "1"
