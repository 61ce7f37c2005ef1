"""Painting the demo community's pictures and storing their renditions, on every core at once."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from common.media import WIDTHS, rendition_name
from common.picture_renditions import METHOD, QUALITY, dominant_colour, placeholder, webp
from demo import painting
from demo.filming import Filmed, film_over

# Painted at this width; wider renditions would hold no more detail, so the widest slot gets the same pixels.
PAINTED_WIDTH = 810
# A picture that is at most this much wider than its slot goes in as it is: it is encoded once for both widths.
_NEAR_ENOUGH = 1.2
SHAPES = ((3, 4), (3, 4), (4, 5), (1, 1), (4, 3))


@dataclass(frozen=True, slots=True)
class Order:
    """One picture to paint. `kind` is scene, film, packshot, portrait or emblem; `name` the scene, good or handle.

    `number` is the seed where neighbours must differ; without it the seed comes from the order itself.
    """

    key: str
    kind: str
    name: str
    shape: tuple[int, int] = (1, 1)
    number: int | None = None

    @property
    def address(self) -> int:
        return zlib.crc32(f"{self.kind}/{self.key}/{self.name}".encode())

    @property
    def seed(self) -> int:
        """The same order gives the same picture on every machine."""
        return self.address if self.number is None else self.number

    @property
    def stem(self) -> str:
        return f"demo/{self.address % 256:02x}/{self.address:08x}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture whose renditions lie in the media store."""

    key: str
    stem: str
    width: int
    height: int
    colour: str
    placeholder: str
    film: Filmed | None = None


_PAINTERS: dict[str, Callable[[Order], Image.Image]] = {
    "scene": lambda order: painting.paint(order.name, order.seed, _size(order)),
    "packshot": lambda order: painting.packshot(order.name, order.seed, _size(order)),
    "portrait": lambda order: painting.portrait(order.seed, 360),
    "emblem": lambda order: painting.emblem(order.name, order.seed, 360),
}


def _size(order: Order) -> tuple[int, int]:
    across, down = order.shape
    return PAINTED_WIDTH, PAINTED_WIDTH * down // across


def _encoded(order: Order) -> tuple[Order, Rendered, dict[str, bytes]]:
    """Runs in a process of the pool: paints, reduces and encodes; touches neither database nor storage."""
    return _filmed(order) if order.kind == "film" else _painted(order)


def _filmed(order: Order) -> tuple[Order, Rendered, dict[str, bytes]]:
    reel = film_over(_PAINTERS["scene"](order), order.stem)
    still = reel.facts.posters[reel.facts.chosen]
    facts = Rendered(
        order.key,
        order.stem,
        reel.facts.width,
        reel.facts.height,
        str(still["colour"]),
        str(still["placeholder"]),
        reel.facts,
    )
    return order, facts, reel.files


def _painted(order: Order) -> tuple[Order, Rendered, dict[str, bytes]]:
    picture = _PAINTERS[order.kind](order)
    files: dict[str, bytes] = {}
    reduced, content = picture, webp(picture, QUALITY, METHOD)
    for width in sorted(WIDTHS, reverse=True):
        if reduced.width > width * _NEAR_ENOUGH:
            reduced = reduced.resize((width, round(reduced.height * width / reduced.width)), reducing_gap=2.0)
            content = webp(reduced, QUALITY, METHOD)
        files[rendition_name(order.stem, width)] = content
    facts = Rendered(
        order.key, order.stem, picture.width, picture.height, dominant_colour(reduced), placeholder(reduced)
    )
    return order, facts, files


def paint_all(orders: Iterable[Order]) -> Iterator[tuple[Order, Rendered]]:
    """Paints and stores every order; yields them in order as they are done."""
    with ProcessPoolExecutor() as pool:
        for order, rendered, files in pool.map(_encoded, orders, chunksize=4):
            for name, content in files.items():
                _store(name, content)
            yield order, rendered


def _store(name: str, content: bytes) -> None:
    # Loading again over media that stayed replaces the file; the storage would otherwise pick another name.
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
