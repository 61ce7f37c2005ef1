"""The words of tus 1.0, the protocol by which an interrupted upload goes on: headers read strictly, answers as it asks.

Core, and the extensions creation, termination, checksum and expiration. Whoever calls knows the owner and the address
of an upload; nothing here knows of log-ins or tokens. See https://tus.io/protocols/resumable-upload.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.http import http_date
from django.utils.translation import gettext as _

from notes import receiving
from notes.models import Video
from users.models import User

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
_ALGORITHMS: dict[str, Callable[[], "hashlib._Hash"]] = {
    # Against damage on the way, as the protocol asks; nobody's secret hangs on it.
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
}
_BLOCK = 256 * 1024
_IN_MEMORY = 1024 * 1024
_MISMATCH = 460
_LONGEST_METADATA = 4000


class TusRefused(Exception):
    """The request breaks the protocol or a rule of ours; `status` is the protocol's."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Checksum:
    algorithm: str
    digest: bytes


def answered(deed: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of a deed, or its refusal, with the headers every answer carries."""
    try:
        response = deed()
    except TusRefused as refused:
        response = JsonResponse({"code": refused.code, "reason": refused.message}, status=refused.status)
    except receiving.VideoNotTaken as refused:
        status = 413 if refused.code == "too_large" else 422
        response = JsonResponse({"code": refused.code, "reason": refused.message}, status=status)
    except receiving.WrongOffset:
        response = JsonResponse({"code": "conflict", "reason": _("The video is at another place by now.")}, status=409)
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    if response.status_code == 412:
        response["Tus-Version"] = VERSION
    return response


def method_of(request: HttpRequest) -> str:
    """The method meant; a client behind a wall that lets only POST through names it in a header."""
    if request.method == "POST":
        return request.headers.get("X-HTTP-Method-Override", "POST").upper()
    return request.method or ""


def options(owner: User) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Max-Size"] = str(receiving.limits_of(owner).file_bytes)
    response["Tus-Checksum-Algorithm"] = ",".join(_ALGORITHMS)
    return response


def check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise TusRefused(412, "version", f"Tus-Resumable: {VERSION}")


def create(request: HttpRequest, owner: User, *, address: Callable[[Video], str], at: datetime) -> HttpResponse:
    """Announces a video. 201 with its address."""
    check_version(request)
    if "Upload-Defer-Length" in request.headers:
        raise TusRefused(400, "length", "Upload-Defer-Length is not among our extensions.")
    size = _whole_number(request, "Upload-Length")
    facts = _metadata(request.headers.get("Upload-Metadata", ""))
    video = receiving.begin(owner, size=size, file_name=facts.get("filename", ""), at=at)
    response = HttpResponse(status=201)
    response["Location"] = address(video)
    return _expiring(response, video)


def head(request: HttpRequest, video: Video, *, at: datetime) -> HttpResponse:
    """How far a video is."""
    check_version(request)
    _check_lifetime(video, at)
    response = HttpResponse(status=200)
    response["Upload-Offset"] = str(video.offset_bytes)
    response["Upload-Length"] = str(video.size_bytes)
    return _expiring(response, video)


def patch(request: HttpRequest, video: Video, *, at: datetime) -> HttpResponse:
    """Takes a piece. 204 with the new offset; what arrived before the connection broke is kept, unless a checksum
    spoke for the whole piece."""
    check_version(request)
    if request.headers.get("Content-Type", "").split(";")[0].strip() != "application/offset+octet-stream":
        raise TusRefused(415, "type", "Content-Type: application/offset+octet-stream")
    offset, checksum = _whole_number(request, "Upload-Offset"), _checksum(request)
    _check_lifetime(video, at)
    if offset != video.offset_bytes:
        raise receiving.WrongOffset
    with _piece(request, video.size_bytes - offset, checksum) as (piece, length):
        receiving.append(video, piece, length=length, offset=offset, at=at)
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(video.offset_bytes)
    return _expiring(response, video)


def terminate(request: HttpRequest, video: Video) -> HttpResponse:
    """Forgets a video with every byte of it."""
    check_version(request)
    receiving.discard(video)
    return HttpResponse(status=204)


def _check_lifetime(video: Video, at: datetime) -> None:
    if video.state == Video.State.RECEIVING and video.expires_at < at:
        raise TusRefused(410, "gone", _("This upload waited too long and is over. Add the video once more."))


def _expiring(response: HttpResponse, video: Video) -> HttpResponse:
    if video.state == Video.State.RECEIVING:
        response["Upload-Expires"] = http_date(video.expires_at.timestamp())
    return response


def _whole_number(request: HttpRequest, name: str) -> int:
    said = request.headers.get(name, "")
    if not (said.isascii() and said.isdecimal() and len(said) <= 15):
        raise TusRefused(400, "header", f"{name} must be a whole number.")
    return int(said)


def _metadata(said: str) -> dict[str, str]:
    """Pairs of a name and its value in base64, with commas between."""
    if len(said) > _LONGEST_METADATA:
        raise TusRefused(400, "header", "Upload-Metadata is too long.")
    try:
        pairs = [pair.strip().partition(" ") for pair in said.split(",") if pair.strip()]
        return {name: base64.b64decode(value, validate=True).decode() for name, _blank, value in pairs}
    except (binascii.Error, ValueError) as broken:
        raise TusRefused(400, "header", "Upload-Metadata must hold names and base64 values.") from broken


def _checksum(request: HttpRequest) -> Checksum | None:
    said = request.headers.get("Upload-Checksum")
    if said is None:
        return None
    algorithm, _blank, value = said.partition(" ")
    if algorithm not in _ALGORITHMS:
        raise TusRefused(400, "checksum", f"Upload-Checksum: {', '.join(_ALGORITHMS)}")
    try:
        return Checksum(algorithm, base64.b64decode(value, validate=True))
    except binascii.Error as broken:
        raise TusRefused(400, "checksum", "Upload-Checksum must hold a base64 value.") from broken


@contextmanager
def _piece(request: HttpRequest, most: int, checksum: Checksum | None) -> Iterator[tuple[IO[bytes], int]]:
    """The body as a file with its length, checked against its checksum."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as piece:
        tally = _ALGORITHMS[checksum.algorithm]() if checksum else None
        length = 0
        # One byte more than there is room for tells that there are too many.
        for block in _blocks(request, most + 1, is_whole=checksum is not None):
            piece.write(block)
            length += len(block)
            if tally is not None:
                tally.update(block)
        if length > most:
            raise TusRefused(413, "too_large", _("More arrived than was announced."))
        if tally is not None and checksum is not None and not hmac.compare_digest(tally.digest(), checksum.digest):
            raise TusRefused(_MISMATCH, "checksum", "Checksum Mismatch")
        piece.seek(0)
        yield piece, length


def _blocks(request: HttpRequest, most: int, *, is_whole: bool) -> Iterator[bytes]:
    left = most
    while left > 0:
        try:
            block = request.read(min(_BLOCK, left))
        except (UnreadablePostError, OSError) as broken:
            if is_whole:
                raise TusRefused(400, "broken", "The connection broke.") from broken
            return
        if not block:
            return
        left -= len(block)
        yield block
