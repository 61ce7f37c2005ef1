"""Films people bring: checked, cleaned and made into renditions, in a process that a hostile file may ruin."""

import json
import math
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGKILL, SIGSEGV, SIGXCPU, SIGXFSZ
from typing import IO, Any, TypeVar, cast

from django.utils.translation import gettext_lazy as _

from common.media import VIDEO_SLOTS, WIDTHS

_MIB = 1024 * 1024
FORMATS = ("mp4", "mov", "webm")
REMOVABLE = ("location", "camera", "sound")
_LONGEST_LINE = 64 * 1024
_PLACEHOLDER = re.compile(r"data:image/webp;base64,[A-Za-z0-9+/]{1,276}={0,2}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_FIGURE = re.compile(r"[0-9.:x]{0,16}")
_START = "import sys; sys.path.append(sys.argv.pop(1)); from common.video_worker import main; main()"
_SOURCES = Path(__file__).resolve().parent.parent

REFUSALS = {
    "empty": _("This file is empty."),
    "not_a_video": _("This file is not a video we can read. Use MP4, MOV or WebM."),
    "damaged": _("This video is damaged or incomplete. Save or export it again and try once more."),
    "no_picture": _("There is no moving picture in this file, only sound."),
    "codec": _("This video is written in a way we cannot read. Export it as H.264 and try once more."),
    "too_large": _("This video is over %(limit)s MB: %(found)s MB."),
    "too_long": _("This video is longer than %(limit)s: %(found)s."),
    "too_many_pixels": _("The picture of this video is too large: %(found)s. Export it in 4K or smaller."),
    "too_many_frames": _("This video has too many pictures a second. Export it with 60 or fewer."),
    "too_slow": _("This video takes too long to prepare. Export it again, smaller, and try once more."),
    "too_heavy": _("This video takes too much memory to read. Export it again, smaller, and try once more."),
}
# How the kernel ends a worker that went over its bounds, and how a decoder ends that stumbled over the file.
_ENDED_BY: dict[int, str] = {SIGXCPU: "too_slow", SIGKILL: "too_heavy", SIGXFSZ: "too_heavy"}
_ENDED_BY |= dict.fromkeys((SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL), "damaged")


class VideoRefused(Exception):
    """The file is not taken, through no fault of ours. `code` is a key of REFUSALS, `found` and `limit` its figures."""

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


class VideoWorkerFailed(Exception):
    """The worker could not do its work, through no fault of the file: worth another try. Carries its complaint."""


@dataclass(frozen=True)
class VideoLimits:
    """What a film may cost. Memory is address space, 300 MiB of which are the decoders' own code."""

    max_seconds: float = 300.0
    file_bytes: int = 200 * _MIB
    # 4K as cinemas have it; telephones film 3840 x 2160.
    pixels: int = 4096 * 2304
    memory_bytes: int = 2048 * _MIB
    cpu_seconds: int = 30
    cpu_per_second: float = 8.0

    @property
    def minutes(self) -> int:
        return int(self.max_seconds // 60)

    @property
    def megabytes(self) -> int:
        return self.file_bytes // _MIB

    @property
    def wall_seconds(self) -> float:
        """A bound for a worker that waits and burns nothing: four times the longest honest work."""
        return 4 * (self.cpu_seconds + self.cpu_per_second * self.max_seconds)


@dataclass(frozen=True)
class PosterMade:
    """A still of the film, `at_ms` milliseconds in; its renditions are named p<number>."""

    at_ms: int
    width: int
    height: int
    colour: str
    placeholder: str


@dataclass(frozen=True)
class VideoMade:
    """A film ready to be shown. `files` maps the names of renditions to files in the folder given."""

    format: str
    width: int
    height: int
    seconds: float
    has_sound: bool
    removed: tuple[str, ...]
    # slot -> (width, height, bytes)
    renditions: Mapping[str, tuple[int, int, int]]
    posters: tuple[PosterMade, ...]
    chosen: int


DEFAULT_LIMITS = VideoLimits()
Told = Callable[[int], None]
T = TypeVar("T")


def check_size(size: int, limits: VideoLimits) -> None:
    """Raises VideoRefused: empty, too_large."""
    if not size:
        raise VideoRefused("empty")
    if size > limits.file_bytes:
        # Rounded up, so that a file one byte over is not told as exactly the limit.
        found = math.ceil(size * 10 / _MIB) / 10
        raise VideoRefused("too_large", f"{found:.1f}", f"{limits.file_bytes / _MIB:g}")


def prepare_video(source: Path, folder: Path, *, limits: VideoLimits = DEFAULT_LIMITS, tell: Told) -> VideoMade:
    """Make every rendition of `source` in `folder`: <slot>.mp4 and p<number>-<width>.webp.

    The name of `source` is not believed. Renditions are upright and hold nothing but picture and sound. `tell` hears
    per cent on the way; an exception it raises ends the work. Raises VideoRefused, VideoWorkerFailed or OSError.
    """
    check_size(source.stat().st_size, limits)
    line = _asked(source, folder, _job("film", limits), limits, tell)
    made = _sound(lambda: _made(line, folder))
    for number in range(len(made.posters)):
        _check_posters(folder, number)
    return made


def prepare_still(source: Path, folder: Path, *, at_ms: int, limits: VideoLimits = DEFAULT_LIMITS) -> PosterMade:
    """A still of one moment of a rendition of ours, as p0-<width>.webp in `folder`. Raises as prepare_video."""
    line = _asked(source, folder, _job("still", limits, moment=at_ms / 1000), limits, _to_nobody)
    poster = _sound(lambda: _poster(line["posters"][0]))
    _check_posters(folder, 0)
    return poster


def _to_nobody(percent: int) -> None:
    """A still is made at once."""


def _job(deed: str, limits: VideoLimits, *, moment: float = 0.0) -> str:
    return json.dumps(
        {
            "deed": deed,
            "widths": sorted(WIDTHS, reverse=True),
            "max_seconds": limits.max_seconds,
            "max_pixels": limits.pixels,
            "memory": limits.memory_bytes,
            "cpu_seconds": limits.cpu_seconds,
            "cpu_per_second": limits.cpu_per_second,
            # Ours may be larger than theirs: a film of noise does not shrink.
            "file_bytes": limits.file_bytes * 2,
            "moment": moment,
        }
    )


def _asked(source: Path, folder: Path, job: str, limits: VideoLimits, tell: Told) -> dict[str, Any]:  # Any: JSON
    """The worker's last line. Raises VideoRefused, VideoWorkerFailed."""
    last: dict[str, Any] = {}  # Any: as above
    with source.open("rb") as film, tempfile.TemporaryFile() as complaints:
        with (
            _running(job, folder, film, complaints) as worker,
            _ended_in_time(worker, limits.wall_seconds) as is_late,
        ):
            for last in _lines(cast("IO[bytes]", worker.stdout)):
                if "percent" in last:
                    tell(_percent(last["percent"]))
            code = worker.wait()
        complaints.seek(0)
        if is_late.is_set():
            raise VideoRefused("too_slow")
        if code:
            raise _ended(code, complaints.read(_MIB))
    if "refused" in last:
        raise _sound(lambda: _refusal(last, limits))
    return last


@contextmanager
def _running(job: str, folder: Path, film: IO[bytes], complaints: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    # A program of its own: Celery's workers may have no children of multiprocessing, and a fork would inherit secrets.
    argv = [sys.executable, "-I", "-c", _START, str(_SOURCES), job]
    worker = subprocess.Popen(  # noqa: S603 - every argument is ours
        argv, stdin=film, stdout=subprocess.PIPE, stderr=complaints, env={}, cwd=folder
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


@contextmanager
def _ended_in_time(worker: "subprocess.Popen[bytes]", seconds: float) -> Iterator[threading.Event]:
    """Kills the worker when its time is over; the event says whether it was."""
    is_late = threading.Event()

    def end() -> None:
        is_late.set()
        worker.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield is_late
    finally:
        timer.cancel()


def _lines(stream: IO[bytes]) -> Iterator[dict[str, Any]]:  # Any: JSON
    while said := stream.readline(_LONGEST_LINE):
        yield _sound(lambda said=said: _object(said))  # type: ignore[misc]  # mypy cannot see the default


def _object(said: bytes) -> dict[str, Any]:  # Any: JSON
    line = json.loads(said)
    if not isinstance(line, dict):
        raise TypeError("no object")
    return line


def _percent(said: object) -> int:
    return said if isinstance(said, int) and 0 <= said <= 100 else 0


def _sound(step: Callable[[], T]) -> T:
    """What the step reads out of the worker's words, which may be in wrong hands. Raises VideoWorkerFailed."""
    try:
        return step()
    except (KeyError, IndexError, TypeError, ValueError, OSError) as unreadable:
        raise VideoWorkerFailed("an answer that no sound worker gives") from unreadable


def _refusal(line: Mapping[str, Any], limits: VideoLimits) -> VideoRefused:  # Any: JSON
    code, found = line["refused"], line["found"]
    if code not in REFUSALS or not _FIGURE.fullmatch(found):
        raise ValueError(code)
    return VideoRefused(code, found, f"{limits.max_seconds / 60:g}:00" if code == "too_long" else "")


def _ended(code: int, complaints: bytes) -> Exception:
    """What it means that the worker ended with `code`; negative codes are signals."""
    if refusal := _ENDED_BY.get(-code):
        return VideoRefused(refusal)
    return VideoWorkerFailed(f"exit code {code}: {complaints.decode(errors='replace')[-2000:]}")


def _made(line: Mapping[str, Any], folder: Path) -> VideoMade:  # Any: JSON
    renditions = {one["slot"]: (_side(one["width"]), _side(one["height"])) for one in line["renditions"]}
    if tuple(renditions) != VIDEO_SLOTS or line["format"] not in FORMATS or not set(line["removed"]) <= set(REMOVABLE):
        raise ValueError("facts")
    posters = tuple(_poster(one) for one in line["posters"])
    return VideoMade(
        format=line["format"],
        width=_side(line["width"]),
        height=_side(line["height"]),
        seconds=float(line["seconds"]),
        has_sound=line["has_sound"] is True,
        removed=tuple(line["removed"]),
        renditions={slot: (*size, _film_bytes(folder / f"{slot}.mp4")) for slot, size in renditions.items()},
        posters=posters,
        chosen=range(len(posters))[line["chosen"]],
    )


def _side(said: object) -> int:
    if not isinstance(said, int) or not 0 < said <= 65_535:
        raise ValueError(said)
    return said


def _poster(said: Mapping[str, Any]) -> PosterMade:  # Any: JSON
    if not _PLACEHOLDER.fullmatch(said["placeholder"]) or not _COLOUR.fullmatch(said["colour"]):
        raise ValueError("poster")
    at_ms = said["at_ms"]
    if not isinstance(at_ms, int) or at_ms < 0:
        raise ValueError(at_ms)
    return PosterMade(at_ms, _side(said["width"]), _side(said["height"]), said["colour"], said["placeholder"])


def _film_bytes(path: Path) -> int:
    """The length of an MP4 file whose index stands in front. Raises ValueError for anything else."""
    with path.open("rb") as file:
        head = file.read(12)
        file.seek(int.from_bytes(head[:4], "big"))
        second = file.read(8)
    if head[4:8] != b"ftyp" or second[4:8] != b"moov":
        raise ValueError(path.name)
    return path.stat().st_size


def _check_posters(folder: Path, number: int) -> None:
    for width in WIDTHS:
        head = (folder / f"p{number}-{width}.webp").read_bytes()[:12]
        if head[:4] != b"RIFF" or head[8:] != b"WEBP":
            raise VideoWorkerFailed(f"no WebP file for poster {number}")
