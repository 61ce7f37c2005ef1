"""A made-up year through the real rules: rings gain little, honest people lose nothing worth speaking of."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from users.ladder_rows import LadderRows, ladder_rows
from users.levels import ladder
from users.models import GrowthEntry
from users.simulation import Town, notes_of, people_of, simulate

SMALL = Town(accounts=1500, in_rings=75, days=365, seed=7)


def test_the_same_seed_makes_the_same_year() -> None:
    town = Town(200, 20, 60, 3)
    first, second = ([(n.author, n.likes) for n in notes_of(people_of(town), town)] for _ in range(2))
    assert first == second


def test_nobody_reacts_before_they_joined_or_to_themselves() -> None:
    town = Town(300, 30, 90, 5)
    people = people_of(town)
    given = [(note, key) for note in notes_of(people, town) for key, _minute in note.likes if people[key].ring is None]
    assert all(key != note.author and people[key].joined <= note.minute for note, key in given)


@pytest.mark.django_db
def test_rings_keep_less_than_a_fifth_and_honest_people_are_not_slowed_by_more_than_a_twentieth() -> None:
    found = {one.name: one for one in simulate(SMALL, rows=ladder_rows(), ladder=ladder())}
    assert found["all rings"].people == 75
    assert found["all rings"].raw_points > 10_000
    assert found["all rings"].kept < 0.2
    assert found["honest"].slowed < 0.05
    assert found["honest, same output"].slowed < 0.05


@pytest.mark.django_db
def test_without_the_rule_about_rings_they_would_keep_nearly_everything() -> None:
    rows = ladder_rows()
    rules = type(rows.rules)(ring_share=100, ring_lift=1000)
    found = simulate(SMALL, rows=LadderRows(rows.privileges, rows.lines, rules), ladder=ladder())
    assert found[-1].kept > 0.5


@pytest.mark.django_db
def test_the_command_prints_a_table_and_ends_with_its_figures() -> None:
    said = StringIO()
    call_command("simulate_levels", "--accounts=300", "--in-rings=20", "--days=90", stdout=said)
    *table, last = said.getvalue().strip().splitlines()
    assert len(table) == 6
    assert json.loads(last).keys() >= {"rings_kept", "honest_slowed", "same_output_slowed"}
    assert not GrowthEntry.objects.exists()
