"""Plans and delivers pushes as the beat would at a given instant, and prints what the gate said."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime

from common.clock import now
from push import delivery, planning
from push.answers import sentence_of
from push.clock_checks import known_zones
from push.models import LedgerLine
from push.wishes import settings_of, verdict_for
from users.models import User

MOST_LINES = 50


class Command(BaseCommand):
    help = "Plan and deliver pushes as of an instant. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="an instant as 2026-11-24T12:15+08:00, UTC without an offset; now if left out")
        parser.add_argument("--reader", metavar="HANDLE", help="only this person, with what the gate says of them")

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's signature
        at = _instant(options["at"])
        reader = _person(options["reader"])
        if reader:
            self._explain(reader, at)
        planned = planning.plan_window(at=at, readers=User.objects.active().filter(pk=reader.pk) if reader else None)
        delivered = delivery.deliver_due(at=at, reader=reader)
        self._print_ledger(reader, at)
        self.stdout.write(f"planned {planned}, delivered {delivered}")

    def _explain(self, reader: User, at: datetime) -> None:
        verdict = verdict_for(reader, settings_of(reader), at)
        wall = f"{_wall(reader, at)} in {reader.time_zone}"
        self.stdout.write(f"{reader.handle}, {wall}: {verdict.rule}. {verdict.explanation}")
        if verdict.next_at and not verdict.allowed:
            self.stdout.write(f"  the next chance is at {_wall(reader, verdict.next_at)}")

    def _print_ledger(self, reader: User | None, at: datetime) -> None:
        lines = LedgerLine.objects.filter(asked_at=at).select_related("push__reader", "push__note").order_by("-pk")
        if reader:
            lines = lines.filter(push__reader=reader)
        for line in reversed(list(lines[:MOST_LINES])):
            push = line.push
            what = f" {push.note.title!r} ({push.source})" if push.note else ""
            who = f"{push.reader.handle} {push.local_day} {push.slot}"
            when = _wall(push.reader, line.about_at)
            self.stdout.write(f"  {line.step} {who} at {when}: {line.rule}{what}. {sentence_of(line)}")


def _instant(text: str | None) -> datetime:
    if text is None:
        return now()
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise CommandError(f"{text} is no instant. Write it as 2026-11-24T12:15:00+00:00.")
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _person(handle: str | None) -> User | None:
    if handle is None:
        return None
    reader = User.objects.active().filter(handle=handle.lower()).first()
    if reader is None:
        raise CommandError(f"There is nobody of the handle {handle}.")
    return reader


def _wall(reader: User, at: datetime) -> str:
    """An instant on the reader's own clock."""
    zone = reader.time_zone if reader.time_zone in known_zones() else "UTC"
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
