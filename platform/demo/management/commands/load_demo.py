"""Loads the demo community: people, brands, notes with painted pictures, conversation."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from common.clock import now
from demo import reading
from demo.conversation import load_comments, load_growth, load_reactions
from demo.goods import load_brands, load_products
from demo.people import load_follows, load_people
from demo.rendering import Order, Rendered, paint_all
from demo.writing import NoteLoader, load_topics, orders_of
from notes.models import Note
from shop.models import Product
from shop.reputation import recompute_all
from users.models import User

_BAR = 40
Pictures = dict[str, dict[str, Rendered]]  # kind -> key -> picture


class Command(BaseCommand):
    help = "Load the demo community into an empty site. Deterministic; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the site has people already")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        if User.objects.exists():
            if not options["if_empty"]:
                self._say_why_not()
            return
        pictures = self._paint()
        with transaction.atomic():
            notes = self._load(pictures, at=now())
            self._index()
        self.stdout.write(f"The demo community is there: {len(reading.people())} people, {len(notes)} notes.")

    def _say_why_not(self) -> None:
        if not User.objects.filter(handle=reading.people()[0].handle).exists():
            raise CommandError("The site has people of its own. The demo community goes into an empty site only.")
        self.stdout.write("The demo community is there already; nothing was changed.")

    def _paint(self) -> Pictures:
        orders = [*_portraits(), *_emblems(), *_packshots()]
        orders += [order for row in reading.notes() for order in orders_of(row)]
        done: Pictures = {kind: {} for kind in ("portrait", "emblem", "packshot", "scene")}
        for number, (order, rendered) in enumerate(paint_all(orders), start=1):
            done[order.kind][order.key] = rendered
            self._bar("painting", number, len(orders))
        return done

    def _load(self, pictures: Pictures, *, at: datetime) -> dict[str, Note]:
        rows = reading.people()
        people = load_people(rows, pictures["portrait"], at=at)
        brands = load_brands(reading.brands(), pictures["emblem"], people, at=at)
        products = load_products(reading.products(), brands, pictures["packshot"], at=at)
        load_topics(reading.topics())
        notes = self._notes(people, products, pictures["scene"], at=at)
        stages: list[Callable[[], object]] = [
            lambda: load_follows(rows, people, at=at),
            lambda: load_comments(reading.comments(), notes.values(), people, at=at),
            lambda: load_reactions(notes.values(), rows, people, at=at),
            lambda: load_growth(rows, people, at=at),
            lambda: recompute_all(at=at),
        ]
        for number, stage in enumerate(stages, start=1):
            stage()
            self._bar("talking", number, len(stages))
        return notes

    def _notes(
        self, people: dict[str, User], products: dict[str, Product], scenes: dict[str, Rendered], *, at: datetime
    ) -> dict[str, Note]:
        """The notes by key, the oldest handed in first."""
        loader = NoteLoader(people, products, at)
        notes = {}
        for number, row in enumerate(sorted(reading.notes(), key=lambda row: -row.days_ago), start=1):
            notes[row.key] = loader.load(row, [scenes[order.key] for order in orders_of(row)])
            self._bar("writing", number, len(reading.notes()))
        return notes

    def _index(self) -> None:
        try:
            from search.indexing import rebuild  # noqa: PLC0415
        except ImportError:
            return
        rebuild()
        self._bar("indexing", 1, 1)

    def _bar(self, what: str, done: int, whole: int) -> None:
        """A bar that grows on a terminal; in a log only its last state."""
        if not sys.stderr.isatty() and done < whole:
            return
        filled = _BAR * done // whole
        end = "\n" if done == whole else "\r"
        self.stderr.write(f"  {what:<9} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{whole}", ending=end)


def _portraits() -> list[Order]:
    return [Order(row.handle, "portrait", row.handle) for row in reading.people()]


def _emblems() -> list[Order]:
    # Consecutive seeds give marks that differ from each other.
    return [Order(row.key, "emblem", row.name_en, number=n) for n, row in enumerate(reading.brands(), start=1)]


def _packshots() -> list[Order]:
    return [Order(row.key, "packshot", row.kind) for row in reading.products()]
