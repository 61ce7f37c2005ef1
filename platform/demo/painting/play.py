"""Toys, baby things, sport and hobby gear."""

from math import cos, pi, sin

from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, shine, soft, stroke
from demo.painting.shapes import Point, Points, arc, ellipse, flow, ribbon, rounded, smooth, traced, turned
from demo.painting.vessels import CYLINDER, Glaze, Profile, turned_form

IRON: Colour = (58, 58, 66)


def kettlebell(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A kettlebell, `size` tall."""
    ring = cut(
        easel, ribbon(flow(traced("-0.2 -0.5, -0.27 -0.86, 0 -0.99, 0.27 -0.86, 0.2 -0.5", x, base, size)), size * 0.13)
    )
    body = cut(easel, ellipse(x, base - size * 0.34, size * 0.38, size * 0.345))
    cast(easel, ring, base, 0.5)
    cast(easel, body, base)
    grounded(easel, x, base - 2, size * 0.26)
    model(easel, ring, IRON, 0.9, 1.2, 0.5)
    model(easel, body, colour, 0.8, 1.1, 0.5)
    shine(easel, (x + easel.sun.x * size * 0.18, base - size * 0.5), (size * 0.08, size * 0.05), 0.5, -0.6)
    fill(easel, cut(easel, ellipse(x, base - size * 0.3, size * 0.12, size * 0.12)), lighter(colour, 0.75), 0.85)


def dumbbell(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A dumbbell lying across, `size` long."""
    y = base - size * 0.17
    stroke(easel, [(x - size * 0.3, y), (x + size * 0.3, y)], size * 0.1, (176, 178, 184))
    for side in (-1, 1):
        for reach, high in ((0.44, 0.13), (0.31, 0.17)):
            plate = cut(
                easel,
                rounded(
                    x + side * size * reach - size * 0.075,
                    y - size * high,
                    x + side * size * reach + size * 0.075,
                    y + size * high,
                    size * 0.05,
                ),
            )
            cast(easel, plate, base)
            model(easel, plate, colour, 0.6, 1.1, 0.4)
    grounded(easel, x, base, size * 0.5, 0.4)


def rolled_mat(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A rolled mat lying with its spiral end towards us, `size` long."""
    r, depth = size * 0.17, size * 0.62
    body = cut(
        easel,
        [
            *arc(x, base - r, r, r, pi * 0.5, pi * 1.35),
            (x + depth * 0.8, base - depth * 0.3 - r * 1.75),
            *arc(x + depth, base - depth * 0.3 - r, r * 0.8, r * 0.8, -pi * 0.6, pi * 0.4),
            (x + r * 0.5, base - r * 0.14),
        ],
    )
    cast(easel, body, base)
    grounded(easel, x + depth * 0.4, base - depth * 0.12, depth * 0.6, 0.35)
    model(easel, body, colour, 0.8, 1.1, 0.8)
    model(easel, cut(easel, ellipse(x, base - r, r, r)), lighter(colour, 0.22), 0.15, 0.8, 0.6)
    spiral = [
        (x + r * (0.94 - k * 0.012) * cos(k * 0.3), base - r + r * (0.94 - k * 0.012) * sin(k * 0.3)) for k in range(74)
    ]
    soft(
        easel,
        cut(easel, *[ribbon(spiral[k : k + 14], r * 0.07) for k in range(0, 62, 12)]),
        darker(colour, 0.6),
        1,
        0.8,
    )
    for share in (0.32, 0.78):
        cx, cy = x + depth * share, base - depth * 0.3 * share - r * (1 - share * 0.16)
        band = arc(cx, cy, r * 0.45, r * (1.02 - share * 0.18), -pi * 0.55, pi * 0.5)
        stroke(easel, band, r * 0.16, darker(colour, 0.5))


def ball(easel: Easel, x: float, y: float, r: float, colour: Colour, seams: str) -> None:
    """A ball with seams: `tennis`, `basket` or `plain`; stands where the caller has put its shadow."""
    model(easel, cut(easel, ellipse(x, y, r, r)), colour, 0.85, 1.05, 1.2 if seams == "tennis" else 0.7)
    lines: list[Points] = []
    if seams == "tennis":
        lines = [
            arc(x - r * 1.1, y, r * 0.85, r * 1.0, -0.9, 0.9),
            arc(x + r * 1.1, y, r * 0.85, r * 1.0, pi - 0.9, pi + 0.9),
        ]
    if seams == "basket":
        lines = [
            [(x - r * 0.98, y), (x + r * 0.98, y)],
            [(x, y - r * 0.98), (x, y + r * 0.98)],
            arc(x - r * 1.3, y, r * 0.9, r, -0.85, 0.85),
            arc(x + r * 1.3, y, r * 0.9, r, pi - 0.85, pi + 0.85),
        ]
    if lines:
        tone = (248, 246, 232) if seams == "tennis" else darker(colour, 0.8)
        fill(easel, cut(easel, *[ribbon(turned(line, x, y, 0.5), r * 0.06) for line in lines]), tone, 0.85)


def bicycle(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A bicycle from the side, wheels `size` apart."""
    y = base - size * 0.36
    for hub in (-0.5, 0.5):
        _wheel(easel, (x + hub * size, y), base, size)
    frame = (
        "-0.5 0, -0.06 0.04",
        "-0.5 0, -0.18 -0.4",
        "-0.06 0.04, -0.2 -0.5",
        "-0.06 0.04, 0.34 -0.46",
        "-0.18 -0.4, 0.34 -0.46",
        "0.34 -0.46, 0.5 0",
    )
    for path in frame:
        cast(easel, stroke(easel, traced(path, x, y, size), size * 0.034, colour), base, 0.2)
    bar = flow(traced("0.33 -0.46, 0.29 -0.6, 0.42 -0.66, 0.44 -0.56", x, y, size))
    stroke(easel, bar, size * 0.035, (150, 96, 56))
    saddle = smooth(traced("-0.33 -0.55, -0.08 -0.53, -0.18 -0.48, -0.3 -0.48", x, y, size))
    model(easel, cut(easel, saddle), (150, 96, 56), 0.6)
    stroke(easel, traced("-0.06 0.04, 0.04 0.16", x, y, size), size * 0.025, (80, 78, 80))
    model(easel, cut(easel, ellipse(x - size * 0.06, y + size * 0.04, size * 0.06, size * 0.06)), (120, 118, 118), 0.3)


def _wheel(easel: Easel, hub: Point, base: float, size: float) -> None:
    (hx, hy), r = hub, size * 0.36
    wheel = cut(easel, ribbon([*ellipse(hx, hy, r, r), (hx + r, hy)], size * 0.045))
    cast(easel, wheel, base, 0.55)
    grounded(easel, hx, base, r * 0.35)
    spokes = [ribbon([(hx, hy), (hx + r * cos(k * pi / 9), hy + r * sin(k * pi / 9))], 1.1) for k in range(18)]
    fill(easel, cut(easel, *spokes), (190, 188, 184), 0.7)
    model(easel, wheel, (48, 46, 50), 0.5, 1.0)
    stroke(easel, [*ellipse(hx, hy, r * 0.93, r * 0.93), (hx + r * 0.93, hy)], 2, (206, 204, 200))


def basket(easel: Easel, x: float, base: float, half: float, height: float, colour: Colour) -> None:
    """A woven basket."""
    profile: Profile = [(0, 0.82), (0.1, 0.9), (0.6, 1.0), (1, 0.96)]
    bands = tuple((k / 9, k / 9 + 0.05, darker(colour, 0.22)) for k in range(9))
    turned_form(
        easel, (x, base), (half, height), profile, Glaze(colour, bands, 0.1, mouth=darker(colour, 0.6), tilt=0.2)
    )


def yarn(easel: Easel, x: float, y: float, r: float, colour: Colour) -> None:
    """A ball of wool, wound."""
    body = cut(easel, ellipse(x, y, r, r * 0.97))
    cast(easel, body, y + r * 0.9)
    grounded(easel, x, y + r * 0.88, r * 0.6)
    model(easel, body, colour, 0.85, 1.1, 0.8)
    for tone, strength in ((darker(colour, 0.5), 0.5), (lighter(colour, 0.4), 0.4)):
        threads: list[Points] = []
        for _ in range(13):
            turn, reach = easel.rng.uniform(0, pi), r * easel.rng.uniform(0.15, 0.9)
            threads.append(
                ribbon(
                    turned(arc(x, y, r * 0.95, reach, 0.15, pi - 0.15), x, y, turn + easel.rng.choice((0, pi))),
                    1,
                    1,
                    r * 0.05,
                )
            )
        soft(easel, cut(easel, *threads), tone, 0.9, strength)


def block(easel: Easel, x: float, base: float, size: float, colour: Colour, mark: str) -> None:
    """A wooden cube turned a little, with a mark: `round`, `star`, `bars`."""
    lean = size * 0.32
    front = cut(easel, rounded(x - size / 2, base - size, x + size / 2, base, size * 0.07))
    side = 1 if easel.sun.x < 0 else -1
    edge = x + side * size / 2
    flank = [
        (edge, base),
        (edge + side * lean, base - lean * 0.5),
        (edge + side * lean, base - size - lean * 0.4),
        (edge, base - size),
    ]
    top = [
        (x - size / 2, base - size),
        (x + size / 2, base - size),
        (x + size / 2 + side * lean, base - size - lean * 0.42),
        (x - size / 2 + side * lean, base - size - lean * 0.42),
    ]
    whole = cut(easel, flank, top, rounded(x - size / 2, base - size, x + size / 2, base, size * 0.07))
    cast(easel, whole, base)
    grounded(easel, x + side * lean * 0.4, base, size * 0.6)
    fill(easel, cut(easel, flank), darker(colour, 0.35))
    fill(easel, cut(easel, top), lighter(colour, 0.4))
    model(easel, front, colour, 0.1, 0.9, 0.6)
    y, r = base - size / 2, size * 0.24
    star = [
        (
            x + r * (1 if k % 2 == 0 else 0.45) * cos(k * pi / 5 - pi / 2),
            y + r * (1 if k % 2 == 0 else 0.45) * sin(k * pi / 5 - pi / 2),
        )
        for k in range(10)
    ]
    shape = {
        "round": [ellipse(x, y, r, r)],
        "star": [star],
        "bars": [rounded(x - r, y + r * k, x + r, y + r * (k + 0.4), 2) for k in (-0.8, -0.1, 0.6)],
    }[mark]
    fill(easel, cut(easel, *shape), lighter(colour, 0.75), 0.95)


def ring_tower(easel: Easel, x: float, base: float, size: float, colours: list[Colour]) -> None:
    """Rings on a peg, largest below."""
    stroke(easel, [(x, base), (x, base - size)], size * 0.06, (216, 178, 128))
    level, step = base, size * 0.17
    for i, colour in enumerate(colours[:5]):
        half = size * (0.36 - 0.05 * i)
        ring = cut(easel, rounded(x - half, level - step, x + half, level, step * 0.5))
        cast(easel, ring, base, 0.4)
        if i == 0:
            grounded(easel, x, base, half)
        model(easel, ring, colour, 0.85, 1.1)
        level -= step * 0.95
    model(easel, cut(easel, ellipse(x, level - size * 0.06, size * 0.09, size * 0.09)), colours[0], 0.9, 1.1)


def teddy(easel: Easel, x: float, base: float, size: float, fur: Colour) -> None:
    """A sitting toy bear, `size` tall."""
    pale = lighter(fur, 0.45)
    parts = [
        ellipse(x, base - size * 0.3, size * 0.25, size * 0.29),
        ellipse(x - size * 0.22, base - size * 0.1, size * 0.13, size * 0.11),
        ellipse(x + size * 0.22, base - size * 0.1, size * 0.13, size * 0.11),
    ]
    head = [
        ellipse(x - size * 0.19, base - size * 0.88, size * 0.085, size * 0.085),
        ellipse(x + size * 0.19, base - size * 0.88, size * 0.085, size * 0.085),
        ellipse(x, base - size * 0.72, size * 0.25, size * 0.22),
    ]
    cast(easel, cut(easel, *parts, *head), base)
    grounded(easel, x, base - 2, size * 0.3)
    model(easel, cut(easel, parts[0]), fur, 0.7, 1.0, 1.8)
    for side in (-1, 1):
        arm = cut(easel, ellipse(x + side * size * 0.24, base - size * 0.38, size * 0.08, size * 0.16, side * -0.5))
        soft(easel, arm, darker(fur, 0.6), 3, 0.4)
        model(easel, arm, fur, 0.8, 1.0, 1.8)
        model(easel, cut(easel, parts[1 if side < 0 else 2]), fur, 0.8, 1.0, 1.8)
        model(
            easel,
            cut(easel, ellipse(x + side * size * 0.235, base - size * 0.095, size * 0.07, size * 0.06)),
            pale,
            0.6,
            0.8,
            1.2,
        )
        model(easel, cut(easel, head[0 if side < 0 else 1]), fur, 0.7, 1.0, 1.8)
    model(easel, cut(easel, head[2]), fur, 0.7, 1.0, 1.8)
    model(easel, cut(easel, ellipse(x, base - size * 0.66, size * 0.11, size * 0.085)), pale, 0.7, 0.9, 1.0)
    for dx, dy, r in ((-0.09, 0.76, 0.02), (0.09, 0.76, 0.02), (0, 0.695, 0.028)):
        fill(easel, cut(easel, ellipse(x + dx * size, base - dy * size, r * size, r * size * 0.9)), (44, 32, 30))


def baby_bottle(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A feeding bottle half full, `size` tall."""
    milk: Colour = (250, 244, 230)
    clear: Colour = (222, 230, 232)
    body: Profile = [(0, 0.9), (0.04, 1), (0.4, 0.94), (0.5, 0.9), (0.9, 0.98), (1, 0.8)]
    turned_form(easel, (x, base), (size * 0.17, size * 0.64), body, Glaze(clear, ((0, 0.62, milk),), 0.8))
    marks = [
        ribbon([(x + size * 0.02, base - size * k), (x + size * 0.1, base - size * k)], 1.6)
        for k in (0.12, 0.2, 0.28, 0.36, 0.44)
    ]
    fill(easel, cut(easel, *marks), darker(colour, 0.2), 0.8)
    turned_form(
        easel, (x, base - size * 0.63), (size * 0.15, size * 0.12), CYLINDER, Glaze(colour, gloss=0.5, mouth=colour)
    )
    teat: Profile = [(0, 1), (0.25, 0.9), (0.45, 0.5), (0.8, 0.42), (1, 0.2)]
    turned_form(easel, (x, base - size * 0.745), (size * 0.11, size * 0.22), teat, Glaze((236, 200, 160), gloss=0.4))


def bunting(easel: Easel, y: float, colours: list[Colour]) -> None:
    """A string of little flags across the wall."""
    line = flow([(-10, y), (easel.w * 0.5, y + easel.u * 0.1), (easel.w + 10, y - easel.u * 0.02)], 14)
    for i in range(2, len(line) - 3, 4):
        (ax, ay), (bx, by) = line[i], line[i + 3]
        flag = cut(easel, [(ax, ay), (bx, by), ((ax + bx) / 2, (ay + by) / 2 + easel.u * 0.1)])
        drop(easel, flag, easel.u * 0.012, 0.35)
        model(easel, flag, mix(colours[i // 4 % len(colours)], easel.palette.pale, 0.1), 0.2, 0.7, 0.8)
    stroke(easel, line, 2, (196, 176, 150))
