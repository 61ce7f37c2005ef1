"""Being found: one's invite link, and the square Nearby reads by."""

from typing import ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, person_of, sent
from api.models import Scope
from api.schema import answers
from api.shapes.messages import CellAsked, InviteShape, NearnessShape
from common.clock import now
from users.inviting import end_invite, invite_of, joined_by, make_invite
from users.models import Invite, User
from users.nearness import choose_cell, forget_cell, nearness_of


def _invite(person: User, invite: Invite | None) -> Response:
    url = reverse("users:invite", args=[invite.code]) if invite else ""
    facts = {"url": url, "expires_at": invite.expires_at if invite else None, "joined": joined_by(person)}
    return Response(InviteShape(facts).data)


class MyInvite(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ, "PUT": Scope.WRITE, "DELETE": Scope.WRITE}

    @extend_schema(
        operation_id="invite", tags=["People"], summary="Your invite link", responses=answers(200, InviteShape)
    )
    def get(self, request: Request) -> Response:
        """Empty when there is none that works."""
        person = person_of(request)
        return _invite(person, invite_of(person, at=now()))

    @extend_schema(
        operation_id="invite_renew",
        tags=["People"],
        summary="A new invite link",
        request=None,
        responses=answers(200, InviteShape),
    )
    def put(self, request: Request) -> Response:
        """The one before works no more."""
        person = person_of(request)
        return _invite(person, make_invite(person, at=now()))

    @extend_schema(
        operation_id="invite_end",
        tags=["People"],
        summary="End your invite link",
        request=None,
        responses=answers(204, None),
    )
    def delete(self, request: Request) -> Response:
        """Whoever joined by it stays."""
        end_invite(person_of(request), at=now())
        return Response(status=204)


class MyNearby(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ, "PUT": Scope.WRITE, "DELETE": Scope.WRITE}

    @extend_schema(
        operation_id="nearby",
        tags=["People"],
        summary="The square Nearby reads by",
        responses=answers(200, NearnessShape),
    )
    def get(self, request: Request) -> Response:
        """Your own; nobody else's can be asked for."""
        return Response(NearnessShape(nearness_of(person_of(request), at=now())).data)

    @extend_schema(
        operation_id="nearby_choose",
        tags=["People"],
        summary="Choose or renew the square you are in",
        request=CellAsked,
        responses=answers(200, NearnessShape, 422),
    )
    def put(self, request: Request) -> Response:
        """A number of the grid, never a position. It is forgotten after some days."""
        person, at = person_of(request), now()
        choose_cell(person, sent(CellAsked, request.data)["cell"], at=at)
        return Response(NearnessShape(nearness_of(person, at=at)).data)

    @extend_schema(
        operation_id="nearby_forget",
        tags=["People"],
        summary="Forget the square at once",
        request=None,
        responses=answers(204, None),
    )
    def delete(self, request: Request) -> Response:
        """Nearby reads by your city again."""
        forget_cell(person_of(request))
        return Response(status=204)
