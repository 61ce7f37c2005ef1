"""How long it takes to judge a reaction against the ladder, as the site does it while the reader waits.

    make bench BENCH_ARGS="levels"

Notes with so many reactions of each kind as the row says, by readers of whom some are in rings, some too young and all
have reacted to the author before. The last row is a whole life: every reaction from the first to the five-hundredth,
which counts what is left out on the way (nothing is weighed below the first line's raw count, nor once both lines are
written, and of a note many reacted to only now and then). Everything is rolled back. Prints lines of JSON.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  (models exist only after setup)

from embedded import prepare  # noqa: E402
from notes import lines  # noqa: E402
from notes.models import Collect, Like, Note, State  # noqa: E402
from users.models import RingMember, User  # noqa: E402

NOW = datetime(2026, 11, 24, tzinfo=UTC)
READERS, EARLIER = 600, 5
# The limit stands for one reaction that may carry a note to a line.
SIZES = (10, 50, 200)
A_LIFE = 500
# From this share of the readers upwards an account is young, or in a ring: neither reaches a line quickly.
_YOUNG_EVERY, _RING_EVERY = 4, 3


def people() -> tuple[User, list[User]]:
    """An author and readers, a quarter of them here since yesterday, a third in one ring."""
    first = User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = User.objects.bulk_create(
        User(
            handle=f"levels_{first}_{n}",
            email=f"levels-{first}-{n}@example.org",
            password="!",
            joined_at=NOW - timedelta(days=1 if n % _YOUNG_EVERY == 0 else 200),
        )
        for n in range(READERS + 1)
    )
    author, readers = made[0], made[1:]
    rings = [RingMember(person=one, ring=1, found_at=NOW) for one in readers[::_RING_EVERY]]
    RingMember.objects.bulk_create(rings)
    return author, readers


def note_of(author: User, readers: Sequence[User], reactions: int) -> Note:
    """A live note with so many reactions, likes and collects in turn."""
    when = NOW - timedelta(days=2)
    note = Note.objects.create(author=author, state=State.LIVE, title="Loaf", published_at=when)
    for number in range(reactions):
        _react(note, readers[number], number, when + timedelta(minutes=number))
    note.refresh_from_db()
    return note


def _react(note: Note, reader: User, number: int, when: datetime) -> None:
    model, counter = (Collect, "collect_count") if number % 2 else (Like, "like_count")
    model.objects.create(note=note, person=reader, created_at=when)
    Note.objects.filter(pk=note.pk).update(**{counter: getattr(note, counter) + 1})
    setattr(note, counter, getattr(note, counter) + 1)


def _judged(note: Note) -> float:
    """How long one judgement takes, in milliseconds; what it writes is taken back."""
    began = time.perf_counter()
    with transaction.atomic():
        lines.reward(note, at=NOW)
        spent = (time.perf_counter() - began) * 1000
        transaction.set_rollback(True)
    return spent


def measure(rounds: int) -> Iterator[dict[str, Any]]:
    author, readers = people()
    for _ in range(EARLIER):
        note_of(author, readers, 40)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE users_user, notes_note, notes_like, notes_collect")
    for size in SIZES:
        note = note_of(author, readers, size)
        figures = [_judged(note) for _ in range(rounds * 40 + 1)][1:]
        yield _line(f"{size}", figures)
    yield _line(f"each of {A_LIFE}", _life(author, readers))


def _life(author: User, readers: Sequence[User]) -> list[float]:
    """Every reaction of a note from the first on, and what is written stays."""
    note, spent = note_of(author, readers, 0), []
    for number in range(A_LIFE):
        _react(note, readers[number], number, NOW - timedelta(hours=12) + timedelta(minutes=number))
        began = time.perf_counter()
        lines.reward(note, at=NOW)
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def _line(reactions: str, figures: list[float]) -> dict[str, Any]:
    cuts = quantiles(figures, n=100, method="inclusive")
    return {
        "name": "levels",
        "reactions": reactions,
        "requests": len(figures),
        "mean_ms": round(sum(figures) / len(figures), 2),
        **{f"p{at}_ms": round(cuts[at - 1], 2) for at in (50, 95, 99)},
        "max_ms": round(max(figures), 2),
        "at": datetime.now(UTC).isoformat("T", "seconds"),
    }


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    sys.stdout, out = sys.stderr, sys.stdout
    prepare.migrate()
    with transaction.atomic():
        for line in measure(given.rounds):
            print(json.dumps(line), file=out, flush=True)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
