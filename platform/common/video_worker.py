"""The process that opens strangers' films. It reads one file on stdin, writes into one folder, and says on stdout how
far it is, one line of JSON each: {"percent": 12} on the way, then what it found or why it refuses.

The process knows no Django, no settings and no secret, and the kernel ends it when it takes too much.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import IO, NamedTuple

import av.error
import av.logging

from common.picture_reading import Refused
from common.video_reading import Bounds, read
from common.video_renditions import Desk, Film, Pass, still_at

Answer = dict[str, object]


class Job(NamedTuple):
    """What to do: "film" for every rendition, "still" for a picture of one moment; and the bounds to keep.

    CPU seconds grow with the film: `cpu_seconds` at first, `cpu_per_second` more for each second that was found.
    """

    deed: str
    widths: list[int]
    max_seconds: float
    max_pixels: int
    memory: int
    cpu_seconds: int
    cpu_per_second: float
    file_bytes: int
    moment: float = 0.0


def main() -> None:
    """Do the job named in the first argument. Ends with 0 for an answer and for a refusal alike."""
    job = Job(**json.loads(sys.argv[1]))
    # Whoever reads pages goes first.
    os.nice(10)
    keep_bounds(job)
    # What libav complains of quotes the file; nobody reads it here.
    av.logging.set_level(None)
    _say(answer(sys.stdin.buffer, job))


def keep_bounds(job: Job) -> None:
    """Have the kernel hold this process to its memory, files and time."""
    longest = round(job.cpu_seconds + job.cpu_per_second * job.max_seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (job.cpu_seconds, longest))
    resource.setrlimit(resource.RLIMIT_FSIZE, (job.file_bytes, job.file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    if sys.platform == "linux":
        # macOS has the name of this bound and refuses to set it.
        resource.setrlimit(resource.RLIMIT_AS, (job.memory, job.memory))


def answer(file: IO[bytes], job: Job) -> Answer:
    """What was found and made, or the refusal."""
    try:
        return _still(file, job) if job.deed == "still" else _film(file, job)
    except Refused as refusal:
        return {"refused": refusal.code, "found": refusal.found}
    except (MemoryError, av.error.ExternalError):
        # An encoder that got no memory says no more than that it failed.
        return {"refused": "too_heavy", "found": ""}
    except av.error.FFmpegError:
        return {"refused": "damaged", "found": ""}


def _film(file: IO[bytes], job: Job) -> Answer:
    bounds = Bounds(job.max_seconds, job.max_pixels)
    reading = read(file, bounds)
    _allow(job, reading.seconds)
    film = Pass(reading, bounds, _desk(job), lambda percent: _say({"percent": percent})).walk(file)
    return {"format": reading.format, "removed": reading.removed, "has_sound": reading.has_sound, **_told(film)}


def _still(file: IO[bytes], job: Job) -> Answer:
    return {"posters": [still_at(file, job.moment, _desk(job))._asdict()]}


def _desk(job: Job) -> Desk:
    return Desk(Path.cwd(), job.widths)


def _allow(job: Job, seconds: float) -> None:
    """More time for a longer film, within the bound set at the start."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(round(job.cpu_seconds + job.cpu_per_second * seconds), hard), hard))


def _told(film: Film) -> Answer:
    return {
        "width": film.width,
        "height": film.height,
        "seconds": round(film.seconds, 3),
        "renditions": [made._asdict() for made in film.renditions],
        "posters": [poster._asdict() for poster in film.posters],
        "chosen": film.chosen,
    }


def _say(line: Answer) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
