"""Nearby: by square where twenty people are about in it, else by city, and the page says which."""

import pytest
from django.test import Client

from common.cells import cell_of
from common.clock import now
from common.models import City
from feed.readers import reader_of
from feed.sources import SOURCES
from feed.surroundings import Where, surroundings_of
from tests.factories import note, person
from users.models import User
from users.nearness import choose_cell

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = cell_of(51.5, -0.12), cell_of(51.6, -0.12)


def town() -> City:
    facts = {"name_en": "Testford", "name_zh": "测试", "country": "GB", "time_zone": "Europe/London"}
    return City.objects.get_or_create(code="testford", defaults=facts)[0]


def people_in(cell: int, count: int, **facts: object) -> list[User]:
    made = [person(seen_at=now(), **facts) for _number in range(count)]
    for one in made:
        choose_cell(one, cell, at=now())
    return made


def shown_to(reader: User) -> str:
    client = Client()
    client.force_login(reader)
    return client.get("/nearby/").content.decode()


def test_a_square_with_twenty_people_shows_what_they_write_and_nothing_of_the_next_one() -> None:
    reader = people_in(HERE, 20)[0]
    near, far = note(people_in(HERE, 1)[0]), note(people_in(ELSEWHERE, 20)[0])
    text = shown_to(reader)
    assert near.public_id in text
    assert far.public_id not in text
    assert "in the square of about 5 km around you" in text
    assert [c.facts.note_id for c in SOURCES["nearby"](reader_of(reader, now()), 10, now())] == [near.pk]


def test_with_nineteen_people_the_city_is_shown_and_the_page_says_so() -> None:
    reader = people_in(HERE, 19, city=town())[0]
    person(city=town(), seen_at=now())
    other = note(person(city=town()))
    assert surroundings_of(reader, at=now()).where is Where.CITY
    text = shown_to(reader)
    assert other.public_id in text
    assert "Fewer than twenty people are about in your square, so this shows Testford." in text


def test_a_square_of_few_people_without_a_city_shows_nothing() -> None:
    reader = people_in(HERE, 19)[0]
    hidden = note(reader)
    assert surroundings_of(reader, at=now()).where is Where.TOO_FEW
    text = shown_to(reader)
    assert hidden.public_id not in text
    assert "Too few people nearby yet" in text
    assert SOURCES["nearby"](reader_of(reader, now()), 10, now()) == []


def test_whoever_chose_nothing_is_asked_to_choose() -> None:
    assert surroundings_of(person(), at=now()).where is Where.UNKNOWN
    assert "Choose a city or a square" in shown_to(person())
