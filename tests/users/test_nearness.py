"""Choosing a square: what is kept, what is refused, when it is forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from common.cells import cell_of
from tests.factories import NOON, person
from users.models import CELL_DAYS, User, Whereabouts
from users.nearness import (
    FEWEST_PEOPLE,
    NoSuchCell,
    cell_now,
    choose_cell,
    choose_city,
    forget_cell,
    forget_old_cells,
    is_crowded,
    nearness_of,
    people_about_in,
)

pytestmark = pytest.mark.django_db
LONDON = cell_of(51.5, -0.12)


def _about(count: int, **facts: object) -> None:
    for _number in range(count):
        choose_cell(person(**({"seen_at": NOON} | facts)), LONDON, at=NOON)


def test_nothing_is_known_of_anybody_until_they_choose() -> None:
    mina = person()
    assert (nearness_of(mina, at=NOON).cell, nearness_of(mina, at=NOON).shares_city) == (None, False)
    assert not Whereabouts.objects.exists()


def test_a_square_holds_for_two_weeks_and_longer_when_it_is_renewed() -> None:
    mina = person()
    choose_cell(mina, LONDON, at=NOON)
    end = NOON + timedelta(days=CELL_DAYS)
    assert nearness_of(mina, at=end - timedelta(seconds=1)).cell == LONDON
    assert nearness_of(mina, at=end).cell is cell_now(mina.pk, at=end) is None
    choose_cell(mina, LONDON, at=NOON + timedelta(days=1))
    assert cell_now(mina.pk, at=end) == LONDON


def test_an_old_square_is_wiped_and_the_choice_of_the_city_stays() -> None:
    mina, noa = person(), person()
    choose_city(mina, shares=True)
    choose_cell(mina, LONDON, at=NOON)
    choose_cell(noa, LONDON, at=NOON + timedelta(days=1))
    assert forget_old_cells(at=NOON + timedelta(days=CELL_DAYS)) == 1
    row = Whereabouts.objects.get(person=mina)
    assert (row.cell, row.cell_set_at, row.shares_city) == (None, None, True)
    assert forget_old_cells(at=NOON + timedelta(days=CELL_DAYS)) == 0


def test_a_square_is_forgotten_at_once_when_asked() -> None:
    mina = person()
    choose_cell(mina, LONDON, at=NOON)
    assert forget_cell(mina)
    assert not forget_cell(mina)
    assert Whereabouts.objects.get().cell is None


@pytest.mark.parametrize("number", [-1, 3, 2**31 - 1])
def test_what_is_no_square_is_refused(number: int) -> None:
    mina = person()
    with pytest.raises(NoSuchCell):
        choose_cell(mina, number, at=NOON)
    assert not Whereabouts.objects.exists()


def test_a_square_without_its_time_cannot_be_kept() -> None:
    with pytest.raises(IntegrityError):
        Whereabouts.objects.create(person=person(), cell=LONDON)


def test_only_active_people_who_were_here_lately_and_chose_this_square_are_counted() -> None:
    _about(2)
    _about(1, seen_at=NOON - timedelta(days=31))
    _about(1, is_active=False)
    choose_cell(person(seen_at=NOON), cell_of(48.8, 2.3), at=NOON)
    old = person(seen_at=NOON)
    choose_cell(old, LONDON, at=NOON - timedelta(days=CELL_DAYS))
    assert people_about_in(LONDON, at=NOON).count() == 2


@pytest.mark.parametrize(("people", "crowded"), [(FEWEST_PEOPLE - 1, False), (FEWEST_PEOPLE, True)])
def test_a_square_opens_with_twenty_people(people: int, crowded: bool) -> None:
    _about(people)
    assert is_crowded(people_about_in(LONDON, at=NOON)) is crowded


def test_the_form_takes_a_number_and_tells_what_is_wrong_with_another() -> None:
    mina = person()
    browser = Client()
    browser.force_login(mina)
    assert browser.post("/settings/nearby/", {"cell": str(LONDON)}).status_code == 302
    assert Whereabouts.objects.get().cell == LONDON
    for wrong in ("", "abc", "3", "-1", "9" * 30):
        answer = browser.post("/settings/nearby/", {"cell": wrong})
        assert answer.status_code == 422
    assert "This is no place on the map." in browser.post("/settings/nearby/", {"cell": "3"}).content.decode()
    assert Whereabouts.objects.get().cell == LONDON
    browser.post("/settings/nearby/forget/")
    assert Whereabouts.objects.get().cell is None


def test_nobody_else_is_told_of_a_square(client: Client) -> None:
    mina = person("mina")
    choose_cell(mina, LONDON, at=NOON)
    other: User = person()
    client.force_login(other)
    for address in ("/@mina/", "/api/v1/people/mina/", "/settings/nearby/"):
        assert str(LONDON) not in client.get(address).content.decode()
