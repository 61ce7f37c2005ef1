"""Loads the demo community: people, brands, notes with painted pictures, conversation."""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from common.clock import now
from demo.conversation import load_comments, load_reactions
from demo.goods import load_brands, load_products
from demo.people import load_follows, load_people
from demo.reading import rows
from demo.rendering import Order, Rendered, paint_all
from demo.writing import NoteLoader, load_topics, picture_orders
from notes.models import Note
from search.indexing import rebuild
from shop.reputation import recompute_all
from users.models import User

_BAR = 40


class Command(BaseCommand):
    help = "Load the demo community into an empty site. Deterministic; under a minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the site has people already")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("The site has people already. The demo community goes into an empty site only.")
        pictures = self._paint()
        with transaction.atomic():
            notes = self._load(pictures, at=now())
        self._say("indexing", 1, 1)
        rebuild()
        recompute_all(at=now())
        self.stdout.write(f"The demo community is there: {len(rows('person'))} people, {len(notes)} notes.")

    def _paint(self) -> dict[str, Rendered]:
        orders = [*_portraits(), *_emblems(), *_packshots(), *picture_orders()]
        done = {}
        for number, (order, rendered) in enumerate(paint_all(orders), start=1):
            done[f"{order.kind}/{order.key}"] = rendered
            self._say("painting", number, len(orders))
        return done

    def _load(self, pictures: dict[str, Rendered], *, at: datetime) -> dict[str, Note]:
        people = load_people(_of_kind(pictures, "portrait"), at=at)
        brands = load_brands(_of_kind(pictures, "emblem"), people, at=at)
        products = load_products(brands, _of_kind(pictures, "packshot"), at=at)
        load_topics()
        loader = NoteLoader(people, products, at)
        of_note = _by_note(_of_kind(pictures, "scene"))
        notes = {}
        for number, row in enumerate(sorted(rows("note"), key=lambda row: -row["days_ago"]), start=1):
            notes[row["key"]] = loader.load(row, of_note[row["key"]])
            self._say("writing", number, len(rows("note")))
        load_follows(people, at=at)
        load_comments(notes, people, at=at)
        load_reactions(notes, people, at=at)
        return notes

    def _say(self, what: str, done: int, whole: int) -> None:
        if not sys.stderr.isatty() and done < whole and done % 100:
            return
        filled = _BAR * done // whole
        end = "\n" if done == whole else "\r"
        self.stderr.write(f"  {what:<9} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{whole}", ending=end)


def _portraits() -> list[Order]:
    return [Order(row["handle"], "portrait", row["handle"]) for row in rows("person")]


def _emblems() -> list[Order]:
    return [Order(row["key"], "emblem", row["name"]) for row in rows("brand")]


def _packshots() -> list[Order]:
    return [Order(row["key"], "packshot", row["kind"], (1, 1)) for row in rows("product")]


def _of_kind(pictures: dict[str, Rendered], kind: str) -> dict[str, Rendered]:
    return {key.split("/", 1)[1]: rendered for key, rendered in pictures.items() if key.startswith(f"{kind}/")}


def _by_note(pictures: dict[str, Rendered]) -> dict[str, list[Rendered]]:
    found: dict[str, list[Rendered]] = defaultdict(list)
    for key, rendered in sorted(pictures.items(), key=lambda item: item[0]):
        found[key.rsplit("-", 1)[0]].append(rendered)
    return found
