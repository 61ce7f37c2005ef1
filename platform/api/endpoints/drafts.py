"""Drafts, the time of a scheduled note, and what a note said before."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.composing import composition_of
from api.drafting import fields_of, sent_of
from api.endpoints.base import Endpoint, found_note, person_of, sent
from api.idempotency import Answer, once
from api.models import Scope
from api.schema import IDEMPOTENT, answers
from api.shapes.drafts import DraftAsked, DraftFull, DraftList, HistoryPage, ScheduleAsked
from api.shapes.notes import NoteFull, Reading
from common.clock import now
from notes import drafts, publishing, scheduling
from notes.history import versions_of
from notes.models import Draft, Note
from notes.policy import policy_for, policy_of
from notes.views.reading import standing_of
from users.models import User


def _draft(author: User, key: UUID) -> Draft:
    """The asker's own draft. Raises Http404 for anybody else's."""
    found = Draft.objects.of(author).filter(submission_key=key).select_related("author", "note").first()
    if found is None:
        raise Http404
    return found


def _shown(draft: Draft) -> dict[str, Any]:  # Any: JSON
    return dict(DraftFull(draft, context={"sent": sent_of(draft)}).data)


class Drafts(Endpoint):
    scopes: ClassVar = {"GET": Scope.WRITE}

    @extend_schema(operation_id="drafts", tags=["Drafts"], summary="Own drafts", responses=answers(200, DraftList))
    def get(self, request: Request) -> Response:
        """The last saved first; at most 50, so there is no second page."""
        rows = Draft.objects.of(person_of(request)).order_by("-saved_at", "-pk")
        return Response(DraftList({"items": rows}).data)


class OneDraft(Endpoint):
    scopes: ClassVar = {"GET": Scope.WRITE, "PUT": Scope.WRITE, "DELETE": Scope.WRITE}

    @extend_schema(
        operation_id="draft_read", tags=["Drafts"], summary="A whole draft", responses=answers(200, DraftFull, 404)
    )
    def get(self, request: Request, key: UUID) -> Response:
        """As far as it is filled in; nobody reads it but its author."""
        return Response(_shown(_draft(person_of(request), key)))

    @extend_schema(
        operation_id="draft_save",
        tags=["Drafts"],
        summary="Save a draft",
        request=DraftAsked,
        responses=answers(200, DraftFull, 404, 409, 422),
    )
    def put(self, request: Request, key: UUID) -> Response:
        """Makes it or replaces it. `version` is the one it grew from, 0 for a new one; another one gives 409."""
        author, asked = person_of(request), sent(DraftAsked, request.data)
        before = Draft.objects.of(author).filter(submission_key=key).first()
        fields = fields_of(asked, author, before.fields if before else {})
        draft = drafts.keep(author, key, fields, version=asked["version"], at=now())
        return Response(_shown(draft))

    @extend_schema(
        operation_id="draft_delete",
        tags=["Drafts"],
        summary="Throw a draft away",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, key: UUID) -> Response:
        """A note it would change stays as it is."""
        drafts.discard(_draft(person_of(request), key), at=now())
        return Response(status=204)


class PublishDraft(Endpoint):
    scopes: ClassVar = {"POST": Scope.WRITE}

    @extend_schema(
        operation_id="draft_publish",
        tags=["Drafts"],
        summary="Hand a draft in",
        request=None,
        parameters=[IDEMPOTENT],
        responses=answers(201, NoteFull, 400, 404, 422),
    )
    def post(self, request: Request, key: UUID) -> Response:
        """By the rules of every note; the draft is gone when it is taken. Sent again, the same note answers."""
        author, at = person_of(request), now()

        def deed() -> Answer:
            draft = _draft(author, key)
            composition = composition_of(sent_of(draft), author, submission_key=key)
            if draft.note is None:
                note = publishing.submit(author, composition, policy=policy_for(author), at=at)
            else:
                note = draft.note
                publishing.edit(note, composition, policy=policy_of(note.origin), at=at)
            full = found_note(Note.objects.filter(author=author).for_page(), note.public_id)
            return Answer(201, NoteFull(Reading(full, standing_of(full, author))).data)

        return once(request, author, deed, at=at)


class NoteSchedule(Endpoint):
    scopes: ClassVar = {"PUT": Scope.WRITE}

    @extend_schema(
        operation_id="note_schedule",
        tags=["Notes"],
        summary="Give a scheduled note another time",
        request=ScheduleAsked,
        responses=answers(200, NoteFull, 404, 409, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """Null publishes it now; taking the note back is a DELETE of the note."""
        author = person_of(request)
        note = found_note(Note.objects.filter(author=author).for_page(), public_id)
        when = sent(ScheduleAsked, request.data)["scheduled_at"]
        if when is None:
            scheduling.publish_now(note, at=now())
        else:
            scheduling.reschedule(note, when, at=now())
        return Response(NoteFull(Reading(note, standing_of(note, author))).data)


class NoteHistory(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ}
    open_methods: ClassVar = frozenset({"GET"})

    @extend_schema(
        operation_id="note_history",
        tags=["Notes"],
        summary="What a note said before",
        responses=answers(200, HistoryPage, 404),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """The newest version first: those the person who asks could have read in their time."""
        note = found_note(Note.objects.visible_to(request.user).live(), public_id)
        return Response(HistoryPage({"items": versions_of(note, request.user)}).data)
