"""Loads the demo community: people, brands, notes with painted pictures, conversation."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.clock import now
from demo import reading
from demo.loading import by_kind, load, orders
from demo.rendering import Order, Rendered, paint_all
from users.models import User

_BAR = 40


class Command(BaseCommand):
    help = "Load the demo community into an empty site. Deterministic; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the site has people already")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        if User.objects.exists():
            if not options["if_empty"]:
                self._say_why_not()
            return
        pictures = by_kind(self._painted())
        notes = load(pictures, at=now(), progress=self._bar)
        self.stdout.write(f"The demo community is there: {len(reading.people())} people, {notes} notes.")

    def _say_why_not(self) -> None:
        if not User.objects.filter(handle=reading.people()[0].handle).exists():
            raise CommandError("The site has people of its own. The demo community goes into an empty site only.")
        self.stdout.write("The demo community is there already; nothing was changed.")

    def _painted(self) -> Iterator[tuple[Order, Rendered]]:
        wanted = orders()
        for number, done in enumerate(paint_all(wanted), start=1):
            self._bar("painting", number, len(wanted))
            yield done

    def _bar(self, what: str, done: int, whole: int) -> None:
        """A bar that grows on a terminal; in a log only its last state."""
        if not sys.stderr.isatty() and done < whole:
            return
        filled = _BAR * done // whole
        end = "\n" if done == whole else "\r"
        self.stderr.write(f"  {what:<9} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{whole}", ending=end)
