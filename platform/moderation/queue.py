"""Which notes wait for a member of staff, and what the rules found in them."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from moderation.models import Case, WaitingNote
from notes.models import State

WAITING_STATES = (State.SUBMITTED, State.IN_REVIEW)


def waiting() -> QuerySet[Any]:  # Any: a proxy shares its parent's manager, and with it the parent's type
    """Notes nobody has decided, and live ones a rule asked about; with what the rules found. See `queue_order`.

    The two kinds are found by their own indexes first, so that a million decided notes cost nothing.
    """
    undecided = WaitingNote.objects.filter(state__in=WAITING_STATES).values("pk")
    asked_about = Case.objects.filter(closed_at=None, note__state=State.LIVE).values("note_id")
    return WaitingNote.objects.filter(pk__in=undecided.union(asked_about))


def with_findings(rows: QuerySet[Any]) -> QuerySet[Any]:  # Any: as above
    """Notes with the open case (`finding`, `passage`) and the instant their waiting began (`waits_since`)."""
    case = Case.objects.filter(note=OuterRef("pk"), closed_at=None)
    found: QuerySet[Any] = rows.annotate(
        finding=Subquery(case.values("reason")[:1]),
        passage=Subquery(case.values("passage")[:1]),
        waits_since=Coalesce("submitted_at", "created_at"),
    )
    return found
