"""What grows: leaves, pot plants, branches, bouquets."""

from math import cos, pi, sin

from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, model, stroke
from demo.painting.shapes import Point, Points, ellipse, flow, leaf, lobe, ribbon
from demo.painting.vessels import CYLINDER, JUG, POT, VASE, Glaze, turned_form


def masses(easel: Easel, leaves: list[Points], colour: Colour) -> None:
    """Leaves in three layers, the far ones dark, the near ones light."""
    share = max(1, len(leaves) // 3)
    for layer, tone in enumerate((darker(colour, 0.42), darker(colour, 0.12), lighter(colour, 0.16))):
        part = leaves[layer * share : (layer + 1) * share if layer < 2 else len(leaves)]
        if part:
            model(easel, cut(easel, *part), tone, 0.05, 0.8, 0.3)


def sprig(easel: Easel, at: Point, length: float, angle: float, colour: Colour, *, flat: bool = False) -> None:
    """A twig with paired leaves; `flat` lays it on a surface and gives it a drop shadow."""
    x, y = at
    bend = easel.rng.uniform(-0.5, 0.5)
    spine = [
        (x + length * t / 8 * cos(angle + bend * t / 8), y + length * t / 8 * sin(angle + bend * t / 8))
        for t in range(9)
    ]
    shapes: list[Points] = [ribbon(flow(spine, 3), length * 0.022, length * 0.01)]
    for i, (px, py) in enumerate(spine[1:], 1):
        heading = angle + bend * i / 8
        for side in (-1, 1):
            size = length * (0.34 - 0.022 * i) * easel.rng.uniform(0.85, 1.1)
            shapes.append(leaf(px, py, size, heading + side * easel.rng.uniform(0.6, 0.95), size * 0.34, -side * 0.5))
    whole = cut(easel, *shapes)
    if flat:
        drop(easel, whole, length * 0.03, 0.5)
    model(easel, whole, colour, 0.035, 0.9)
    veins = [ribbon([line[0], line[12]], 1.0) for line in shapes[1:]]
    fill(easel, cut(easel, *veins), lighter(colour, 0.5), 0.35)


def pot_plant(easel: Easel, x: float, base: float, size: float, pot: Colour, kind: str) -> None:
    """A plant in a pot, `size` tall in all; kinds: blades, broad, fern, tree, round."""
    high = size * 0.3
    turned_form(
        easel,
        (x, base),
        (size * 0.17, high),
        POT,
        Glaze(pot, gloss=0.15, mouth=mix(easel.palette.deep, (40, 30, 24), 0.5)),
    )
    grow = {"blades": _blades, "broad": _broad, "fern": _fern, "tree": _tree, "round": _round}[kind]
    leaves = grow(easel, x, base - high, size * 0.72)
    cast(easel, cut(easel, *leaves), base, 0.3)
    masses(easel, leaves, easel.palette.leaf)


KINDS = ("blades", "broad", "fern", "tree", "round")


def _blades(easel: Easel, x: float, y: float, size: float) -> list[Points]:
    rng = easel.rng
    return [
        leaf(
            x + rng.uniform(-0.09, 0.09) * size,
            y,
            size * rng.uniform(0.6, 1),
            -pi / 2 + rng.uniform(-0.42, 0.42),
            size * 0.1,
            rng.uniform(-0.3, 0.3),
        )
        for _ in range(15)
    ]


def _broad(easel: Easel, x: float, y: float, size: float) -> list[Points]:
    shapes: list[Points] = []
    for _ in range(13):
        angle = -pi / 2 + easel.rng.uniform(-1.15, 1.15)
        reach = size * easel.rng.uniform(0.3, 0.66)
        tip = (x + reach * cos(angle), y + reach * sin(angle))
        shapes.append(
            ribbon([(x, y), ((x + tip[0]) / 2, (y + tip[1]) / 2 - size * 0.03), tip], size * 0.02, size * 0.012)
        )
        droop = 0.9 if tip[0] > x else -0.9
        shapes.append(leaf(*tip, size * easel.rng.uniform(0.3, 0.44), angle + droop * 0.3, size * 0.19, droop))
    return shapes


def _fern(easel: Easel, x: float, y: float, size: float) -> list[Points]:
    shapes: list[Points] = []
    for _ in range(11):
        angle = -pi / 2 + easel.rng.uniform(-1.3, 1.3)
        bend = 0.13 if cos(angle) > 0 else -0.13
        px, py = x, y
        for step in range(12):
            px += cos(angle) * size * 0.065
            py += sin(angle) * size * 0.065
            angle += bend
            for side in (-1, 1):
                shapes.append(leaf(px, py, size * 0.15 * (1 - step / 15), angle + side * 1.0, size * 0.04))
    return shapes


def _tree(easel: Easel, x: float, y: float, size: float) -> list[Points]:
    rng = easel.rng
    stroke(
        easel,
        flow([(x, y), (x + rng.uniform(-0.05, 0.05) * size, y - size * 0.3), (x, y - size * 0.6)]),
        size * 0.045,
        (112, 84, 62),
        size * 0.02,
    )
    shapes: list[Points] = []
    for _ in range(46):
        angle, reach = rng.uniform(0, 2 * pi), size * 0.32 * rng.random() ** 0.5
        cx, cy = x + reach * cos(angle), y - size * 0.68 + reach * sin(angle) * 0.95
        shapes.append(
            leaf(cx, cy, size * rng.uniform(0.12, 0.18), rng.uniform(0, 2 * pi), size * 0.075, rng.uniform(-0.6, 0.6))
        )
    return shapes


def _round(easel: Easel, x: float, y: float, size: float) -> list[Points]:
    shapes: list[Points] = []
    for _ in range(22):
        angle = -pi / 2 + easel.rng.uniform(-1.25, 1.25)
        reach = size * easel.rng.uniform(0.15, 0.62)
        cx, cy = x + reach * cos(angle), y + reach * sin(angle)
        shapes.append(ribbon([(x, y), (cx, cy)], size * 0.012))
        shapes.append(ellipse(cx, cy, size * 0.095, size * 0.08, angle))
    return shapes


def blossom(easel: Easel, x: float, y: float, r: float, colour: Colour, *, flat: bool = False) -> None:
    """A flower of five or more petals looking at us."""
    count, phase = easel.rng.choice((5, 5, 6, 8)), easel.rng.uniform(0, 2)
    petals = [lobe(x, y, r, phase + 2 * pi * i / count, r * 0.95) for i in range(count)]
    if flat:
        drop(easel, cut(easel, *petals), r * 0.12)
    for start in (0, 1):
        model(easel, cut(easel, *petals[start::2]), lighter(colour, 0.12 * start), 0.22, 0.9)
    model(easel, cut(easel, ellipse(x, y, r * 0.2, r * 0.19)), (222, 172, 66), 0.8)


def rose(easel: Easel, x: float, y: float, r: float, colour: Colour) -> None:
    """A full flower: ring in ring of petals, paler outside."""
    for ring, count in ((1.0, 7), (0.74, 6), (0.5, 5), (0.28, 3)):
        phase = easel.rng.uniform(0, 2)
        petals = [
            ellipse(x + r * ring * 0.55 * cos(a), y + r * ring * 0.5 * sin(a), r * ring * 0.5, r * ring * 0.42, a)
            for a in (phase + 2 * pi * i / count for i in range(count))
        ]
        model(easel, cut(easel, *petals), darker(colour, 0.4 * (1 - ring)), 0.22, 1.0)


def branches(easel: Easel, x: float, base: float, size: float, colour: Colour, bloom: Colour) -> None:
    """A vase, `size` tall with its branches, that carry leaves or blossom."""
    high = size * 0.38
    profile = easel.rng.choice((VASE, JUG, CYLINDER))
    glaze = Glaze(colour, gloss=easel.rng.choice((0.15, 0.5)), mouth=easel.palette.deep)
    turned_form(easel, (x, base), (size * (0.1 if profile is CYLINDER else 0.15), high), profile, glaze)
    flowering = easel.rng.random() < 0.6
    for _ in range(easel.rng.randint(3, 5)):
        angle = -pi / 2 + easel.rng.uniform(-0.6, 0.6)
        if not flowering:
            sprig(
                easel,
                (x, base - high),
                size * easel.rng.uniform(0.45, 0.66),
                angle,
                mix(easel.palette.leaf, easel.palette.wall, easel.rng.uniform(0, 0.3)),
            )
            continue
        _flowering(easel, x, base - high, size * easel.rng.uniform(0.45, 0.66), angle, bloom)


def _flowering(easel: Easel, x: float, y: float, length: float, angle: float, bloom: Colour) -> None:
    rng = easel.rng
    line = [(x, y)]
    for _ in range(6):
        angle += rng.uniform(-0.22, 0.22)
        line.append((line[-1][0] + cos(angle) * length / 6, line[-1][1] + sin(angle) * length / 6))
    stroke(easel, flow(line, 4), length * 0.026, (96, 72, 60), length * 0.008)
    for px, py in line[2:]:
        for _ in range(2):
            blossom(
                easel,
                px + rng.uniform(-0.07, 0.07) * length,
                py + rng.uniform(-0.07, 0.07) * length,
                length * rng.uniform(0.05, 0.085),
                bloom,
            )


def bouquet(easel: Easel, x: float, y: float, size: float, colours: list[Colour]) -> None:
    """A round bunch of flowers and leaves about `(x, y)`, `size` across."""
    rng = easel.rng
    greens = [
        leaf(
            x + cos(a) * size * 0.2,
            y + sin(a) * size * 0.2,
            size * rng.uniform(0.26, 0.4),
            a + rng.uniform(-0.3, 0.3),
            size * 0.09,
        )
        for a in (rng.uniform(0, 2 * pi) for _ in range(30))
    ]
    masses(easel, greens, easel.palette.leaf)
    fill(easel, cut(easel, ellipse(x, y, size * 0.3, size * 0.28)), darker(easel.palette.leaf, 0.45))
    for i in range(17):
        angle, reach = i * 2.4, size * 0.38 * (1 - i / 17) ** 0.5
        cx, cy = x + reach * cos(angle), y + reach * sin(angle) * 0.9
        paint = rose if rng.random() < 0.6 else blossom
        paint(easel, cx, cy, size * rng.uniform(0.1, 0.14), rng.choice(colours))
