"""The demo community's films: a slow walk of the eye over a painted scene, encoded as every upload is."""

import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
from PIL import Image

from common.media import VIDEO_SLOTS, WIDTHS, poster_stem, rendition_name, video_name
from common.video_reading import Bounds, read
from common.video_renditions import Desk, Film, Pass

SECONDS = 5
RATE = 24
# The part of the painting that is seen at once, at the start and at the end of the walk.
_WIDE, _NEAR = 1.0, 0.82
_SIZE = (540, 720)


@dataclass(frozen=True, slots=True)
class Filmed:
    """What a video's row needs to know of its film."""

    width: int
    height: int
    seconds: float
    renditions: dict[str, list[int]]
    posters: list[dict[str, object]]
    chosen: int


class Reel(NamedTuple):
    facts: Filmed
    files: dict[str, bytes]


def film_over(painting: Image.Image, stem: str) -> Reel:
    """A film of SECONDS over the painting. Runs in a process of the pool and touches no storage."""
    with tempfile.TemporaryDirectory(prefix="film-") as place:
        folder = Path(place)
        source = folder / "source.mp4"
        _shoot(painting, source)
        bounds = Bounds(max_seconds=60, max_pixels=2_000_000)
        with source.open("rb") as file:
            reading = read(file, bounds)
            made = Pass(reading, bounds, Desk(folder, sorted(WIDTHS, reverse=True)), _to_nobody).walk(file)
        return Reel(_facts(made, folder), _files(made, folder, stem))


def _to_nobody(percent: int) -> None:
    """The loader's own bar tells how far it is."""


def _shoot(painting: Image.Image, path: Path) -> None:
    with av.open(str(path), "w", format="mp4") as file:
        film = file.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "crf": "20", "threads": "1"})
        film.width, film.height = _SIZE
        film.pix_fmt = "yuv420p"
        film.codec_context.time_base = Fraction(1, RATE)
        for number in range(SECONDS * RATE):
            view = _view(painting, number / (SECONDS * RATE - 1))
            frame = av.VideoFrame.from_image(view)  # type: ignore[no-untyped-call]  # PyAV leaves it without types
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            file.mux(film.encode(frame))
        file.mux(film.encode(None))


def _view(painting: Image.Image, part: float) -> Image.Image:
    """What is seen after this part of the walk, which begins and ends slowly."""
    eased = part * part * (3 - 2 * part)
    across, down = _frame(painting)
    scale = _WIDE + (_NEAR - _WIDE) * eased
    width, height = across * scale, down * scale
    left = (painting.width - width) * (0.15 + 0.7 * eased)
    top = (painting.height - height) * (0.7 - 0.4 * eased)
    return painting.resize(_SIZE, Image.Resampling.BILINEAR, (left, top, left + width, top + height))


def _frame(painting: Image.Image) -> tuple[float, float]:
    """The largest piece of the painting in the shape of the film."""
    ratio = _SIZE[0] / _SIZE[1]
    return min(painting.width, painting.height * ratio), min(painting.height, painting.width / ratio)


def _facts(made: Film, folder: Path) -> Filmed:
    return Filmed(
        made.width,
        made.height,
        made.seconds,
        {one.slot: [one.width, one.height, (folder / f"{one.slot}.mp4").stat().st_size] for one in made.renditions},
        [poster._asdict() for poster in made.posters],
        made.chosen,
    )


def _files(made: Film, folder: Path, stem: str) -> dict[str, bytes]:
    films = {video_name(stem, slot): (folder / f"{slot}.mp4").read_bytes() for slot in VIDEO_SLOTS}
    stills = {
        rendition_name(poster_stem(stem, number), width): (folder / f"p{number}-{width}.webp").read_bytes()
        for number in range(len(made.posters))
        for width in WIDTHS
    }
    return films | stills
