"""Things to eat and drink, and what they are served on."""

from math import cos, pi, sin

from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import Patch, cast, cut, drop, fill, grounded, model, shine, soft, stroke
from demo.painting.shapes import Point, Points, arc, blob, ellipse, flow, leaf, moved, ribbon, rounded, smooth, turned

CRUST: Colour = (196, 130, 70)
CRUMB: Colour = (242, 222, 184)
COFFEE: Colour = (92, 56, 36)
FOAM: Colour = (244, 228, 200)


def disc(easel: Easel, x: float, y: float, r: float, squash: float, colour: Colour) -> Patch:
    """A plate: rim, well and the light along its edge; `squash` 1 is seen from above."""
    outer = cut(easel, ellipse(x, y, r, r * squash))
    if squash > 0.85:
        drop(easel, outer, r * 0.07, 0.6)
    else:
        grounded(easel, x, y + r * squash * 0.55, r * 0.9)
    model(easel, outer, colour, 0.1, 0.9)
    model(easel, cut(easel, ellipse(x, y, r * 0.74, r * 0.74 * squash)), darker(colour, 0.05), 0.12, -0.7)
    return outer


def bowl_above(easel: Easel, x: float, y: float, r: float, colour: Colour, inside: Colour) -> None:
    """A bowl from above, filled to a little under its rim with something of the colour `inside`."""
    outer = cut(easel, ellipse(x, y, r, r))
    drop(easel, outer, r * 0.2, 0.65)
    model(easel, outer, colour, 0.12, 1.0)
    model(easel, cut(easel, ellipse(x, y, r * 0.9, r * 0.9)), darker(colour, 0.12), 0.3, -1.0)
    model(easel, cut(easel, ellipse(x, y, r * 0.81, r * 0.81)), inside, 0.16, -0.5)


def orange(easel: Easel, x: float, y: float, r: float, colour: Colour, *, standing: bool = True) -> None:
    """A round fruit with its stalk pit, on a table or seen from above."""
    body = cut(easel, blob(easel.rng, x, y, r, r * 0.95, 0.03))
    if standing:
        cast(easel, body, y + r * 0.9)
        grounded(easel, x, y + r * 0.86, r * 0.62)
    else:
        drop(easel, body, r * 0.32)
    model(easel, body, colour, 0.9, 1.05, 0.5)
    px, py = x + r * easel.rng.uniform(-0.3, 0.3), y - r * 0.5
    soft(easel, cut(easel, ellipse(px, py, r * 0.13, r * 0.07)), darker(colour, 0.5), 1.6, 0.8)
    shine(easel, (x + easel.sun.x * r * 0.42, y + easel.sun.y * r * 0.5), (r * 0.17, r * 0.11), 0.5, -0.6)


def pear(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A pear standing with its foot at `base`."""
    shape = [
        (0, 0),
        (0.34, -0.06),
        (0.46, -0.3),
        (0.36, -0.56),
        (0.2, -0.78),
        (0.1, -0.98),
        (-0.08, -1.0),
        (-0.18, -0.8),
        (-0.36, -0.56),
        (-0.46, -0.3),
        (-0.34, -0.06),
    ]
    body = cut(easel, turned(moved(smooth(shape), x, base, size), x, base, easel.rng.uniform(-0.2, 0.2)))
    cast(easel, body, base)
    grounded(easel, x, base - size * 0.03, size * 0.3)
    stroke(
        easel,
        flow([(x, base - size * 0.96), (x + size * 0.03, base - size * 1.08), (x + size * 0.09, base - size * 1.17)]),
        size * 0.04,
        (92, 66, 44),
    )
    model(easel, body, colour, 0.85, 1.0, 0.6)
    shine(easel, (x + easel.sun.x * size * 0.2, base - size * 0.4), (size * 0.06, size * 0.1), 0.45)


def loaf(easel: Easel, at: Point, rx: float, ry: float, turn: float) -> None:
    """A crusty loaf with floury cuts."""
    x, y = at
    body = cut(easel, turned(blob(easel.rng, x, y, rx, ry, 0.05), x, y, turn))
    cast(easel, body, y + ry * 0.8)
    grounded(easel, x, y + ry * 0.85, rx * 0.8)
    crust = mix(CRUST, (150, 84, 44), easel.rng.random() * 0.7)
    model(easel, body, crust, 0.8, 1.15, 1.6)
    for i in range(easel.rng.randint(3, 4)):
        cx = x + rx * (-0.5 + i * 0.36)
        line = turned(
            flow([(cx - ry * 0.25, y - ry * 0.55), (cx + ry * 0.05, y - ry * 0.1), (cx + ry * 0.16, y + ry * 0.4)]),
            x,
            y,
            turn,
        )
        gash = cut(easel, ribbon(line, 1, 1, ry * 0.26))
        soft(easel, gash, darker(crust, 0.4), 2.2, 0.5)
        model(easel, gash, mix(CRUMB, crust, 0.25), 0.5, 0.9, 1.5)


def slice_of_bread(easel: Easel, x: float, y: float, size: float, turn: float) -> Patch:
    """A slice lying flat."""
    shape = smooth(
        [
            (-0.42, 0.5),
            (-0.46, 0.0),
            (-0.54, -0.26),
            (-0.3, -0.5),
            (0, -0.54),
            (0.3, -0.5),
            (0.54, -0.26),
            (0.46, 0.0),
            (0.42, 0.5),
            (0, 0.54),
        ]
    )
    outer = turned(moved(shape, x, y, size), x, y, turn)
    body = cut(easel, outer)
    drop(easel, body, size * 0.08)
    model(easel, body, CRUST, 0.1, 0.8, 1)
    crumb = cut(easel, turned(moved(shape, x, y, size * 0.9), x, y, turn))
    model(easel, crumb, CRUMB, 0.2, 0.35, 2.2)
    return crumb


def cup_above(easel: Easel, x: float, y: float, r: float, colour: Colour, drink: Colour = COFFEE) -> None:
    """A cup on its saucer from above, with poured milk on coffee."""
    disc(easel, x, y, r * 1.55, 1.0, lighter(colour, 0.25))
    handle_angle = easel.rng.uniform(-0.9, 0.9)
    hx, hy = x + r * 1.16 * cos(handle_angle), y + r * 1.16 * sin(handle_angle)
    stroke(easel, [(x + r * 0.8 * cos(handle_angle), y + r * 0.8 * sin(handle_angle)), (hx, hy)], r * 0.22, colour)
    bowl_above(easel, x, y, r, colour, drink)
    if drink == COFFEE:
        _latte(easel, x, y, r * 0.8, easel.rng.uniform(-0.7, 0.7))


def _latte(easel: Easel, x: float, y: float, r: float, turn: float) -> None:
    model(easel, cut(easel, ellipse(x, y, r * 0.98, r * 0.98)), (158, 100, 60), 0.12, -0.5)
    for i in range(5):
        wide = r * (0.82 - 0.12 * i)
        top = y - r * 0.42 + i * r * 0.24
        line = turned(arc(x, top, wide * 0.72, wide * 0.5, pi * 0.08, pi * 0.92), x, y, turn)
        soft(easel, cut(easel, ribbon(line, 1, 1, r * 0.17)), FOAM, 1.0, 0.95)
    spine = turned([(x, y - r * 0.6), (x, y + r * 0.85)], x, y, turn)
    soft(easel, cut(easel, ribbon(spine, r * 0.02, r * 0.09)), FOAM, 1.0, 0.9)


def noodles(easel: Easel, x: float, y: float, r: float, squash: float, colour: Colour) -> None:
    """A nest of strands filling a round of radius `r`."""
    rng = easel.rng
    for layer in range(4):
        strands: list[Points] = []
        for _ in range(11):
            a, reach = rng.uniform(0, 2 * pi), r * rng.uniform(0.1, 0.8)
            cx, cy = x + reach * cos(a) * 0.6, y + reach * sin(a) * 0.6 * squash
            span = r * rng.uniform(0.2, 0.42)
            start = rng.uniform(0, 2 * pi)
            strands.append(
                ribbon(
                    arc(cx, cy, span, span * squash * rng.uniform(0.6, 1), start, start + rng.uniform(2, 4)), r * 0.05
                )
            )
        patch = cut(easel, *strands)
        soft(easel, patch, darker(colour, 0.55), 2.0, 0.55)
        model(easel, patch, lighter(darker(colour, 0.2 - layer * 0.07), layer * 0.06), 0.03, 1.2)


def half_egg(easel: Easel, x: float, y: float, r: float, turn: float) -> None:
    """Half a soft egg, yolk up."""
    white = cut(easel, turned(ellipse(x, y, r, r * 0.78), x, y, turn))
    drop(easel, white, r * 0.12, 0.5)
    model(easel, white, (250, 244, 230), 0.3, 0.7)
    yolk = cut(easel, ellipse(x + r * 0.08, y, r * 0.48, r * 0.44))
    model(easel, yolk, (240, 152, 40), 0.7, 0.9)
    shine(easel, (x + r * 0.08 + easel.sun.x * r * 0.2, y - r * 0.14), (r * 0.1, r * 0.07), 0.8)


def greens(easel: Easel, x: float, y: float, size: float, count: int) -> None:
    """A heap of leaves or herbs."""
    rng = easel.rng
    leaves = [
        leaf(
            x + rng.uniform(-0.3, 0.3) * size,
            y + rng.uniform(-0.3, 0.3) * size,
            size * rng.uniform(0.4, 0.7),
            rng.uniform(0, 6.3),
            size * 0.2,
            rng.uniform(-1, 1),
        )
        for _ in range(count)
    ]
    patch = cut(easel, *leaves)
    drop(easel, patch, size * 0.06, 0.4)
    model(easel, patch, mix((86, 132, 62), easel.palette.leaf, 0.4), 0.1, 1.1, 0.4)


def dumpling(easel: Easel, x: float, y: float, r: float, squash: float = 1.0) -> None:
    """A pleated dumpling from above."""
    body = cut(easel, ellipse(x, y, r, r * squash))
    drop(easel, body, r * 0.16, 0.55)
    model(easel, body, (245, 232, 208), 0.8, 0.9)
    pleats = [
        ribbon(
            flow(
                [
                    (x + r * 0.1 * cos(a), y + r * 0.1 * squash * sin(a)),
                    (x + r * 0.4 * cos(a + 0.35), y + r * 0.4 * squash * sin(a + 0.35)),
                    (x + r * 0.78 * cos(a + 0.5), y + r * 0.78 * squash * sin(a + 0.5)),
                ]
            ),
            r * 0.07,
            1,
        )
        for a in (2 * pi * i / 13 for i in range(13))
    ]
    soft(easel, cut(easel, *pleats), (196, 168, 132), 1.2, 0.8)
    model(easel, cut(easel, ellipse(x, y, r * 0.15, r * 0.13 * squash)), (232, 212, 180), 0.7, 1.2)


def berry(easel: Easel, x: float, y: float, r: float, colour: Colour) -> None:
    """A small shiny fruit."""
    body = cut(easel, ellipse(x, y, r, r * 0.96))
    drop(easel, body, r * 0.3, 0.4)
    model(easel, body, colour, 0.9, 1.1)
    shine(easel, (x + easel.sun.x * r * 0.4, y + easel.sun.y * r * 0.4), (r * 0.2, r * 0.14), 0.75)


def cake(easel: Easel, x: float, base: float, size: float, sponge: Colour, cream: Colour) -> None:
    """A wedge of layer cake seen from its cut side, point towards us to one side."""
    left, right, high = x - size * 0.5, x + size * 0.5, size * 0.52
    lift = size * 0.16
    side = [(left, base - lift * 0.2), (right, base), (right, base - high), (left, base - high - lift * 0.2)]
    whole = cut(easel, [*side[:3], (right - size * 0.1, base - high - lift), side[3]])
    cast(easel, whole, base)
    grounded(easel, x, base, size * 0.5)
    layers = 5
    for i in range(layers):
        low, top = i / layers, (i + 1) / layers
        quad = [
            (left, base - high * low - lift * 0.2),
            (right, base - high * low),
            (right, base - high * top),
            (left, base - high * top - lift * 0.2),
        ]
        model(easel, cut(easel, quad), sponge if i % 2 == 0 else cream, 0.16, 0.5, 1.7 if i % 2 == 0 else 0.1)
    icing = smooth(
        [
            (left - 3, base - high - lift * 0.15),
            (x - size * 0.1, base - high - lift * 0.75),
            (right - size * 0.1, base - high - lift),
            (right + 3, base - high),
            (right, base - high + size * 0.06),
            (x + size * 0.1, base - high + size * 0.03),
            (x - size * 0.2, base - high + size * 0.05),
            (left, base - high),
        ],
        6,
    )
    model(easel, cut(easel, icing), lighter(cream, 0.4), 0.5, 0.8)


def crumbs(easel: Easel, x: float, y: float, spread: float, colour: Colour, count: int = 26) -> None:
    """Crumbs, seeds or flour scattered about a place."""
    rng = easel.rng
    bits = [
        ellipse(
            x + rng.gauss(0, 0.5) * spread, y + rng.gauss(0, 0.5) * spread, rng.uniform(1, 3.2), rng.uniform(1, 2.4)
        )
        for _ in range(count)
    ]
    patch = cut(easel, *bits)
    drop(easel, patch, 2, 0.4)
    fill(easel, patch, colour)


def napkin(easel: Easel, x: float, y: float, size: float, turn: float, colour: Colour) -> None:
    """A folded cloth lying flat, with a woven stripe."""
    shape = turned(rounded(x - size * 0.5, y - size * 0.62, x + size * 0.5, y + size * 0.62, size * 0.03), x, y, turn)
    patch = cut(easel, shape)
    drop(easel, patch, size * 0.035, 0.5)
    model(easel, patch, colour, 0.05, 0.5, 0.9)
    for at in (-0.36, 0.0, 0.3):
        line = turned([(x + size * at, y - size * 0.61), (x + size * at, y + size * 0.61)], x, y, turn)
        fill(easel, cut(easel, ribbon(line, size * 0.03)), darker(colour, 0.45), 0.45)
    fold = turned([(x - size * 0.49, y + size * 0.05), (x + size * 0.49, y - size * 0.02)], x, y, turn)
    soft(easel, cut(easel, ribbon(fold, size * 0.02)), darker(colour, 0.6), 3, 0.35)
