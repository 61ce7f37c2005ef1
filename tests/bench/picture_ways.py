"""Two ways to prepare a picture, each run in a process of its own. Imports little, for its start is measured too."""

import io
import json
import sys
from pathlib import Path

from PIL import Image

from common.picture_worker import Job, answer

WIDTHS = [1440, 720, 360]


def pipeline(source: Path) -> list[bytes]:
    """What the worker does, without its bounds."""
    with source.open("rb") as file:
        return answer(file, Job(WIDTHS, max_pixels=50_000_000, memory=0, cpu_seconds=0))[1]


def naive(source: Path) -> list[bytes]:
    """Decode everything, then make each rendition from the whole picture with WebP's default effort."""
    with Image.open(source) as picture:
        return [_webp(picture.resize((width, width * 3 // 4), Image.Resampling.LANCZOS)) for width in WIDTHS]


def measure(way: str, source: str) -> None:
    """Go one way and print the memory it took beyond the idle state, MB, and the number of bytes made."""
    idle = _peak_memory()
    files = {"pipeline": pipeline, "naive": naive}[way](Path(source))
    print(json.dumps({"extra_memory_mb": round(_peak_memory() - idle, 1), "bytes": sum(map(len, files))}))


def _webp(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=80, method=4)
    return file.getvalue()


def _peak_memory() -> float:
    """The highest resident memory of this process so far, MB; in getrusage a child begins with its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    measure(*sys.argv[1:])
