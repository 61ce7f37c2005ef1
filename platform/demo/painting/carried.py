"""Shoes, bags, cases and watches."""

from math import pi

from demo.painting.colour import Colour, darker, lighter
from demo.painting.easel import Easel
from demo.painting.forms import Patch, cast, cut, drop, fill, grounded, model, shine, soft, stroke
from demo.painting.shapes import Point, Points, arc, ellipse, flow, moved, ribbon, rounded, smooth, traced, turned

LEATHER: Colour = (150, 92, 54)


def sneaker(easel: Easel, at: Point, size: float, colour: Colour, trim: Colour, face: int = 1) -> None:
    """A low shoe from the side, `size` long; `face` 1 points right, -1 left."""
    x, base = at

    def line(path: str) -> Points:
        return traced(path, x, base, size, face)

    def part(path: str) -> Patch:
        return cut(easel, smooth(line(path)))

    whole = cut(easel, smooth(line(SOLE)), smooth(line(UPPER)))
    cast(easel, whole, base)
    grounded(easel, x, base - 1, size * 0.48)
    model(easel, part(UPPER), colour, 0.55, 1.0, 0.4)
    fill(easel, part("-0.42 -0.405, -0.33 -0.38, -0.22 -0.33, -0.11 -0.4, -0.25 -0.4"), darker(colour, 0.75), 0.85)
    model(easel, part("0.3 -0.21, 0.44 -0.195, 0.52 -0.11, 0.36 -0.09, 0.27 -0.13"), lighter(trim, 0.3), 0.4, 0.9)
    swoop = flow(line("-0.46 -0.22, -0.2 -0.17, 0.05 -0.2, 0.14 -0.3"))
    model(easel, cut(easel, ribbon(swoop, size * 0.06, size * 0.025)), trim, 0.4, 0.8)
    model(easel, part("-0.5 -0.14, -0.505 -0.3, -0.44 -0.3, -0.42 -0.14"), trim, 0.3, 0.8)
    for k in range(4):
        lace = line(f"{-0.02 + k * 0.065} {-0.425 + k * 0.05}, {k * 0.055} {-0.3 + k * 0.033}")
        stroke(easel, lace, size * 0.028, (250, 247, 240))
    model(easel, part(SOLE), (246, 242, 232), 0.3, 1.0)
    fill(easel, cut(easel, ribbon(flow(line("-0.48 -0.045, 0 -0.03, 0.5 -0.05")), size * 0.012)), trim, 0.8)


SOLE = "-0.5 -0.02, -0.49 -0.13, -0.3 -0.13, 0.1 -0.1, 0.42 -0.13, 0.53 -0.1, 0.5 -0.01, 0.2 0, -0.2 0"
UPPER = (
    "-0.48 -0.1, -0.5 -0.28, -0.44 -0.43, -0.34 -0.4, -0.22 -0.34, -0.1 -0.42, -0.02 -0.44, "
    "0.1 -0.33, 0.26 -0.24, 0.44 -0.2, 0.52 -0.11, 0.2 -0.07, -0.2 -0.08"
)


SACK = "-0.36 -0.04, -0.39 -0.4, -0.31 -0.84, -0.15 -0.96, 0.15 -0.96, 0.31 -0.84, 0.39 -0.4, 0.36 -0.04, 0 0"
FLAP = "-0.33 -0.62, -0.3 -0.84, -0.12 -0.965, 0.12 -0.965, 0.3 -0.84, 0.33 -0.62, 0 -0.54"


def backpack(easel: Easel, x: float, base: float, size: float, colour: Colour, trim: Colour) -> None:
    """A rounded rucksack standing, `size` tall."""
    stroke(easel, arc(x, base - size * 0.95, size * 0.1, size * 0.1, pi, 2 * pi), size * 0.04, darker(trim, 0.2))
    body = cut(easel, smooth(traced(SACK, x, base, size)))
    cast(easel, body, base)
    grounded(easel, x, base - 2, size * 0.35)
    model(easel, body, colour, 0.4, 1.0, 0.6)
    flap = cut(easel, smooth(traced(FLAP, x, base, size)))
    pocket = cut(easel, rounded(x - size * 0.26, base - size * 0.4, x + size * 0.26, base - size * 0.07, size * 0.08))
    for part, tone in ((flap, lighter(colour, 0.1)), (pocket, colour)):
        drop(easel, part, size * 0.02, 0.5)
        model(easel, part, tone, 0.28, 0.95, 0.6)
    zip_line = flow(traced("-0.24 -0.33, 0 -0.32, 0.24 -0.33", x, base, size))
    fill(easel, cut(easel, ribbon(zip_line, size * 0.012)), darker(colour, 0.5), 0.8)
    for side in (-0.14, 0.14):
        _strap(easel, (x + size * side, base), size, trim)


def _strap(easel: Easel, at: Point, size: float, trim: Colour) -> None:
    x, base = at
    strap = cut(easel, rounded(x - size * 0.03, base - size * 0.66, x + size * 0.03, base - size * 0.42, size * 0.02))
    drop(easel, strap, size * 0.012)
    model(easel, strap, trim, 0.3, 0.9)
    buckle = rounded(x - size * 0.034, base - size * 0.5, x + size * 0.034, base - size * 0.46, 2)
    fill(easel, cut(easel, buckle), (216, 184, 120))


def handbag(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A flap bag with a handle, `size` wide."""
    stroke(easel, arc(x, base - size * 0.58, size * 0.24, size * 0.34, pi, 2 * pi), size * 0.05, darker(colour, 0.15))
    body = cut(
        easel,
        smooth(traced("-0.48 -0.04, -0.44 -0.58, -0.3 -0.64, 0.3 -0.64, 0.44 -0.58, 0.48 -0.04, 0 0", x, base, size)),
    )
    cast(easel, body, base)
    grounded(easel, x, base - 2, size * 0.46)
    model(easel, body, colour, 0.3, 1.0, 0.5)
    flap = cut(
        easel,
        smooth(
            traced("-0.43 -0.56, -0.3 -0.645, 0.3 -0.645, 0.43 -0.56, 0.4 -0.34, 0 -0.24, -0.4 -0.34", x, base, size)
        ),
    )
    drop(easel, flap, size * 0.025, 0.55)
    model(easel, flap, lighter(colour, 0.08), 0.25, 1.0, 0.5)
    model(
        easel,
        cut(easel, rounded(x - size * 0.05, base - size * 0.34, x + size * 0.05, base - size * 0.24, size * 0.02)),
        (222, 186, 116),
        0.5,
        1.2,
    )


def suitcase(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """An upright trolley case, `size` tall without its handle."""
    for side in (-0.13, 0.13):
        stroke(
            easel,
            [(x + side * size, base - size * 1.22), (x + side * size, base - size * 0.92)],
            size * 0.025,
            (170, 172, 176),
        )
    stroke(
        easel, [(x - size * 0.16, base - size * 1.22), (x + size * 0.16, base - size * 1.22)], size * 0.06, (60, 58, 62)
    )
    for side in (-0.24, 0.24):
        model(
            easel, cut(easel, ellipse(x + side * size, base - size * 0.02, size * 0.05, size * 0.05)), (52, 50, 54), 0.6
        )
    body = cut(easel, rounded(x - size * 0.33, base - size, x + size * 0.33, base - size * 0.04, size * 0.1))
    cast(easel, body, base)
    grounded(easel, x, base, size * 0.3)
    model(easel, body, colour, 0.22, 1.0)
    for k in (-0.2, -0.1, 0.0, 0.1, 0.2):
        groove = ribbon([(x + k * size, base - size * 0.93), (x + k * size, base - size * 0.11)], size * 0.018)
        soft(easel, cut(easel, groove), darker(colour, 0.5), 1.2, 0.5)
        soft(easel, cut(easel, moved(groove, easel.sun.x * -size * 0.02, 0)), lighter(colour, 0.6), 1.2, 0.4)
    soft(
        easel,
        cut(
            easel,
            ribbon(
                [
                    (x + easel.sun.x * size * 0.38, base - size * 0.85),
                    (x + easel.sun.x * size * 0.38, base - size * 0.2),
                ],
                size * 0.02,
            ),
        ),
        (255, 252, 244),
        2.5,
        0.6,
    )


def watch(easel: Easel, at: Point, size: float, strap: Colour, face: Colour, turn: float) -> None:
    """A wrist watch lying open, `size` long."""
    x, y = at

    def place(points: Points) -> Points:
        return turned(points, x, y, turn)

    band = cut(
        easel,
        place(ribbon(flow(traced("0 -0.5, 0 -0.2, 0 0.2, 0 0.5", x, y, size)), size * 0.12, size * 0.11, size * 0.05)),
    )
    drop(easel, band, size * 0.04, 0.55)
    model(easel, band, strap, 0.35, 1.0, 0.6)
    fill(
        easel,
        cut(easel, *[place(ellipse(x, y + size * k, size * 0.009, size * 0.012)) for k in (0.3, 0.35, 0.4, 0.45)]),
        darker(strap, 0.7),
    )
    case = cut(
        easel,
        ellipse(x, y, size * 0.19, size * 0.19),
        place(rounded(x + size * 0.17, y - size * 0.025, x + size * 0.22, y + size * 0.025, 2)),
    )
    drop(easel, case, size * 0.03, 0.6)
    model(easel, case, (204, 190, 160), 0.14, 1.3)
    model(easel, cut(easel, ellipse(x, y, size * 0.162, size * 0.162)), face, 0.12, -0.5)
    ticks = [
        place(turned(traced("-0.004 -0.15, 0.004 -0.15, 0.004 -0.13, -0.004 -0.13", x, y, size), x, y, k * pi / 6))
        for k in range(12)
    ]
    ink = (40, 38, 40) if sum(face) > 380 else (240, 236, 226)
    fill(easel, cut(easel, *ticks), ink)
    for angle, length in ((-0.9, 0.09), (0.95, 0.13)):
        stroke(easel, place(turned([(x, y), (x, y - size * length)], x, y, angle)), size * 0.012, ink)
    shine(easel, (x + easel.sun.x * size * 0.07, y + easel.sun.y * size * 0.07), (size * 0.06, size * 0.03), 0.35, -0.7)
