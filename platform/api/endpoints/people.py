"""People: their profiles, and following them."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, OpenEndpoint, person_of
from api.models import AccessToken, Scope
from api.schema import answers
from api.shapes.people import Following, Me, Person, Standing
from common.clock import now
from users import muting, safety
from users.models import User
from users.profile_standing import standing_towards
from users.requests import ask_to_follow, stop_following
from users.shield import people_for


class WhoAmI(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ}

    @extend_schema(operation_id="me", tags=["People"], summary="Who you are here", responses=answers(200, Me))
    def get(self, request: Request) -> Response:
        """The person a token or a session speaks for, and what it opens."""
        me = person_of(request)
        scopes = request.auth.scopes if isinstance(request.auth, AccessToken) else Scope.values
        return Response(Me({"handle": me.handle, "shown_name": me.shown_name, "scopes": scopes}).data)


class OnePerson(OpenEndpoint):
    @extend_schema(
        operation_id="person_read", tags=["People"], summary="A public profile", responses=answers(200, Person, 404)
    )
    def get(self, request: Request, handle: str) -> Response:
        """Anybody whose account is active, unless one of you blocked the other."""
        person = get_object_or_404(people_for(request.user), handle=handle)
        about = standing_towards(person, request.user)
        facts = {
            "is_following": about.is_following,
            "is_asked": about.is_asked,
            "is_self": request.user.pk == person.pk,
        }
        standing = Standing(facts).data
        return Response(Person(person, context={"standing": standing}).data)


class FollowPerson(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT, "DELETE": Scope.REACT}

    def _answer(self, person: User, *, is_following: bool, is_asked: bool = False) -> Response:
        person.refresh_from_db(fields=["followers_count"])
        body = {"is_following": is_following, "is_asked": is_asked, "followers_count": person.followers_count}
        return Response(Following(body).data)

    @extend_schema(
        operation_id="follow",
        tags=["People"],
        summary="Follow somebody",
        request=None,
        responses=answers(200, Following, 404, 422),
    )
    def put(self, request: Request, handle: str) -> Response:
        """A second time changes nothing. Nobody follows themselves."""
        person = get_object_or_404(people_for(request.user), handle=handle)
        follows = ask_to_follow(person_of(request), person, at=now())
        return self._answer(person, is_following=follows, is_asked=not follows)

    @extend_schema(
        operation_id="unfollow",
        tags=["People"],
        summary="Follow somebody no longer",
        request=None,
        responses=answers(200, Following, 404),
    )
    def delete(self, request: Request, handle: str) -> Response:
        """Without a follow nothing changes."""
        person = get_object_or_404(people_for(request.user), handle=handle)
        stop_following(person_of(request), person)
        return self._answer(person, is_following=False)


class BlockPerson(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT, "DELETE": Scope.REACT}

    @extend_schema(
        operation_id="block",
        tags=["People"],
        summary="Block somebody",
        request=None,
        responses=answers(204, None, 404, 422),
    )
    def put(self, request: Request, handle: str) -> Response:
        """You do not see or find each other; follows between you end. A second time changes nothing."""
        safety.block(person_of(request), get_object_or_404(User.objects.active(), handle=handle), at=now())
        return Response(status=204)

    @extend_schema(
        operation_id="unblock",
        tags=["People"],
        summary="Take a block back",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, handle: str) -> Response:
        """Follows do not come back by themselves."""
        safety.unblock(person_of(request), get_object_or_404(User.objects.active(), handle=handle))
        return Response(status=204)


class MutePerson(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT, "DELETE": Scope.REACT}

    @extend_schema(
        operation_id="mute",
        tags=["People"],
        summary="Mute somebody",
        request=None,
        responses=answers(204, None, 404, 422),
    )
    def put(self, request: Request, handle: str) -> Response:
        """Nobody is told. It holds until it is taken back."""
        muting.mute_person(
            person_of(request), get_object_or_404(people_for(request.user), handle=handle), until=None, at=now()
        )
        return Response(status=204)

    @extend_schema(
        operation_id="unmute",
        tags=["People"],
        summary="Take a mute back",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, handle: str) -> Response:
        """A second time changes nothing."""
        muting.unmute_person(person_of(request), get_object_or_404(User.objects.active(), handle=handle))
        return Response(status=204)
