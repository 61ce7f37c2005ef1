"""A request sent twice is done once: the second sending gets the first one's answer."""

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from api.errors import KeyReused
from api.models import IdempotencyKey
from common.rows import added
from users.models import User

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(days=7)
_KEY = re.compile(r"[\x21-\x7e]{8,64}")
_SWEEP = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What a deed came to: a status and a body of JSON."""

    status: int
    body: Any  # Any: JSON


def key_of(request: Request) -> str:
    """The key of a request. Raises ParseError when it is missing or not 8 to 64 visible ASCII characters."""
    key = request.headers.get(HEADER, "")
    if not _KEY.fullmatch(key):
        raise ParseError(_("Send a header Idempotency-Key of 8 to 64 letters, digits or signs, new for each request."))
    return key


def submission_key(person: User, key: str) -> uuid.UUID:
    """The submission key of a note or comment: the key itself when it is a UUID, else one made of it."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"meadow:{person.public_id}:{key}")


def once(request: Request, person: User, deed: Callable[[], Answer], *, at: datetime) -> Response:
    """Does the deed and keeps its answer, in one transaction; or gives the answer kept.

    A twin that arrives meanwhile waits at the unique constraint and then finds the answer. A deed that is refused
    keeps nothing, so the request may be mended and sent again with its key. Raises KeyReused.
    """
    row = IdempotencyKey(person=person, key=key_of(request), request_digest=digest_of(request), created_at=at)
    with transaction.atomic():
        _forget_old(person, at)
        if not added(row):
            return _again(IdempotencyKey.objects.get(person=person, key=row.key), row.request_digest)
        answer = deed()
        IdempotencyKey.objects.filter(pk=row.pk).update(status=answer.status, answer=answer.body)
    return Response(answer.body, status=answer.status)


def _again(kept: IdempotencyKey, digest: str) -> Response:
    if kept.request_digest != digest:
        raise KeyReused(_("This Idempotency-Key was used for another request. Use a new one."))
    return Response(kept.answer, status=kept.status, headers={"Idempotent-Replayed": "true"})


def _forget_old(person: User, at: datetime) -> None:
    old = IdempotencyKey.objects.filter(person=person, created_at__lt=at - KEPT_FOR)
    ids = list(old.order_by("created_at").values_list("pk", flat=True)[:_SWEEP])
    if ids:
        IdempotencyKey.objects.filter(pk__in=ids).delete()


def digest_of(request: Request) -> str:
    """SHA-256 over method, path and what was sent; two orders of the same JSON object are the same."""
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    sent = request.data
    if isinstance(sent, QueryDict):
        for name in sorted(sent):
            for value in sent.getlist(name):
                digest.update(f"{name}=".encode())
                _add(digest, value)
    else:
        digest.update(json.dumps(sent, sort_keys=True, default=str).encode())
    return digest.hexdigest()


def _add(digest: Any, value: object) -> None:  # Any: hashlib's class has no public name
    if isinstance(value, UploadedFile):
        for chunk in value.chunks():
            digest.update(chunk)
        value.seek(0)
    else:
        digest.update(str(value).encode())
