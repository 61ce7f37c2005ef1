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
from users.following import follow, unfollow
from users.models import Follow, User
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
        """Anybody whose account is active."""
        person = get_object_or_404(people_for(request.user), handle=handle)
        asker = request.user.pk
        following = asker is not None and Follow.objects.filter(follower=asker, followed=person).exists()
        standing = Standing({"is_following": following, "is_self": asker == person.pk}).data
        return Response(Person(person, context={"standing": standing}).data)


class FollowPerson(Endpoint):
    scopes: ClassVar = {"PUT": Scope.REACT, "DELETE": Scope.REACT}

    def _answer(self, person: User, *, is_following: bool) -> Response:
        person.refresh_from_db(fields=["followers_count"])
        return Response(Following({"is_following": is_following, "followers_count": person.followers_count}).data)

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
        follow(person_of(request), person, at=now())
        return self._answer(person, is_following=True)

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
        unfollow(person_of(request), person)
        return self._answer(person, is_following=False)
