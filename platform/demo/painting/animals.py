"""Cats and dogs, simplified: round masses of fur, faces only as much as a toy has."""

from math import pi

from demo.painting.colour import Colour, darker, lighter
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, soft, stroke
from demo.painting.shapes import Points, arc, ellipse, flow, ribbon, smooth, traced, turned

FURS: tuple[Colour, ...] = (
    (214, 150, 84),
    (92, 86, 88),
    (238, 226, 206),
    (166, 128, 98),
    (62, 56, 60),
    (196, 186, 178),
)


def _stripes(easel: Easel, lines: list[Points], fur: Colour, width: float) -> None:
    if lines:
        soft(easel, cut(easel, *[ribbon(line, width, 1) for line in lines]), darker(fur, 0.45), 2.0, 0.55)


def cat_sitting(easel: Easel, x: float, base: float, size: float, fur: Colour) -> None:
    """A cat seen from behind, sitting and looking out; `size` tall."""
    tail = flow(
        [
            (x + size * 0.18, base - size * 0.06),
            (x + size * 0.42, base - size * 0.03),
            (x + size * 0.52, base - size * 0.16),
        ]
    )
    body_line = [
        (0, 0),
        (-0.24, -0.02),
        (-0.3, -0.2),
        (-0.22, -0.46),
        (-0.12, -0.62),
        (0.12, -0.62),
        (0.22, -0.46),
        (0.3, -0.2),
        (0.24, -0.02),
    ]
    body = cut(easel, smooth([(x + px * size, base + py * size) for px, py in body_line]))
    cast(easel, body, base)
    grounded(easel, x, base - 2, size * 0.28)
    model(easel, cut(easel, ribbon(tail, size * 0.1, size * 0.07)), fur, 0.8, 1.0, 1.2)
    model(easel, body, fur, 0.6, 1.0, 1.2)
    y = base - size * 0.74
    ears = [
        [
            (x + s * size * 0.05, y - size * 0.13),
            (x + s * size * 0.17, y - size * 0.27),
            (x + s * size * 0.19, y - size * 0.04),
        ]
        for s in (-1, 1)
    ]
    model(easel, cut(easel, *ears), darker(fur, 0.15), 0.3, 1.0, 0.8)
    model(easel, cut(easel, ellipse(x, y, size * 0.2, size * 0.165)), fur, 0.7, 1.0, 1.2)
    rows = [
        flow([(x - size * w, base - size * k), (x, base - size * (k + 0.03)), (x + size * w, base - size * k)])
        for w, k in ((0.08, 0.52), (0.1, 0.42), (0.11, 0.32), (0.1, 0.22))
    ]
    _stripes(easel, rows, fur, size * 0.035)
    _stripes(
        easel,
        [[(x + d * size, y - size * 0.14), (x + d * size * 0.7, y - size * 0.03)] for d in (-0.05, 0, 0.05)],
        fur,
        size * 0.025,
    )


def cat_curled(easel: Easel, x: float, y: float, r: float, fur: Colour) -> None:
    """A sleeping cat in a round, from above."""
    body = cut(easel, ellipse(x, y, r, r * 0.86, 0.2))
    drop(easel, body, r * 0.14, 0.55)
    model(easel, body, fur, 0.6, 1.05, 1.4)
    spine = [arc(x, y, r * k, r * k * 0.86, a, a + 0.34) for a in (3.5, 4.1, 4.7, 5.3, 5.9) for k in (0.86,)]
    _stripes(easel, [ribbon_line(line, x, y) for line in spine], fur, r * 0.09)
    haunch = cut(easel, ellipse(x + r * 0.36, y + r * 0.2, r * 0.44, r * 0.38, 0.5))
    soft(easel, haunch, darker(fur, 0.6), 5, 0.3)
    model(easel, haunch, fur, 0.6, 0.9, 1.4)
    hx, hy, h = x - r * 0.42, y + r * 0.3, r * 0.36
    for s in (-1, 1):
        ear = turned(
            [(hx + s * h * 0.3, hy - h * 0.7), (hx + s * h * 0.8, hy - h * 1.25), (hx + s * h * 0.95, hy - h * 0.3)],
            hx,
            hy,
            -0.35,
        )
        model(easel, cut(easel, ear), darker(fur, 0.1), 0.3, 1.0, 0.6)
    head = cut(easel, ellipse(hx, hy, h, h * 0.86, -0.35))
    soft(easel, head, darker(fur, 0.6), 4, 0.4)
    model(easel, head, fur, 0.6, 1.0, 1.2)
    model(
        easel,
        cut(easel, ellipse(hx - h * 0.1, hy + h * 0.4, h * 0.42, h * 0.3, -0.35)),
        lighter(fur, 0.6),
        0.6,
        0.7,
        0.8,
    )
    for eye in (-0.42, 0.36):
        lid = turned(arc(hx + eye * h, hy + h * 0.06, h * 0.16, h * 0.1, 0.2, pi - 0.2), hx, hy, -0.35)
        stroke(easel, lid, 2.2, darker(fur, 0.85))
    fill(easel, cut(easel, ellipse(hx - h * 0.1, hy + h * 0.3, h * 0.08, h * 0.06)), (206, 122, 112))
    tail = arc(x, y, r * 0.88, r * 0.76, 0.5, 2.5)
    patch = cut(easel, ribbon(tail, r * 0.24, r * 0.17))
    soft(easel, patch, darker(fur, 0.6), 4, 0.35)
    model(easel, patch, fur, 0.8, 1.0, 1.2)


def ribbon_line(line: Points, x: float, y: float) -> Points:
    """From the middle of an arc a third of the way in towards `(x, y)`: one stripe."""
    px, py = line[len(line) // 2]
    return [(px, py), (px + (x - px) * 0.34, py + (y - py) * 0.34)]


def dog_lying(easel: Easel, x: float, base: float, size: float, fur: Colour, collar: Colour) -> None:
    """A dog lying on its belly facing us, chin on its paws; `size` wide."""
    pale, dark = lighter(fur, 0.55), darker(fur, 0.35)
    back = cut(
        easel, smooth(traced("-0.1 -0.04, -0.14 -0.34, 0.12 -0.46, 0.44 -0.36, 0.52 -0.1, 0.36 0", x, base, size))
    )
    cast(easel, back, base)
    grounded(easel, x, base, size * 0.46, 0.4)
    tail = flow(
        [
            (x + size * 0.46, base - size * 0.12),
            (x + size * 0.62, base - size * 0.1),
            (x + size * 0.68, base - size * 0.24),
        ]
    )
    model(easel, cut(easel, ribbon(tail, size * 0.1, size * 0.05)), fur, 0.8, 1.0, 1.4)
    model(easel, back, fur, 0.6, 1.0, 1.6)
    haunch = cut(easel, ellipse(x + size * 0.34, base - size * 0.16, size * 0.17, size * 0.16))
    soft(easel, haunch, dark, 4, 0.3)
    model(easel, haunch, fur, 0.7, 0.9, 1.6)
    for s in (-0.3, 0.06):
        paw = cut(easel, ellipse(x + s * size, base - size * 0.055, size * 0.13, size * 0.06))
        soft(easel, paw, dark, 3, 0.4)
        model(easel, paw, pale, 0.8, 0.9, 1.0)
    _dog_head(easel, x - size * 0.12, base - size * 0.28, size * 0.22, fur, collar)


def _dog_head(easel: Easel, x: float, y: float, r: float, fur: Colour, collar: Colour) -> None:
    pale, dark = lighter(fur, 0.55), darker(fur, 0.35)
    stroke(easel, arc(x, y + r * 0.5, r * 0.8, r * 0.5, 0.2, pi - 0.2), r * 0.2, collar)
    head = cut(easel, ellipse(x, y, r, r * 0.92))
    soft(easel, head, dark, 4, 0.4)
    model(easel, head, fur, 0.7, 1.0, 1.4)
    blaze = smooth(traced("-0.1 -0.8, 0.1 -0.8, 0.2 0, 0.45 0.5, 0 0.86, -0.45 0.5, -0.2 0", x, y, r))
    model(easel, cut(easel, blaze), pale, 0.4, 0.8, 1.0)
    for s in (-1, 1):
        ear = cut(easel, smooth(traced("0.6 -0.82, 1.1 -0.5, 1.3 0.3, 1.02 0.42, 0.84 -0.1", x, y, r, s)))
        soft(easel, ear, darker(fur, 0.7), 3, 0.4)
        model(easel, ear, dark, 0.6, 0.9, 1.2)
        fill(easel, cut(easel, ellipse(x + s * r * 0.4, y - r * 0.02, r * 0.09, r * 0.1)), (38, 28, 28))
        fill(easel, cut(easel, ellipse(x + s * r * 0.4 + r * 0.03, y - r * 0.06, r * 0.03, r * 0.03)), (250, 246, 240))
    model(easel, cut(easel, ellipse(x, y + r * 0.34, r * 0.2, r * 0.14)), (44, 34, 36), 0.7, 1.2)
    stroke(easel, flow([(x - r * 0.22, y + r * 0.64), (x, y + r * 0.6), (x + r * 0.22, y + r * 0.64)]), 2, (70, 50, 48))
