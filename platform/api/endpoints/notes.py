"""One note: read it, hand it in, change it, take it back; and the pictures it needs."""

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.composing import as_sent, composition_of
from api.endpoints.base import Endpoint, found_note, person_of, sent
from api.idempotency import Answer, key_of, once, submission_key
from api.models import Scope
from api.schema import IDEMPOTENT, answers
from api.shapes.asked import NoteAsked, PictureUpload
from api.shapes.notes import NoteFull, PictureFacts, Reading
from common.clock import now
from notes import publishing, uploads
from notes.models import Note, Picture, State
from notes.policy import policy_for, policy_of
from notes.views.reading import standing_of
from users.models import User


def _shown(public_id: str, reader: User | AnonymousUser) -> dict[str, Any]:  # Any: JSON
    note = found_note(Note.objects.visible_to(reader).for_page(), public_id)
    return NoteFull(Reading(note, standing_of(note, reader))).data


def _own(request: Request, public_id: str) -> Note:
    """The asker's own note. Raises Http404 for anybody else's."""
    return found_note(Note.objects.filter(author=person_of(request)).for_page(), public_id)


class Notes(Endpoint):
    scopes: ClassVar = {"POST": Scope.WRITE}

    @extend_schema(
        operation_id="note_hand_in",
        tags=["Notes"],
        summary="Hand in a note",
        request=NoteAsked,
        parameters=[IDEMPOTENT],
        responses=answers(201, NoteFull, 400, 422),
    )
    def post(self, request: Request) -> Response:
        """It is checked by the same rules as on the site and goes live when it passes; `state` says where it is."""
        author, at = person_of(request), now()

        def deed() -> Answer:
            facts = {"submission_key": submission_key(author, key_of(request))}
            composition = composition_of(sent(NoteAsked, request.data), author, **facts)
            note = publishing.submit(author, composition, policy=policy_for(author), at=at)
            return Answer(201, _shown(note.public_id, author))

        return once(request, author, deed, at=at)


class OneNote(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ, "PATCH": Scope.WRITE, "DELETE": Scope.WRITE}
    open_methods: ClassVar = frozenset({"GET"})

    @extend_schema(
        operation_id="note_read",
        tags=["Notes"],
        summary="A whole note",
        responses=answers(200, NoteFull, 404),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Public notes for everybody; followers' notes for followers; everything for its author."""
        return Response(_shown(public_id, request.user))

    @extend_schema(
        operation_id="note_change",
        tags=["Notes"],
        summary="Change an own note",
        request=NoteAsked(partial=True),
        responses=answers(200, NoteFull, 404, 409, 422),
    )
    def patch(self, request: Request, public_id: str) -> Response:
        """Fields that are not sent stay as they are; lists are replaced whole. What was told as paid stays told."""
        note = _own(request, public_id)
        changes = sent(NoteAsked, request.data, partial=True)
        composition = composition_of(as_sent(note) | changes, note.author, submission_key=note.submission_key)
        publishing.edit(note, composition, policy=policy_of(note.origin), at=now())
        return Response(_shown(public_id, note.author))

    @extend_schema(
        operation_id="note_withdraw",
        tags=["Notes"],
        summary="Take an own note back",
        request=None,
        responses=answers(204, None, 404, 409),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """It is withdrawn and can be handed in again; deleting for good is done on the site."""
        note = _own(request, public_id)
        if note.state != State.WITHDRAWN:
            publishing.withdraw(note, at=now())
        return Response(status=204)


class Pictures(Endpoint):
    scopes: ClassVar = {"POST": Scope.WRITE}
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="picture_upload",
        tags=["Pictures"],
        summary="Upload a picture",
        request={"multipart/form-data": PictureUpload},
        parameters=[IDEMPOTENT],
        responses=answers(201, PictureFacts, 400, 422),
    )
    def post(self, request: Request) -> Response:
        """One file a request. A worker prepares it and drops every metadata field; a note may name it at once."""
        owner, at = person_of(request), now()

        def deed() -> Answer:
            picture = uploads.receive(owner, sent(PictureUpload, request.data)["file"], at=at)
            return Answer(201, PictureFacts(picture).data)

        return once(request, owner, deed, at=at)


class OnePicture(Endpoint):
    scopes: ClassVar = {"GET": Scope.WRITE}

    @extend_schema(
        operation_id="picture_read",
        tags=["Pictures"],
        summary="How far an own picture is",
        responses=answers(200, PictureFacts, 404),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Waiting, ready with its addresses, or refused with the reason. Pictures no note takes go after a day."""
        picture = Picture.objects.filter(owner=person_of(request), public_id=public_id).first()
        if picture is None:
            raise Http404
        return Response(PictureFacts(picture).data)
