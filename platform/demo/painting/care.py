"""Bottles, jars and sticks for skin, face and bath."""

from demo.painting.colour import PAPER, Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, shine, soft, stroke
from demo.painting.shapes import Point, Points, ellipse, flow, ribbon, rounded, smooth, traced, turned
from demo.painting.vessels import CYLINDER, TUBE, Glaze, Profile, glass_form, turned_form

METAL: Colour = (206, 178, 128)
SILVER: Colour = (196, 198, 202)
SHOULDERED: Profile = [(0, 0.94), (0.03, 1), (0.8, 1), (0.9, 0.93), (0.97, 0.5), (1, 0.42)]


def cream_jar(easel: Easel, x: float, base: float, size: float, colour: Colour, lid: Colour) -> None:
    """A low jar with a broad lid; `size` is its width."""
    half = size / 2
    turned_form(
        easel,
        (x, base),
        (half, size * 0.44),
        [(0, 0.9), (0.06, 1), (0.9, 1), (1, 0.96)],
        Glaze(colour, ((0.3, 0.36, darker(lid, 0.2)),), 0.8),
    )
    turned_form(easel, (x, base - size * 0.43), (half * 1.02, size * 0.25), CYLINDER, Glaze(lid, gloss=0.7, mouth=lid))


def dropper(easel: Easel, x: float, base: float, size: float, glass: Colour, label: Colour) -> None:
    """A serum bottle with a pipette; `size` is its height."""
    half = size * 0.19
    bands = (
        (0.16, 0.62, label),
        (0.46, 0.49, darker(glass, 0.3)),
        (0.3, 0.32, darker(label, 0.3)),
        (0.24, 0.26, darker(label, 0.3)),
    )
    turned_form(easel, (x, base), (half, size * 0.62), SHOULDERED, Glaze(glass, bands, 0.95))
    turned_form(
        easel, (x, base - size * 0.61), (half * 0.52, size * 0.14), CYLINDER, Glaze(METAL, gloss=0.9, mouth=METAL)
    )
    turned_form(
        easel,
        (x, base - size * 0.74),
        (half * 0.36, size * 0.24),
        [(0, 1), (0.5, 0.9), (0.85, 0.72), (1, 0.3)],
        Glaze(darker(glass, 0.5), gloss=0.5),
    )


def pump(easel: Easel, x: float, base: float, size: float, colour: Colour, label: Colour) -> None:
    """A tall bottle with a pump head; `size` is its height."""
    half = size * 0.18
    turned_form(
        easel,
        (x, base),
        (half, size * 0.72),
        SHOULDERED,
        Glaze(colour, ((0.2, 0.6, label), (0.5, 0.52, darker(label, 0.4)), (0.42, 0.435, darker(label, 0.3))), 0.55),
    )
    turned_form(
        easel,
        (x, base - size * 0.71),
        (half * 0.46, size * 0.09),
        CYLINDER,
        Glaze(lighter(label, 0.2), gloss=0.4, mouth=label),
    )
    turned_form(
        easel, (x, base - size * 0.79), (half * 0.16, size * 0.1), CYLINDER, Glaze(lighter(label, 0.1), gloss=0.4)
    )
    side = 1 if easel.sun.x < 0 else -1
    head = smooth(
        [
            (x - side * half * 0.45, base - size * 0.87),
            (x - side * half * 0.4, base - size * 0.94),
            (x + side * half * 0.7, base - size * 0.93),
            (x + side * half * 1.25, base - size * 0.86),
            (x + side * half * 0.6, base - size * 0.87),
        ]
    )
    model(easel, cut(easel, head), lighter(label, 0.2), 0.6, 0.9)


def tube(easel: Easel, x: float, base: float, size: float, colour: Colour, cap: Colour) -> None:
    """A squeeze tube standing on its cap; `size` is its height."""
    turned_form(
        easel,
        (x, base),
        (size * 0.2, size * 0.86),
        TUBE,
        Glaze(colour, ((0, 0.155, cap), (0.46, 0.5, darker(colour, 0.45)), (0.54, 0.555, darker(colour, 0.3))), 0.5),
    )
    crimp = cut(easel, rounded(x - size * 0.205, base - size * 0.97, x + size * 0.205, base - size * 0.84, 3))
    model(easel, crimp, lighter(colour, 0.12), 0.12, 0.8)
    lines = [
        ribbon([(x - size * 0.2, base - size * k), (x + size * 0.2, base - size * k)], 1.3) for k in (0.88, 0.91, 0.94)
    ]
    fill(easel, cut(easel, *lines), darker(colour, 0.4), 0.4)


def lipstick(easel: Easel, x: float, base: float, size: float, colour: Colour, case: Colour) -> None:
    """An open lipstick; `size` is its height."""
    half = size * 0.13
    turned_form(easel, (x, base), (half, size * 0.42), CYLINDER, Glaze(case, ((0.06, 0.1, METAL),), 0.9, case))
    turned_form(
        easel, (x, base - size * 0.41), (half * 0.86, size * 0.2), CYLINDER, Glaze(METAL, gloss=1.0, mouth=METAL)
    )
    side = 1 if easel.sun.x > 0 else -1
    foot, top = base - size * 0.6, base - size
    bullet = smooth(
        [
            (x - half * 0.7, foot),
            (x - half * 0.72, foot - size * 0.16),
            (x - half * 0.66, top + size * 0.18),
            (x + half * 0.3, top),
            (x + half * 0.72, top + size * 0.06),
            (x + half * 0.72, foot - size * 0.16),
            (x + half * 0.7, foot),
            (x, foot + half * 0.1),
        ],
        6,
    )
    if side < 0:
        bullet = [(2 * x - px, py) for px, py in bullet]
    patch = cut(easel, bullet)
    cast(easel, patch, base, 0.3)
    model(easel, patch, colour, 0.7, 1.0)
    shine(easel, (x + easel.sun.x * half * 0.4, foot - size * 0.14), (half * 0.12, size * 0.09), 0.6)
    face = cut(easel, ellipse(x - side * half * 0.15, top + size * 0.1, half * 0.52, size * 0.115, side * 0.5))
    model(easel, face, lighter(colour, 0.18), 0.3, 0.6)


def cap_lying(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """The cap of a lipstick, lying."""
    body = cut(easel, rounded(x - size * 0.5, base - size * 0.36, x + size * 0.5, base, size * 0.05))
    cast(easel, body, base)
    model(easel, body, colour, 0.8, 1.1)
    shine(easel, (x, base - size * 0.27), (size * 0.4, size * 0.02), 0.6)


def perfume(easel: Easel, x: float, base: float, size: float, juice: Colour, stopper: Colour) -> None:
    """A flacon of thick glass, round or square; `size` is its height without the stopper."""
    half = size * 0.42
    if easel.rng.random() < 0.5:
        outer = ellipse(x, base - size * 0.5, half * 1.05, size * 0.5)
        inner = ellipse(x, base - size * 0.47, half * 0.84, size * 0.39)
        foot = half * 0.6
    else:
        outer = rounded(x - half, base - size, x + half, base, size * 0.09)
        inner = rounded(x - half * 0.8, base - size * 0.86, x + half * 0.8, base - size * 0.1, size * 0.05)
        foot = half
    glass = cut(easel, outer)
    cast(easel, glass, base, 0.4)
    grounded(easel, x, base - 2, foot, 0.5)
    model(easel, glass, lighter(juice, 0.55), 0.2, 1.0)
    model(easel, cut(easel, inner), juice, 0.35, -0.7)
    _sparkle(easel, (x, base), size, juice)
    fill(
        easel,
        cut(easel, rounded(x - half * 0.42, base - size * 0.58, x + half * 0.42, base - size * 0.38, 2)),
        PAPER,
        0.9,
    )
    fill(easel, cut(easel, ribbon(traced("-0.1 -0.48, 0.1 -0.48", x, base, size), 2)), stopper, 0.8)
    turned_form(easel, (x, base - size * 0.98), (half * 0.34, size * 0.1), CYLINDER, Glaze(METAL, gloss=1))
    cap = Glaze(stopper, gloss=0.9, mouth=stopper)
    turned_form(easel, (x, base - size * 1.07), (half * 0.44, size * 0.32), CYLINDER, cap)


def _sparkle(easel: Easel, at: tuple[float, float], size: float, juice: Colour) -> None:
    """Light along the near edge of the glass, and where it leaves again at the far foot."""
    side = easel.sun.x
    edge = ribbon(traced("0.315 -0.8, 0.302 -0.25", *at, size, side), size * 0.042)
    soft(easel, cut(easel, edge), (255, 252, 244), 2, 0.75)
    pool = ellipse(at[0] - side * size * 0.17, at[1] - size * 0.2, size * 0.134, size * 0.09)
    soft(easel, cut(easel, pool), lighter(juice, 0.6), 4, 0.7)


def soap(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A bar of soap lying, seen a little from above."""
    side = cut(easel, rounded(x - size * 0.5, base - size * 0.34, x + size * 0.5, base, size * 0.13))
    cast(easel, side, base)
    grounded(easel, x, base - 2, size * 0.46)
    model(easel, side, darker(colour, 0.12), 0.5, 0.9, 0.4)
    top = cut(easel, rounded(x - size * 0.49, base - size * 0.36, x + size * 0.49, base - size * 0.13, size * 0.12))
    model(easel, top, lighter(colour, 0.22), 0.3, 0.6, 0.4)
    mark = cut(easel, ribbon(ellipse(x, base - size * 0.245, size * 0.2, size * 0.06), size * 0.012))
    fill(easel, mark, darker(colour, 0.35), 0.5)


def toothbrush(easel: Easel, foot: tuple[float, float], tip: tuple[float, float], width: float, colour: Colour) -> None:
    """A brush from the foot of its handle to its head."""
    (x0, y0), (x1, y1) = foot, tip
    stroke(easel, flow([foot, ((x0 + x1) / 2 + width * 0.4, (y0 + y1) / 2), tip]), width, colour, width * 0.62)
    hx, hy = x1 + (x0 - x1) * 0.13, y1 + (y0 - y1) * 0.13
    bristles: list[Points] = []
    for k in range(5):
        bx, by = x1 + (hx - x1) * k / 4, y1 + (hy - y1) * k / 4
        nx, ny = -(y0 - y1), x0 - x1
        norm = width * 1.1 / ((nx * nx + ny * ny) ** 0.5 or 1)
        bristles.append(ribbon([(bx, by), (bx + nx * norm, by + ny * norm)], width * 0.4))
    model(easel, cut(easel, *bristles), (250, 250, 248), 0.2, 0.8)


def smear(easel: Easel, x: float, y: float, size: float, turn: float, colour: Colour) -> None:
    """A swipe of cream, thick at one end."""
    rng = easel.rng
    shape = [
        (-0.5, 0.05),
        (-0.42, -0.2),
        (-0.1, -0.24),
        (0.25, -0.16),
        (0.52, -0.2),
        (0.46, -0.06),
        (0.6, 0.02),
        (0.42, 0.1),
        (0.2, 0.2),
        (-0.2, 0.24),
    ]
    patch = cut(easel, turned([(x + px * size, y + py * size * 0.8) for px, py in smooth(shape)], x, y, turn))
    drop(easel, patch, size * 0.035, 0.45)
    model(easel, patch, colour, 0.3, 1.1, 0.15)
    ridges = [
        ribbon(
            turned(
                flow(
                    [
                        (x - size * 0.36, y + size * k),
                        (x, y + size * (k * 0.7 - 0.02)),
                        (x + size * rng.uniform(0.3, 0.46), y + size * k * 0.9),
                    ]
                ),
                x,
                y,
                turn,
            ),
            size * 0.03,
            1,
        )
        for k in (-0.11, -0.05, 0.02, 0.08, 0.13)
    ]
    soft(easel, cut(easel, *ridges[::2]), lighter(colour, 0.75), 2.2, 0.75)
    soft(easel, cut(easel, *ridges[1::2]), darker(colour, 0.35), 2.5, 0.35)


def compact(easel: Easel, x: float, y: float, size: float, case: Colour, pans: list[Colour]) -> None:
    """A palette of powders from above, `size` wide, rows of four pans."""
    rows = max(1, len(pans) // 4)
    tall = size * (0.06 + 0.235 * rows)
    body = cut(easel, rounded(x - size / 2, y - tall / 2, x + size / 2, y + tall / 2, size * 0.05))
    drop(easel, body, size * 0.05, 0.6)
    model(easel, body, case, 0.05, 1.0)
    for i, pan in enumerate(pans[: rows * 4]):
        px, py = x - size * 0.5 + size * (0.145 + 0.237 * (i % 4)), y - tall / 2 + size * (0.15 + 0.235 * (i // 4))
        model(easel, cut(easel, ellipse(px, py, size * 0.105, size * 0.105)), darker(case, 0.3), 0.15, -1.0)
        model(easel, cut(easel, ellipse(px, py, size * 0.094, size * 0.094)), pan, 0.1, -0.5, 1.4)


def makeup_brush(easel: Easel, at: Point, size: float, turn: float, handle: Colour, hair: Colour) -> None:
    """A brush lying flat, `size` long, hair end up at turn 0."""
    x, y = at

    def place(points: Points) -> Points:
        return turned(points, x, y, turn)

    stick = place(ribbon([(x, y + size * 0.5), (x, y - size * 0.08)], size * 0.022, size * 0.05))
    ferrule = place(ribbon([(x, y - size * 0.08), (x, y - size * 0.25)], size * 0.05, size * 0.07))
    tuft = place(
        smooth(
            traced("-0.035 -0.24, -0.075 -0.36, -0.04 -0.47, 0 -0.5, 0.04 -0.47, 0.075 -0.36, 0.035 -0.24", x, y, size)
        )
    )
    drop(easel, cut(easel, stick, ferrule, tuft), size * 0.03, 0.5)
    model(easel, cut(easel, stick), handle, 0.8, 1.0)
    model(easel, cut(easel, ferrule), METAL, 0.8, 1.3)
    model(easel, cut(easel, tuft), hair, 0.5, 0.9, 1.6)


def towel_roll(easel: Easel, x: float, base: float, r: float, colour: Colour) -> None:
    """A rolled towel, its end towards us."""
    body = cut(easel, ellipse(x, base - r, r, r * 0.96))
    cast(easel, body, base)
    grounded(easel, x, base - 2, r * 0.7)
    model(easel, body, colour, 0.5, 0.9, 1.6)
    for share in (0.75, 0.52, 0.3):
        ring = ellipse(x + r * 0.05, base - r, r * share, r * share * 0.96)
        soft(easel, cut(easel, ribbon([*ring, ring[0]], r * 0.07)), darker(colour, 0.5), 1.4, 0.45)


def clear_glass(easel: Easel, x: float, base: float, size: float) -> None:
    """A tumbler."""
    glass_form(easel, (x, base), (size * 0.36, size), CYLINDER, mix((236, 244, 244), easel.palette.wall, 0.2))
