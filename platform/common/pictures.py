"""Pictures people bring: checked, cleaned and made into renditions, in a process that a hostile file may ruin."""

import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGKILL, SIGSEGV, SIGXCPU
from typing import IO, TypedDict, cast

from django.utils.translation import gettext_lazy as _

from common.durable import write_durably
from common.media import WIDTHS, rendition_name

_MIB = 1024 * 1024
FORMATS = ("jpeg", "png", "webp", "gif", "avif", "heic")
REMOVABLE = ("location", "camera")
HINTS = ("small", "dark", "blurred")

_STEM = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_PLACEHOLDER = re.compile(r"data:image/webp;base64,[A-Za-z0-9+/]{1,276}={0,2}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_FIGURE = re.compile(r"[0-9.]{0,12}")

# -I keeps the environment and the current folder out of the import path; the one folder needed is handed over.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from common.picture_worker import main; main()"
_SOURCES = Path(__file__).resolve().parent.parent

REFUSALS = {
    "empty": _("This file is empty."),
    "not_a_picture": _("This file is not a picture we can read. Use JPEG, PNG, WebP, GIF, AVIF or HEIC."),
    "damaged": _("This picture is damaged. Save or export it again and try once more."),
    "too_large": _("This file is over %(limit)s MB: %(found)s MB."),
    "too_many_pixels": _("This picture has over %(limit)s megapixels: %(found)s."),
    "too_slow": _("This picture takes too long to read. Save it again, smaller, and try once more."),
    "too_heavy": _("This picture takes too much memory to read. Save it again, smaller, and try once more."),
}

# How the kernel ends a worker that went over its bounds, and how a decoder ends that stumbled over the file.
_ENDED_BY: dict[int, str] = {SIGXCPU: "too_slow", SIGKILL: "too_heavy"}
_ENDED_BY |= dict.fromkeys((SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL), "damaged")


class PictureRefused(Exception):
    """The file is not taken, through no fault of ours. `code` is a key of REFUSALS, `found` and `limit` its figures.

    Code and figures can be stored; `message` is the sentence in the language active when it is asked for.
    """

    def __init__(self, code: str, found: str = "", limit: str = "") -> None:
        super().__init__(code, found, limit)
        self.code = code
        self.found = found
        self.limit = limit

    @property
    def message(self) -> str:
        return str(REFUSALS[self.code]) % {"found": self.found, "limit": self.limit}

    def __str__(self) -> str:
        return self.message


class PictureWorkerFailed(Exception):
    """The worker could not do its work, through no fault of the file: worth another try. Carries its complaint."""


@dataclass(frozen=True)
class Limits:
    """What a picture may cost.

    `memory_bytes` bounds the address space of the worker, 40 MiB of which are its own; only Linux keeps this bound.
    """

    file_bytes: int = 20 * _MIB
    pixels: int = 50_000_000
    memory_bytes: int = 1024 * _MIB
    cpu_seconds: int = 20
    wall_seconds: float = 45.0


@dataclass(frozen=True)
class PictureFacts:
    """What was found in the source.

    `format` is one of FORMATS. `width` and `height` are pixels, the way a person sees the picture.
    `first_frame_only` says that it moved. `removed` names what of REMOVABLE the renditions no longer carry.
    """

    format: str
    width: int
    height: int
    first_frame_only: bool
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Rendition:
    """A WebP file. `slot` is the width it is named for, `width` x `height` its pixels: fewer for a small source."""

    slot: int
    width: int
    height: int
    path: Path
    size_bytes: int


@dataclass(frozen=True)
class Rendered:
    """A picture ready to be shown: renditions narrowest first, a data: address as placeholder, colour as #rrggbb.

    `hints` names what of HINTS would make it better.
    """

    facts: PictureFacts
    renditions: tuple[Rendition, ...]
    placeholder: str
    colour: str
    hints: tuple[str, ...] = ()


class _RenditionLine(TypedDict):
    slot: int
    size: tuple[int, int]
    length: int


class _AnswerLine(TypedDict):
    format: str
    width: int
    height: int
    first_frame_only: bool
    removed: list[str]


class _RenderedLine(_AnswerLine):
    placeholder: str
    colour: str
    hints: list[str]
    renditions: list[_RenditionLine]


DEFAULT_LIMITS = Limits()
_SLOTS = sorted(WIDTHS, reverse=True)


def inspect_picture(source: Path, *, limits: Limits = DEFAULT_LIMITS) -> PictureFacts:
    """What the header of `source` says, without decoding it. Raises PictureRefused, PictureWorkerFailed, OSError."""
    with _asked(source, _job([], limits), limits, slots=[]) as (line, _files):
        return _facts(line)


def prepare_picture(source: Path, target_dir: Path, *, stem: str, limits: Limits = DEFAULT_LIMITS) -> Rendered:
    """Make the renditions of `source` under `target_dir`, named by media.rendition_name(stem, width).

    The name of `source` is not believed. The renditions are upright, in sRGB, on paper where they were transparent, and
    hold no metadata. They are on the disk when this returns; the caller then writes the row. Safe to repeat, and in a
    Celery worker. Raises PictureRefused, PictureWorkerFailed or OSError, and then leaves no file in `target_dir`.
    """
    return _prepared(source, target_dir, stem, _job(_SLOTS, limits), limits)


def prepare_square_picture(source: Path, target_dir: Path, *, stem: str, limits: Limits = DEFAULT_LIMITS) -> Rendered:
    """As prepare_picture, of the largest square around the middle: what avatars are."""
    return _prepared(source, target_dir, stem, _job(_SLOTS, limits, is_square=True), limits)


def _prepared(source: Path, target_dir: Path, stem: str, job: str, limits: Limits) -> Rendered:
    if not _STEM.fullmatch(stem):
        raise ValueError(f"{stem!r} is no stem: letters, digits, - and _, with / between folders")
    with _asked(source, job, limits, slots=_SLOTS) as (line, files):
        rendered = cast("_RenderedLine", line)
        made = _keep(rendered["renditions"], files, target_dir, stem)
    hints = tuple(rendered["hints"])
    return Rendered(_facts(line), tuple(reversed(made)), rendered["placeholder"], rendered["colour"], hints)


@contextmanager
def _asked(source: Path, job: str, limits: Limits, *, slots: list[int]) -> Iterator[tuple[_AnswerLine, IO[bytes]]]:
    """The worker's line about `source`, and the stream of files that follow it."""
    _check_size(source.stat().st_size, limits)
    with source.open("rb") as picture, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        code = _run(job, (picture, answer, complaints), limits.wall_seconds)
        answer.seek(0)
        complaints.seek(0)
        if code:
            raise _ended(code, complaints.read(4 * _MIB))
        yield _sound_line(answer.readline(), slots, limits), answer


def _sound_line(said: bytes, slots: list[int], limits: Limits) -> _AnswerLine:
    """The worker's line, checked: parts of it go into file names and pages, and the worker may be in wrong hands."""
    try:
        line = json.loads(said)
        if "refused" in line:
            raise _refusal(line["refused"], line["found"], limits)
        if not _is_sound(line) or (slots and not _is_sound_rendering(line, slots)):
            raise PictureWorkerFailed("an answer that no sound worker gives")
    except (KeyError, TypeError, ValueError) as unreadable:
        raise PictureWorkerFailed("an answer that cannot be read") from unreadable
    return cast("_AnswerLine", line)


def _is_sound(line: _AnswerLine) -> bool:
    numbers = (line["width"], line["height"], line["first_frame_only"])
    return (
        line["format"] in FORMATS
        and set(line["removed"]) <= set(REMOVABLE)
        and all(isinstance(n, int) for n in numbers)
    )


def _is_sound_rendering(line: _RenderedLine, slots: list[int]) -> bool:
    texts = _PLACEHOLDER.fullmatch(line["placeholder"]) and _COLOUR.fullmatch(line["colour"])
    numbers = [number for one in line["renditions"] for number in (*one["size"], one["length"])]
    return (
        bool(texts)
        and [one["slot"] for one in line["renditions"]] == slots
        and set(line["hints"]) <= set(HINTS)
        and all(isinstance(n, int) for n in numbers)
    )


def _check_size(size: int, limits: Limits) -> None:
    if not size:
        raise PictureRefused("empty")
    if size > limits.file_bytes:
        # Rounded up, so that a file one byte over is not told as exactly the limit.
        found = math.ceil(size * 10 / _MIB) / 10
        raise PictureRefused("too_large", f"{found:.1f}", f"{limits.file_bytes / _MIB:g}")


def _refusal(code: str, found: str, limits: Limits) -> PictureRefused:
    if code not in REFUSALS or not _FIGURE.fullmatch(found):
        raise ValueError(code)
    return PictureRefused(code, found, f"{limits.pixels / 1_000_000:g}" if code == "too_many_pixels" else "")


def _job(slots: list[int], limits: Limits, *, is_square: bool = False) -> str:
    bounds = {"max_pixels": limits.pixels, "memory": limits.memory_bytes, "cpu_seconds": limits.cpu_seconds}
    return json.dumps({"slots": slots, "is_square": is_square, **bounds})


def _run(job: str, streams: tuple[IO[bytes], IO[bytes], IO[bytes]], wall_seconds: float) -> int:
    """Run the worker to its end and return its exit code. Raises PictureRefused("too_slow")."""
    # A program of its own: Celery's workers may have no children of multiprocessing, and a fork would inherit secrets.
    argv = [sys.executable, "-I", "-c", _START, str(_SOURCES), job]
    stdin, stdout, stderr = streams
    try:
        done = subprocess.run(  # noqa: S603 - every argument is ours
            argv, stdin=stdin, stdout=stdout, stderr=stderr, env={}, cwd="/", timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise PictureRefused("too_slow") from slow
    return done.returncode


def _ended(code: int, complaints: bytes) -> Exception:
    """What it means that the worker ended with `code`; negative codes are signals."""
    if refusal := _ENDED_BY.get(-code):
        return PictureRefused(refusal)
    return PictureWorkerFailed(f"exit code {code}: {complaints.decode(errors='replace')[-2000:]}")


def _facts(line: _AnswerLine) -> PictureFacts:
    return PictureFacts(
        format=line["format"],
        width=line["width"],
        height=line["height"],
        first_frame_only=line["first_frame_only"],
        removed=tuple(line["removed"]),
    )


def _keep(lines: list[_RenditionLine], files: IO[bytes], target_dir: Path, stem: str) -> list[Rendition]:
    made: list[Rendition] = []
    try:
        for line in lines:
            made.append(_keep_one(line, files.read(line["length"]), target_dir / rendition_name(stem, line["slot"])))
    except BaseException:
        for rendition in made:
            rendition.path.unlink(missing_ok=True)
        raise
    return made


def _keep_one(line: _RenditionLine, content: bytes, path: Path) -> Rendition:
    # What is served comes from a process that may have been taken over: it has to look like what it should be.
    if len(content) != line["length"] or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise PictureWorkerFailed(f"no WebP file for {path.name}")
    width, height = line["size"]
    return Rendition(line["slot"], width, height, path, write_durably(path, [content]))
