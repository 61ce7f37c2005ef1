"""The figures of the day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.clock import now
from moderation import dashboard
from moderation.models import Decision
from notes.models import Comment, Note
from tests.factories import NOON, category, note, person
from tests.staff.desk import at_desk, counts_whole_table, staff, waiting_note

pytestmark = pytest.mark.django_db


def _tiles(who: object = None) -> dict[str, str]:
    page = at_desk(who).get(reverse("admin:index"))  # type: ignore[arg-type]
    return {str(tile["title"]): tile["value"] for tile in page.context["tiles"]}


def test_the_day_is_counted_from_its_beginning() -> None:
    at, before = now(), now() - timedelta(days=2)
    who = staff(joined_at=before)
    row = note(person(joined_at=before), published_at=at)
    note(row.author, published_at=before)
    Decision.objects.create(note=row, verdict="refuse", decided_at=at)
    Decision.objects.create(note=row, verdict="refuse", decided_at=before)
    Comment.objects.create(note=row, author=row.author, body="Today", created_at=at)
    Comment.objects.create(note=row, author=row.author, body="Before", created_at=before)
    person(joined_at=at)
    tiles = _tiles(who)
    assert [tiles[title] for title in ("Published today", "Refused today", "New people today", "Comments today")] == [
        "1", "1", "1", "1",
    ]  # fmt: skip


def test_what_waits_is_shown_with_the_age_of_the_oldest() -> None:
    waiting_note(submitted_at=now() - timedelta(hours=3))
    waiting_note(submitted_at=now() - timedelta(minutes=5))
    page = at_desk().get(reverse("admin:index"))
    assert page.context["waiting"] == "2"
    assert page.context["oldest"].replace("\xa0", " ") == "3 hours"


def test_categories_are_shown_by_how_much_was_written_in_them() -> None:
    for code, count in (("food", 2), ("home", 3)):
        for _ in range(count):
            note(category=category(code), published_at=now())
    shown = at_desk().get(reverse("admin:index")).context["categories"]
    assert [(row.code, count, share) for row, count, share in shown] == [("home", 3, 100), ("food", 2, 67)]


def test_counting_stops_at_the_bound() -> None:
    for _ in range(4):
        note()
    assert dashboard.counted(Note.objects.all(), 3) == "3+"
    assert dashboard.counted(Note.objects.all(), 4) == "4"


def test_the_dashboard_asks_no_more_with_many_rows_and_counts_no_whole_table() -> None:
    who = staff()
    note(published_at=now())
    at_desk(who).get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as few:
        at_desk(who).get(reverse("admin:index"))
    for _ in range(60):
        note(published_at=now())
        waiting_note(submitted_at=NOON)
    with CaptureQueriesContext(connection) as many:
        at_desk(who).get(reverse("admin:index"))
    assert len(many) == len(few)
    assert [query["sql"] for query in many if counts_whole_table(query["sql"])] == []


def test_a_floor_above_brings_its_own_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "_FIGURES", list(dashboard._FIGURES))
    dashboard.register(dashboard.Figure("Pushes today", "bell", lambda since, at: "12"))
    assert _tiles()["Pushes today"] == "12"
