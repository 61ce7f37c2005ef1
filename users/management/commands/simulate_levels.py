"""Plays a made-up year and prints what the rules of counting cost honest people and rings."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from users.ladder_rows import ladder_rows
from users.levels import ladder
from users.simulation import Group, Town, simulate

_COLUMNS = {
    "people": 8, "notes": 8, "points raw": 12, "counted": 10, "kept": 8, "level raw": 11, "level": 9, "slowed": 9
}  # fmt: skip
_DEFAULTS = Town()


class Command(BaseCommand):
    help = "Plays synthetic accounts over a year through the ladder's own rules. Writes nothing to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", type=int, default=_DEFAULTS.accounts)
        parser.add_argument("--in-rings", type=int, default=_DEFAULTS.in_rings)
        parser.add_argument("--days", type=int, default=_DEFAULTS.days)
        parser.add_argument("--seed", type=int, default=_DEFAULTS.seed)

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        town = Town(options["accounts"], options["in_rings"], options["days"], options["seed"])
        groups = simulate(town, rows=ladder_rows(), ladder=ladder())
        self.stdout.write(f"{'group':<22}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
        for one in groups:
            self.stdout.write(_line(one))
        self.stdout.write(json.dumps(_summary(town, groups)))


def _line(one: Group) -> str:
    return (
        f"{one.name:<22}{one.people:>8}{one.notes:>8.1f}{one.raw_points:>12}{one.points:>10}{one.kept:>8.1%}"
        f"{one.raw_level:>11.2f}{one.level:>9.2f}{one.slowed:>9.2%}"
    )


def _summary(town: Town, groups: list[Group]) -> dict[str, float]:
    by_name = {one.name: one for one in groups}
    return {
        "accounts": town.accounts,
        "in_rings": town.in_rings,
        "days": town.days,
        "seed": town.seed,
        "rings_kept": round(by_name["all rings"].kept, 4),
        "honest_slowed": round(by_name["honest"].slowed, 4),
        "same_output_slowed": round(by_name["honest, same output"].slowed, 4),
    }
