"""Marks for brands and official accounts: two colours and one geometric idea."""

from collections.abc import Callable
from math import cos, pi, sin

from demo.painting.colour import Colour, lighter, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cut, fill
from demo.painting.shapes import Points, arc, ellipse, leaf, ribbon, rounded

PAIRS = (
    "2f5d50 f3e6cf",
    "c8553d fbeee0",
    "27374d f2cc8f",
    "f0d9c4 9d4b3e",
    "6b4a6e f4d9e0",
    "e3b23c 3b2a20",
    "dfe8e2 2f6f73",
    "d95d39 fff3dc",
    "1f2d3a 8fc0c9",
    "ead7de 7d3f52",
    "5b7b4a f6f1d8",
    "f4efe6 c92a36",
)

Mark = Callable[[float, Easel], list[Points]]


def _sun(u: float, easel: Easel) -> list[Points]:
    count = easel.rng.choice((8, 10, 12))
    rays = [
        ribbon(
            [
                (u / 2 + u * 0.24 * cos(a), u / 2 + u * 0.24 * sin(a)),
                (u / 2 + u * 0.34 * cos(a), u / 2 + u * 0.34 * sin(a)),
            ],
            u * 0.036,
        )
        for a in (2 * pi * k / count for k in range(count))
    ]
    return [ellipse(u / 2, u / 2, u * 0.17, u * 0.17), *rays]


def _leaves(u: float, easel: Easel) -> list[Points]:
    pairs = [
        leaf(u * 0.5, u * (0.72 - 0.13 * k), u * (0.3 - 0.05 * k), -pi / 2 + s * 0.85, u * 0.11, -s * 0.3)
        for k in range(3)
        for s in (-1, 1)
    ]
    return [
        ribbon([(u * 0.5, u * 0.84), (u * 0.5, u * 0.24)], u * 0.022),
        leaf(u * 0.5, u * 0.4, u * 0.24, -pi / 2, u * 0.1),
        *pairs,
    ]


def _hills(u: float, easel: Easel) -> list[Points]:
    lines = [
        ribbon(arc(u * (0.36 + 0.14 * k), u * 0.68, u * (0.2 - 0.02 * k), u * (0.3 - 0.07 * k), pi, 2 * pi), u * 0.035)
        for k in range(3)
    ]
    return [
        *lines,
        ellipse(u * 0.66, u * 0.32, u * 0.065, u * 0.065),
        ribbon([(u * 0.14, u * 0.7), (u * 0.86, u * 0.7)], u * 0.035),
    ]


def _waves(u: float, easel: Easel) -> list[Points]:
    return [
        ribbon(
            [(u * (0.2 + 0.6 * t / 24), u * (0.36 + 0.14 * k) + u * 0.035 * sin(t / 24 * 4 * pi)) for t in range(25)],
            u * 0.045,
        )
        for k in range(3)
    ]


def _petals(u: float, easel: Easel) -> list[Points]:
    count = easel.rng.choice((5, 6, 8))
    return [
        ellipse(u / 2 + u * 0.18 * cos(a), u / 2 + u * 0.18 * sin(a), u * 0.15, u * (0.36 / count + 0.01), a)
        for a in (2 * pi * k / count - pi / 2 for k in range(count))
    ]


def _arches(u: float, easel: Easel) -> list[Points]:
    arches = [
        [(u / 2 - u * r, u * 0.74), *arc(u / 2, u * 0.52, u * r, u * r, pi, 2 * pi), (u / 2 + u * r, u * 0.74)]
        for r in (0.29, 0.2, 0.11)
    ]
    return [ribbon(line, u * 0.042) for line in arches]


def _moon(u: float, easel: Easel) -> list[Points]:
    """A moon low over water."""
    line = [
        ribbon([(u * (0.5 - w), u * y), (u * (0.5 + w), u * y)], u * 0.036)
        for w, y in ((0.3, 0.64), (0.2, 0.72), (0.1, 0.8))
    ]
    return [[*arc(u * 0.5, u * 0.55, u * 0.24, u * 0.27, pi, 2 * pi)], *line]


def _tiles(u: float, easel: Easel) -> list[Points]:
    quarter = u * 0.24
    shapes: list[Points] = []
    for column in range(2):
        for row in range(2):
            x, y = u * 0.26 + column * quarter, u * 0.26 + row * quarter
            if (column + row) % 2 == 0:
                shapes.append(ellipse(x + quarter / 2, y + quarter / 2, quarter * 0.46, quarter * 0.46))
            else:
                shapes.append(rounded(x + 3, y + 3, x + quarter - 3, y + quarter - 3, quarter * 0.12))
    return shapes


def _drop(u: float, easel: Easel) -> list[Points]:
    outer = [(u * 0.5, u * 0.18), *arc(u * 0.5, u * 0.56, u * 0.22, u * 0.22, -0.45, pi + 0.45)]
    return [outer]


def _stitch(u: float, easel: Easel) -> list[Points]:
    return [
        ribbon(
            [
                (u / 2 + u * r * cos(a), u / 2 + u * r * sin(a)),
                (u / 2 + u * r * cos(a + 0.3), u / 2 + u * r * sin(a + 0.3)),
            ],
            u * 0.034,
        )
        for r in (0.3, 0.2)
        for a in (2 * pi * k / 12 for k in range(12))
    ]


MARKS: tuple[Mark, ...] = (_sun, _leaves, _hills, _waves, _petals, _arches, _moon, _tiles, _drop, _stitch)


def compose(name: str, seed: int, easel: Easel) -> None:
    """Paint the mark. The seed counts through marks and colours, so neighbours differ; the name varies the rest."""
    ground, ink = (rgb(text) for text in PAIRS[(seed * 5 + len(name)) % len(PAIRS)].split())
    easel.nearest = 1.0
    easel.image.paste(ground, (0, 0, easel.w, easel.h))
    if easel.rng.random() < 0.35:
        _ringed(easel, ink)
    fill(easel, cut(easel, *MARKS[seed % len(MARKS)](float(easel.u), easel)), ink)


def _ringed(easel: Easel, ink: Colour) -> None:
    u = easel.u
    ring = ellipse(u / 2, u / 2, u * 0.43, u * 0.43)
    fill(easel, cut(easel, ribbon([*ring, ring[0]], u * 0.012)), lighter(ink, 0.1), 0.8)
