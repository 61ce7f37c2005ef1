"""The figures of the day on the admin's first page. Each is bounded: none reads a whole table."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.models import Category
from moderation.models import Case, Decision, Report
from moderation.queue import WAITING_STATES
from notes.models import Comment, Note, State
from users.models import User

# A figure stops counting here and says "1000+".
MOST = 1000
BADGE = 99
_SHOWN_CATEGORIES = 6
_SHOWN_ACTS = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One tile: `read` is asked with the beginning of the day and the present instant and answers what is shown."""

    title: Any  # Any: a word or a lazy one
    icon: str
    read: Callable[[datetime, datetime], str]
    link: str = ""


_FIGURES: list[Figure] = []


def register(figure: Figure) -> Figure:
    """Adds a tile. Floors above call it when their app is ready; moderation does not know them."""
    _FIGURES.append(figure)
    return figure


def counted(rows: QuerySet[Any], most: int = MOST) -> str:
    """How many rows there are, up to `most`; "1000+" beyond. The rows have to be found by an index."""
    found = rows.order_by()[: most + 1].count()
    return str(found) if found <= most else f"{most}+"


def newest_since(rows: QuerySet[Any], field: str, since: datetime) -> str:
    """How many of the newest of `rows` are from today. Keys grow with time, so the newest MOST rows are looked at and a
    table without an index on the instant is not read through."""
    newest = rows.order_by("-pk").values_list(field, flat=True)[:MOST]
    found = sum(1 for at in newest if at >= since)
    return str(found) if found < MOST else f"{MOST}+"


def _published(since: datetime, at: datetime) -> str:
    return counted(Note.objects.public().filter(published_at__gte=since))


def _refused(since: datetime, at: datetime) -> str:
    return counted(Decision.objects.filter(verdict=Decision.Verdict.REFUSE, decided_at__gte=since))


def _joined(since: datetime, at: datetime) -> str:
    return newest_since(User.objects.active(), "joined_at", since)


def _said(since: datetime, at: datetime) -> str:
    return newest_since(Comment.objects.all(), "created_at", since)


register(Figure(_("Published today"), "spa", _published, "admin:notes_note_changelist"))
register(Figure(_("Refused today"), "block", _refused, "admin:moderation_decision_changelist"))
register(Figure(_("New people today"), "person_add", _joined, "admin:users_user_changelist"))
register(Figure(_("Comments today"), "chat_bubble", _said, "admin:notes_comment_changelist"))


def waiting_count(most: int = MOST) -> str:
    """How many notes nobody has decided."""
    return counted(Note.objects.filter(state__in=WAITING_STATES), most)


def asked_about_count() -> str:
    """How many live notes a rule wants a person to look at."""
    return counted(Case.objects.filter(closed_at=None, note__state=State.LIVE))


def _oldest() -> datetime | None:
    """Since when the note waits that waits longest."""
    waiting = Note.objects.filter(state__in=WAITING_STATES, submitted_at__isnull=False)
    return waiting.order_by("submitted_at").values_list("submitted_at", flat=True).first()


def top_categories(since: datetime) -> list[tuple[Category, int, int]]:
    """The categories most written in, with their counts and their share of the largest in percent."""
    newest = Note.objects.public().filter(published_at__gte=since, category__isnull=False).order_by("-published_at")
    largest = Counter(newest.values_list("category_id", flat=True)[:MOST]).most_common(_SHOWN_CATEGORIES)
    names = Category.objects.in_bulk([key for key, _count in largest if key is not None])
    most = largest[0][1] if largest else 1
    return [(names[key], count, round(100 * count / most)) for key, count in largest if key is not None]


def figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What templates/admin/index.html shows; the day is that of the member of staff."""
    at = now()
    since = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    oldest = _oldest()
    tiles = [
        {"title": figure.title, "icon": figure.icon, "value": figure.read(since, at), "link": _address(figure)}
        for figure in _FIGURES
    ]
    return context | {
        "title": _("Today"),
        "waiting": waiting_count(),
        "asked_about": asked_about_count(),
        "oldest": timesince(oldest, at, depth=1) if oldest else "",
        "reports": counted(Report.objects.open()),
        "tiles": tiles,
        "acts": list(LogEntry.objects.select_related("user").order_by("-pk")[:_SHOWN_ACTS]),
        "categories": top_categories(at - timedelta(days=7)),
    }


def _address(figure: Figure) -> str:
    return reverse(figure.link) if figure.link else ""


def waiting_badge(request: HttpRequest) -> str:
    """The figure beside "Notes waiting" in the sidebar."""
    return waiting_count(BADGE)


def reports_badge(request: HttpRequest) -> str:
    """The figure beside "Reports" in the sidebar."""
    return counted(Report.objects.open(), BADGE)
