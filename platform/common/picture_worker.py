"""The process that opens strangers' pictures. It reads one file on stdin, answers on stdout, and can do little else.

The answer is one line of JSON followed by the WebP files, in the order and of the lengths the line names. The process
knows no Django, no settings and no secret, and the kernel ends it when it takes too much.
"""

import json
import resource
import sys
from typing import IO, NamedTuple

from common.picture_hints import hints_for
from common.picture_reading import Reading, Refused, open_picture
from common.picture_renditions import decode, dominant_colour, middle_square, placeholder, renditions

# The answer to the largest picture is far below; the bound is for a decoder that has been taken over.
MAX_ANSWER = 64 * 1024 * 1024

Answer = dict[str, object]


# Here and in the two modules below, tuples: the dataclasses module alone would add a tenth to the start of the process.
class Job(NamedTuple):
    """What to do: the widths to make (widest first; none to read the header alone), whether to cut the middle square
    out of the picture, and the bounds to keep."""

    slots: list[int]
    max_pixels: int
    memory: int
    cpu_seconds: int
    is_square: bool = False


def main() -> None:
    """Do the job named in the first argument. Ends with 0 for an answer and for a refusal alike."""
    job = Job(**json.loads(sys.argv[1]))
    keep_bounds(job.memory, job.cpu_seconds)
    line, files = answer(sys.stdin.buffer, job)
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.writelines(files)


def keep_bounds(memory: int, cpu_seconds: int) -> None:
    """Have the kernel hold this process to `memory` bytes of address space and `cpu_seconds`, for good."""
    # One second more before the kill that cannot be told apart from the one for lack of memory.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_ANSWER, MAX_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # macOS has the name of this bound and refuses to set it.
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def answer(file: IO[bytes], job: Job) -> tuple[Answer, list[bytes]]:
    """The line that describes the picture, or its refusal, and the files that follow the line."""
    try:
        return _described(file, job)
    except Refused as refusal:
        return {"refused": refusal.code, "found": refusal.found}, []
    except MemoryError:
        return {"refused": "too_heavy", "found": ""}, []


def _described(file: IO[bytes], job: Job) -> tuple[Answer, list[bytes]]:
    picture, reading = open_picture(file, job.max_pixels)
    line = _facts(reading)
    if not job.slots:
        return line, []
    picture = decode(picture, reading, job.slots[0])
    size = reading.seen_size
    if job.is_square:
        picture = middle_square(picture)
        size = picture.size
    line["hints"] = hints_for(picture, size)
    made = []
    for smaller, encoded in renditions(picture, size, job.slots):
        picture = smaller
        made.append(encoded)
    line["placeholder"] = placeholder(picture)
    line["colour"] = dominant_colour(picture)
    line["renditions"] = [{"slot": one.slot, "size": one.size, "length": len(one.content)} for one in made]
    return line, [one.content for one in made]


def _facts(reading: Reading) -> Answer:
    width, height = reading.seen_size
    return {
        "format": reading.format,
        "width": width,
        "height": height,
        "first_frame_only": reading.first_frame_only,
        "removed": reading.removed,
    }
