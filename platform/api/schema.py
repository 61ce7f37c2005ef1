"""What the schema has to be told beside the code: tokens, problems, the idempotency header."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api.errors import MEDIA_TYPE
from api.idempotency import HEADER
from api.shapes.base import Shape


class ScopedTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base is untyped
    """Registers itself by being imported."""

    target_class = "api.authentication.ScopedTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # Any: drf-spectacular's AutoSchema
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of /settings/tokens/ with the scopes read, react or write.",
        }


class Problem(Shape):
    """A refusal as RFC 9457 describes it. `errors` maps a field to sentences; `code` is for programs."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # DRF takes declared fields out of the class
        child=serializers.ListField(child=serializers.CharField())
    )


_REFUSALS = {
    400: "The request cannot be read.",
    401: "Nobody is known: log in or send a token.",
    403: "The token does not have the scope, or this is not yours.",
    404: "There is nothing here that you may see.",
    409: "It is not in a state from which this can be done.",
    422: "Something in the request breaks a rule; see `errors`.",
    429: "Too many requests; wait for Retry-After seconds.",
}

IDEMPOTENT = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="8 to 64 visible characters, new for each request. Sent again with the same body it gives the same "
    "answer, for seven days; with another body it is refused with 422.",
)


def answers(status: int, shape: Any, *refusals: int) -> dict[Any, Any]:  # Any: whatever extend_schema takes
    """The responses of an operation: its own, 401, 403 and 429 of all, and the refusals named."""
    found: dict[Any, Any] = {status: shape}  # Any: as above
    for code in sorted({401, 403, 429, *refusals}):
        found[code, MEDIA_TYPE] = OpenApiResponse(Problem, description=_REFUSALS[code])
    return found
