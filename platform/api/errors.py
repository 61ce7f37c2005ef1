"""Refusals in one documented form: RFC 9457, application/problem+json, words beside their fields under `errors`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from common.clock import now
from common.keyset import BadCursor
from conversations.answering import AlreadyAnswered
from conversations.limiting import TooManyMessages
from conversations.writing import MessageRefused
from notes.albums import AlbumRefused
from notes.comments import CommentRefused, TooManyComments
from notes.composition import CompositionRefused
from notes.drafts import DraftConflict, DraftGone, DraftRefused
from notes.publishing import TooManyNotes, WrongState
from notes.uploads import UploadRefused
from users.following import CannotFollow
from users.muting import CannotMute
from users.nearness import NoSuchCell
from users.safety import CannotBlock

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal. `code` is for programs, `detail` and `errors` are sentences for people."""

    status: int
    code: str
    detail: str
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "errors": dict(self.errors),
        }
        return Response(body, status=self.status, headers=dict(self.headers), content_type=MEDIA_TYPE)


class KeyReused(exceptions.APIException):
    """The idempotency key stands for another request."""

    status_code = 422
    default_code = "key_reused"


def flat(detail: Any, path: str = "") -> dict[str, list[str]]:  # Any: DRF nests lists, dicts and texts
    """Nested errors as one level: {"pictures.0.id": ["…"]}."""
    if isinstance(detail, Mapping):
        parts = [flat(value, f"{path}.{key}" if path else str(key)) for key, value in detail.items()]
    elif isinstance(detail, list) and any(isinstance(value, dict | list) for value in detail):
        parts = [flat(value, f"{path}.{number}" if path else str(number)) for number, value in enumerate(detail)]
    else:
        texts = [str(value) for value in (detail if isinstance(detail, list) else [detail])]
        return {path or "request": texts} if texts else {}
    return {key: texts for part in parts for key, texts in part.items()}


def _of_validation(error: exceptions.ValidationError) -> Problem:
    return _of_fields(flat(error.detail))


def _of_fields(errors: Mapping[str, list[str]]) -> Problem:
    first = next((texts[0] for texts in errors.values() if texts), "")
    return Problem(422, "invalid", first, errors)


def _of_api(error: exceptions.APIException) -> Problem:
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(ceil(wait))
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    code = error.get_codes()
    return Problem(error.status_code, code if isinstance(code, str) else "refused", str(error.detail), headers=headers)


def _of_limit(code: str) -> Callable[[TooManyNotes | TooManyComments], Problem]:
    def problem(refused: TooManyNotes | TooManyComments) -> Problem:
        wait = max(1, ceil((refused.again_at - now()).total_seconds()))
        return Problem(429, code, str(refused), headers={"Retry-After": str(wait)})

    return problem


# The first class that fits answers; subclasses stand before what they inherit from.
_PROBLEMS: Mapping[type[Exception], Callable[[Any], Problem]] = {  # Any: each takes its own exception
    exceptions.ValidationError: _of_validation,
    exceptions.APIException: _of_api,
    CompositionRefused: lambda refused: _of_fields(refused.errors),
    TooManyComments: _of_limit("too_many_comments"),
    CommentRefused: lambda refused: _of_fields({"body": [str(refused)]}),
    UploadRefused: lambda refused: Problem(422, refused.code, refused.message, {"file": [refused.message]}),
    TooManyNotes: _of_limit("too_many_notes"),
    CannotBlock: lambda refused: Problem(422, "cannot_block", str(refused)),
    CannotMute: lambda refused: Problem(422, "cannot_mute", str(refused)),
    AlbumRefused: lambda refused: _of_fields({refused.field or "album": [str(refused)]}),
    CannotFollow: lambda refused: Problem(422, "cannot_follow", str(refused)),
    DraftConflict: lambda conflict: Problem(409, "version_conflict", str(conflict)),
    DraftGone: lambda gone: Problem(404, "gone", str(gone)),
    DraftRefused: lambda refused: Problem(422, "draft_refused", str(refused)),
    WrongState: lambda refused: Problem(409, "wrong_state", str(refused)),
    MessageRefused: lambda refused: _of_fields({"body": [str(refused)]}),
    TooManyMessages: lambda refused: Problem(
        429, "too_many_messages", str(refused), headers={"Retry-After": str(refused.retry_after_s)}
    ),
    AlreadyAnswered: lambda refused: Problem(409, "already_answered", str(refused)),
    NoSuchCell: lambda refused: _of_fields({"cell": [str(refused)]}),
    BadCursor: lambda _refused: Problem(400, "bad_cursor", "This cursor belongs to another list."),
    Http404: lambda _missing: Problem(404, "not_found", "There is nothing here that you may see."),
    PermissionDenied: lambda _refused: Problem(403, "permission_denied", "You may not do this."),
}


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:  # Any: DRF's context
    """The answer to a refusal; None for what is a fault of ours and has to be heard of."""
    make = next((make for kind, make in _PROBLEMS.items() if isinstance(error, kind)), None)
    return make(error).response() if make else None
