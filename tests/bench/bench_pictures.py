"""What it costs to prepare a picture of 12 megapixels, beside the plain way of doing it, in the same run."""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

_SIZE = (4000, 3000)
_ROUNDS = 5
_WAYS = Path(__file__).with_name("picture_ways.py")
_VARIABLES = {"PYTHONPATH": str(Path(__file__).resolve().parents[2] / "platform")}

Row = dict[str, str | float]


def rows(rounds: int = _ROUNDS) -> Iterator[Row]:
    """Two rows, medians of some runs: ms with the start of the process, memory in MB beyond that of an idle one."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "photograph.jpg"
        photograph().save(source, quality=85)
        size = source.stat().st_size
        for name, way in (("picture_pipeline_12mp", "pipeline"), ("picture_pipeline_naive", "naive")):
            yield {"name": name, "source_bytes": size, **_median([_run(way, source) for _ in range(rounds)])}


def photograph() -> Image.Image:
    """Clouds of colour from coarse to pixel-fine, so that the JPEG weighs what a telephone's does; always the same."""
    return Image.merge("RGB", [_clouds(random.Random(channel)) for channel in range(3)])


def _clouds(chance: random.Random) -> Image.Image:
    clouds = Image.new("L", _SIZE, 128)
    for width, strength in ((6, 0.6), (40, 0.35), (300, 0.2), (_SIZE[0], 0.11)):
        height = width * 3 // 4
        grain = Image.frombytes("L", (width, height), chance.randbytes(width * height))
        clouds = Image.blend(clouds, grain.resize(_SIZE, Image.Resampling.BICUBIC), strength)
    return clouds


def _run(way: str, source: Path) -> Row:
    """One run in a fresh process, like the worker's own."""
    argv = [sys.executable, str(_WAYS), way, str(source)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told = subprocess.run(argv, check=True, env=_VARIABLES, stdout=subprocess.PIPE).stdout
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_ms": round(wall * 1000), "cpu_ms": round(cpu * 1000), **json.loads(told)}


def _median(runs: list[Row]) -> Row:
    return {key: sorted(run[key] for run in runs)[len(runs) // 2] for key in runs[0]}


if __name__ == "__main__":
    for row in rows():
        print(json.dumps(row))
