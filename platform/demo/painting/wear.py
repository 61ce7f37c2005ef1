"""Clothes: on hangers, folded, draped."""

from math import sin

from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import Patch, cast, cut, drop, fill, grounded, model, soft, stroke
from demo.painting.shapes import Points, ellipse, flow, moved, ribbon, smooth, traced


def _placed(shape: Points, x: float, y: float, size: float) -> Points:
    return moved(shape, x, y, size)


def hanger(easel: Easel, x: float, y: float, size: float) -> None:
    """A wooden hanger, hook top at `(x, y)`."""
    stroke(
        easel, flow(traced("-0.03 0.02, 0 -0.02, 0.035 0.03, 0 0.1, 0 0.16", x, y, size)), size * 0.018, (150, 146, 140)
    )
    for side in (-1, 1):
        stroke(
            easel,
            flow(
                [
                    (x, y + size * 0.15),
                    (x + side * size * 0.2, y + size * 0.2),
                    (x + side * size * 0.36, y + size * 0.29),
                ]
            ),
            size * 0.045,
            (178, 126, 82),
        )


SHIRT: Points = [
    (-0.1, 0.16),
    (-0.22, 0.2),
    (-0.42, 0.32),
    (-0.5, 0.6),
    (-0.36, 0.64),
    (-0.3, 0.48),
    (-0.31, 0.8),
    (-0.3, 1.1),
    (0, 1.13),
    (0.3, 1.1),
    (0.31, 0.8),
    (0.3, 0.48),
    (0.36, 0.64),
    (0.5, 0.6),
    (0.42, 0.32),
    (0.22, 0.2),
    (0.1, 0.16),
    (0, 0.24),
]


COAT: Points = [
    (-0.1, 0.15),
    (-0.24, 0.2),
    (-0.4, 0.32),
    (-0.46, 0.7),
    (-0.45, 1.05),
    (-0.34, 1.06),
    (-0.3, 0.6),
    (-0.33, 1.0),
    (-0.36, 1.5),
    (0, 1.54),
    (0.36, 1.5),
    (0.33, 1.0),
    (0.3, 0.6),
    (0.34, 1.06),
    (0.45, 1.05),
    (0.46, 0.7),
    (0.4, 0.32),
    (0.24, 0.2),
    (0.1, 0.15),
    (0, 0.3),
]


DRESS: Points = [
    (-0.12, 0.18),
    (-0.2, 0.2),
    (-0.26, 0.36),
    (-0.22, 0.55),
    (-0.19, 0.72),
    (-0.3, 1.1),
    (-0.42, 1.56),
    (0, 1.63),
    (0.42, 1.56),
    (0.3, 1.1),
    (0.19, 0.72),
    (0.22, 0.55),
    (0.26, 0.36),
    (0.2, 0.2),
    (0.12, 0.18),
    (0, 0.33),
]


SKIRT: Points = [
    (-0.2, 0.3),
    (0, 0.29),
    (0.2, 0.3),
    (0.3, 0.7),
    (0.42, 1.2),
    (0.1, 1.25),
    (-0.2, 1.24),
    (-0.42, 1.2),
    (-0.3, 0.7),
]


GARMENTS: dict[str, Points] = {"shirt": SHIRT, "coat": COAT, "dress": DRESS, "skirt": SKIRT}


def garment(easel: Easel, kind: str, x: float, y: float, size: float, colour: Colour) -> Patch:
    """A garment on its hanger against a wall; the hook hangs at `(x, y)`, `size` scales it."""
    outline = _placed(smooth(GARMENTS[kind], 5), x, y, size)
    patch = cut(easel, outline)
    drop(easel, patch, size * 0.05, 0.4)
    hanger(easel, x, y, size)
    model(easel, patch, colour, 0.12, 1.0, 0.5)
    foot = max(py for _, py in outline)
    _folds(easel, patch, (x, y + size * 0.5, foot), size, colour, 0.34 if kind in ("dress", "skirt") else 0.24)
    _details(easel, kind, x, y, size, colour)
    return patch


def _folds(
    easel: Easel, patch: Patch, place: tuple[float, float, float], size: float, colour: Colour, spread: float
) -> None:
    """Hanging folds: soft dark and light strips from the waist to the hem."""
    x, top, foot = place
    rng = easel.rng
    for tone, strength in ((darker(colour, 0.5), 0.42), (lighter(colour, 0.4), 0.36)):
        strips = []
        for _ in range(5):
            at = rng.uniform(-1, 1)
            strips.append(
                ribbon(
                    flow(
                        [
                            (x + at * size * 0.12, top + rng.uniform(-0.1, 0.2) * size),
                            (x + at * size * spread * 0.7, (top + foot) / 2),
                            (x + at * size * spread, foot - size * 0.02),
                        ]
                    ),
                    1,
                    size * 0.04,
                    size * 0.02,
                )
            )
        soft(easel, cut(easel, *strips), tone, size * 0.018, strength)


def _details(easel: Easel, kind: str, x: float, y: float, size: float, colour: Colour) -> None:
    if kind == "coat":
        _lapels(easel, (x, y), size, colour)
    if kind == "shirt" and easel.rng.random() < 0.6:
        stripes = [_belt(x, y, size, k, 0.29) for k in (0.5, 0.62, 0.74, 0.86, 0.98)]
        bands = cut(easel, *[ribbon(line, size * 0.03) for line in stripes])
        fill(easel, bands, lighter(colour, 0.7) if sum(colour) < 500 else darker(colour, 0.45), 0.75)
    if kind in ("dress", "skirt"):
        waist = _belt(x, y, size, 0.7 if kind == "dress" else 0.32, 0.19)
        fill(easel, cut(easel, ribbon(waist, size * 0.035)), darker(colour, 0.45), 0.6)


def _belt(x: float, y: float, size: float, at: float, half: float) -> Points:
    """A line round the body at height `at`, sagging a little in the middle."""
    return flow(traced(f"{-half} {at}, 0 {at + 0.015}, {half} {at}", x, y, size))


def _lapels(easel: Easel, at: tuple[float, float], size: float, colour: Colour) -> None:
    x, y = at
    dark = darker(colour, 0.45)
    fill(easel, cut(easel, ribbon(traced("0 0.34, 0.01 1.52", x, y, size), size * 0.012)), dark, 0.8)
    for side in (-1, 1):
        lapel = traced("0 0.62, 0.02 0.3, 0.1 0.16, 0.17 0.36, 0.1 0.4", x, y, size, side)
        model(easel, cut(easel, lapel), lighter(colour, 0.12), 0.15, 0.8)
        pocket = ribbon(traced("0.14 1, 0.27 0.98", x, y, size, side), size * 0.02)
        fill(easel, cut(easel, pocket), dark, 0.7)
    buttons = [ellipse(x + size * 0.045, y + size * k, size * 0.015, size * 0.015) for k in (0.7, 0.88, 1.06)]
    fill(easel, cut(easel, *buttons), dark)


def scarf(easel: Easel, x: float, y: float, size: float, colour: Colour, stripe: Colour) -> None:
    """A knitted scarf folded in loops, seen from above."""
    paths = [
        [(-0.1, 0.02), (-0.17, 0.3), (-0.13, 0.62)],
        [(0.06, 0.02), (0.16, 0.26), (0.14, 0.56)],
        [
            (-0.08, 0.06),
            (-0.36, -0.12),
            (-0.3, -0.44),
            (0.0, -0.54),
            (0.3, -0.44),
            (0.36, -0.12),
            (0.06, 0.08),
            (-0.06, 0.07),
        ],
    ]
    for path in paths:
        line = flow([(x + px * size, y + py * size) for px, py in path], 10)
        patch = cut(easel, ribbon(line, size * 0.2, size * 0.2))
        drop(easel, patch, size * 0.045, 0.55)
        model(easel, patch, colour, 0.18, 1.0, 1.4)
        for k in range(2, len(line) - 2, 5):
            (ax, ay), (bx, by) = line[k], line[k + 1]
            band = ribbon([(ax, ay), (ax + (bx - ax) * 1.6, ay + (by - ay) * 1.6)], size * 0.19)
            fill(easel, cut(easel, band), stripe, 0.6)


def folded(easel: Easel, x: float, base: float, size: float, colours: list[Colour]) -> None:
    """A pile of folded knitwear seen from the front."""
    level = base
    for colour in colours:
        tall, wide = size * easel.rng.uniform(0.13, 0.17), size * easel.rng.uniform(0.92, 1.0)
        body = cut(
            easel,
            smooth(
                [
                    (x - wide / 2, level - tall * 0.5),
                    (x - wide * 0.48, level - tall * 0.96),
                    (x, level - tall * 1.04),
                    (x + wide * 0.48, level - tall * 0.96),
                    (x + wide / 2, level - tall * 0.5),
                    (x + wide * 0.48, level),
                    (x, level + tall * 0.03),
                    (x - wide * 0.48, level),
                ]
            ),
        )
        if level == base:
            cast(easel, body, base)
            grounded(easel, x, base, size * 0.48)
        model(easel, body, colour, 0.6, 1.0, 1.2)
        crease = flow(
            [
                (x - wide * 0.47, level - tall * 0.42),
                (x, level - tall * (0.46 + 0.1 * sin(level))),
                (x + wide * 0.47, level - tall * 0.5),
            ]
        )
        soft(easel, cut(easel, ribbon(crease, size * 0.012)), darker(colour, 0.7), 1.5, 0.6)
        level -= tall * 0.95


def drapery(easel: Easel, colour: Colour) -> None:
    """Cloth over the whole picture in long folds."""
    rng = easel.rng
    easel.image.paste(colour, (0, 0, easel.w, easel.h))
    slope = rng.uniform(-0.5, 0.5)
    for k in range(11):
        x = easel.w * (k / 8 - 0.2) + rng.uniform(-0.04, 0.04) * easel.w
        bend = rng.uniform(-0.14, 0.14) * easel.w
        line = flow(
            [
                (x - slope * easel.h * 0.5, -40),
                (x + bend, easel.h * 0.35),
                (x - bend * 0.6, easel.h * 0.7),
                (x + slope * easel.h * 0.5, easel.h + 40),
            ],
            7,
        )
        patch = cut(easel, ribbon(line, easel.w * rng.uniform(0.14, 0.24), easel.w * rng.uniform(0.1, 0.26)))
        soft(easel, patch, darker(colour, 0.55), easel.u * 0.02, 0.5)
        model(easel, patch, mix(colour, lighter(colour, 0.3), rng.random() * 0.5), 0.95, 1.05)
