"""Likes and collects: as often as one likes, once in the table."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, found_note, person_of
from api.models import Scope
from api.schema import answers
from api.shapes.notes import Reacted
from common.clock import now
from notes.engagement import count_of, react, unreact
from notes.models import Note


class _Reaction(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT, "DELETE": Scope.REACT}
    kind: ClassVar[str]

    def _note(self, request: Request, public_id: str) -> Note:
        return found_note(Note.objects.visible_to(request.user).live(), public_id)

    def _answer(self, note: Note, *, is_active: bool) -> Response:
        return Response(Reacted({"is_active": is_active, "count": count_of(note, self.kind)}).data)

    def put(self, request: Request, public_id: str) -> Response:
        note = self._note(request, public_id)
        react(note, person_of(request), self.kind, at=now())
        return self._answer(note, is_active=True)

    def delete(self, request: Request, public_id: str) -> Response:
        note = self._note(request, public_id)
        unreact(note, person_of(request), self.kind)
        return self._answer(note, is_active=False)


def _described(verb: str, summary: str) -> dict[str, object]:
    return {
        "operation_id": verb,
        "tags": ["Reactions"],
        "summary": summary,
        "request": None,
        "responses": answers(200, Reacted, 404),
    }


class LikeNote(_Reaction):
    kind = "like"

    @extend_schema(**_described("like", "Like a note"))  # type: ignore[arg-type]  # one table of words for four methods
    def put(self, request: Request, public_id: str) -> Response:
        """A second time changes nothing."""
        return super().put(request, public_id)

    @extend_schema(**_described("unlike", "Take a like back"))  # type: ignore[arg-type]  # as above
    def delete(self, request: Request, public_id: str) -> Response:
        """Without a like nothing changes."""
        return super().delete(request, public_id)


class CollectNote(_Reaction):
    kind = "collect"

    @extend_schema(**_described("collect", "Collect a note"))  # type: ignore[arg-type]  # as above
    def put(self, request: Request, public_id: str) -> Response:
        """A second time changes nothing."""
        return super().put(request, public_id)

    @extend_schema(**_described("uncollect", "Take a collect back"))  # type: ignore[arg-type]  # as above
    def delete(self, request: Request, public_id: str) -> Response:
        """Without a collect nothing changes."""
        return super().delete(request, public_id)
