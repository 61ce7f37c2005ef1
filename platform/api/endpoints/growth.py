"""The ladder for everybody, and one's own place on it."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, OpenEndpoint, person_of
from api.models import Scope
from api.schema import answers
from api.shapes.ladder import Growth, Ladder
from common.clock import now
from users.ladder_rows import ladder_rows
from users.levels import ladder
from users.progress import progress_of


class TheLadder(OpenEndpoint):
    @extend_schema(
        operation_id="ladder",
        tags=["Levels"],
        summary="What the levels ask for and open",
        responses=answers(200, Ladder),
    )
    def get(self, request: Request) -> Response:
        """The figures in force; staff may change them."""
        return Response(Ladder({"levels": ladder(), "lines": ladder_rows().lines}).data)


class MyGrowth(Endpoint):
    scopes: ClassVar = {"GET": Scope.READ}

    @extend_schema(
        operation_id="growth", tags=["Levels"], summary="Your level and what is missing", responses=answers(200, Growth)
    )
    def get(self, request: Request) -> Response:
        """What the page of growth shows."""
        return Response(Growth(progress_of(person_of(request), at=now())).data)
