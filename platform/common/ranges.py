"""Files in parts, as players ask for them: one range of bytes a request (RFC 9110, section 14)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_BLOCK = 256 * 1024


def ranged(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """The file, or the one part of it that the request asks for; 416 for a part that is not there.

    Several ranges at once are answered with the whole file, which the protocol allows. Raises FileNotFoundError.
    """
    size = path.stat().st_size
    asked = request.headers.get("Range", "")
    part = _part(asked, size) if asked and not request.headers.get("If-Range") else None
    if part is None:
        response: HttpResponseBase = FileResponse(path.open("rb"), content_type=content_type)
    elif part[0] >= part[1]:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        response = _partial(path, part, size, content_type)
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(path.stat().st_mtime)
    return response


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Where the part begins and where it ends (not included); None for words we do not follow."""
    found = _RANGE.fullmatch(asked.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size if int(last) else 0
    return int(first), min(int(last) + 1, size) if last else size


def _partial(path: Path, part: tuple[int, int], size: int, content_type: str) -> StreamingHttpResponse:
    begins, ends = part
    response = StreamingHttpResponse(_blocks(path, begins, ends), status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {begins}-{ends - 1}/{size}"
    response["Content-Length"] = str(ends - begins)
    return response


def _blocks(path: Path, begins: int, ends: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(begins, os.SEEK_SET)
        left = ends - begins
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
