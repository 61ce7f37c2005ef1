"""Furniture and lights: lamps, cushions, chairs, beds, curtains, views through windows, candles."""

from math import pi

from PIL import Image

from demo.painting import light
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, soft, stroke
from demo.painting.shapes import Point, arc, ellipse, flow, ribbon, ridge, rounded, smooth, traced, turned
from demo.painting.vessels import CYLINDER, Glaze, turned_form


def lamp(easel: Easel, at: Point, size: float, foot: Colour, shade: Colour, *, lit: bool) -> None:
    """A table lamp with a turned foot and a cloth shade; `size` is its height."""
    x, base = at
    body = [(0, 0.9), (0.1, 1.0), (0.35, 0.95), (0.7, 0.45), (1, 0.22)]
    turned_form(easel, (x, base), (size * 0.15, size * 0.5), body, Glaze(foot, gloss=0.5))
    stroke(easel, [(x, base - size * 0.48), (x, base - size * 0.62)], size * 0.02, (186, 160, 110))
    if lit:
        easel.glow(x, base - size * 0.75, size * 1.3, (240, 176, 96), 0.6)
    outline = traced("-0.3 -0.58, -0.2 -1, 0.2 -1, 0.3 -0.58, 0 -0.55", x, base, size)
    patch = cut(easel, outline)
    if not lit:
        cast(easel, patch, base, 0.35)
    model(easel, patch, shade, 0.5, 0.5 if lit else 0.9, 0.5)
    if lit:
        glow = light.tones(patch.mask.size, [[30, 110, 30], [90, 255, 90], [70, 210, 70]])
        easel.image.paste((255, 232, 176), patch.at, Image.composite(glow, Image.new("L", glow.size), patch.mask))


def pendant(easel: Easel, x: float, y: float, size: float, colour: Colour) -> None:
    """A hanging lamp, its lower rim at `(x, y)`."""
    stroke(easel, [(x, -10), (x, y - size * 0.55)], 2.2, darker(colour, 0.5))
    shade = cut(easel, [*arc(x, y, size * 0.6, size * 0.58, pi, 2 * pi), *arc(x, y, size * 0.6, size * 0.08, 0, pi)])
    model(easel, shade, colour, 0.6, 1.0)
    fill(easel, cut(easel, ellipse(x, y, size * 0.56, size * 0.07)), (255, 236, 190))
    easel.glow(x, y + size * 0.1, size * 1.5, (226, 170, 96), 0.4)


def cushion(easel: Easel, x: float, y: float, size: float, turn: float, colour: Colour) -> None:
    """A plump square cushion with piping, centre at `(x, y)`."""
    shape = smooth([(-0.5, -0.5), (0, -0.42), (0.5, -0.5), (0.43, 0), (0.5, 0.5), (0, 0.44), (-0.5, 0.5), (-0.43, 0)])
    outline = turned([(x + px * size, y + py * size * 0.86) for px, py in shape], x, y, turn)
    patch = cut(easel, outline)
    drop(easel, patch, size * 0.06, 0.45)
    model(easel, patch, colour, 0.6, 1.0, 0.8)
    stroke(easel, [*outline, outline[0]], size * 0.018, lighter(colour, 0.3))
    for angle in (0.6, 2.3, 4.0):
        crease = turned(
            flow([(x + size * 0.14, y), (x + size * 0.28, y + size * 0.03), (x + size * 0.4, y + size * 0.07)]),
            x,
            y,
            turn + angle,
        )
        soft(easel, cut(easel, ribbon(crease, size * 0.025, 1)), darker(colour, 0.5), 2.5, 0.4)


def armchair(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A round armchair facing us, `size` wide."""
    for side in (-0.33, 0.33):
        stroke(
            easel,
            [(x + side * size, base - size * 0.2), (x + side * size * 1.15, base)],
            size * 0.05,
            (120, 84, 58),
            size * 0.03,
        )
        grounded(easel, x + side * size * 1.15, base, size * 0.06)
    back = cut(
        easel,
        smooth(traced("-0.42 -0.2, -0.46 -0.6, -0.3 -0.98, 0 -1.05, 0.3 -0.98, 0.46 -0.6, 0.42 -0.2", x, base, size)),
    )
    cast(easel, back, base)
    model(easel, back, colour, 0.4, 1.0, 0.8)
    seat = cut(easel, rounded(x - size * 0.36, base - size * 0.46, x + size * 0.36, base - size * 0.2, size * 0.1))
    soft(easel, seat, darker(colour, 0.7), 5, 0.5)
    model(easel, seat, lighter(colour, 0.1), 0.5, 1.0, 0.8)
    for side in (-1, 1):
        arm = cut(
            easel,
            rounded(
                x + side * size * 0.43 - size * 0.1,
                base - size * 0.6,
                x + side * size * 0.43 + size * 0.1,
                base - size * 0.14,
                size * 0.1,
            ),
        )
        soft(easel, arm, darker(colour, 0.7), 4, 0.4)
        model(easel, arm, colour, 0.7, 1.0, 0.8)


def sofa(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A long sofa facing us, `size` wide."""
    back = cut(easel, rounded(x - size * 0.46, base - size * 0.4, x + size * 0.46, base - size * 0.06, size * 0.07))
    cast(easel, back, base)
    grounded(easel, x, base, size * 0.48)
    model(easel, back, colour, 0.35, 0.9, 0.8)
    for side in (-1, 1):
        seat = cut(
            easel,
            rounded(
                x + min(0, side) * size * 0.42,
                base - size * 0.22,
                x + max(0, side) * size * 0.42,
                base - size * 0.09,
                size * 0.04,
            ),
        )
        soft(easel, seat, darker(colour, 0.7), 4, 0.5)
        model(easel, seat, lighter(colour, 0.12), 0.5, 0.9, 0.8)
    model(
        easel,
        cut(easel, rounded(x - size * 0.46, base - size * 0.12, x + size * 0.46, base - size * 0.03, 5)),
        darker(colour, 0.12),
        0.4,
        0.8,
        0.8,
    )
    for side in (-1, 1):
        arm = cut(
            easel,
            rounded(
                x + side * size * 0.46 - size * 0.06,
                base - size * 0.29,
                x + side * size * 0.46 + size * 0.06,
                base - size * 0.02,
                size * 0.055,
            ),
        )
        model(easel, arm, colour, 0.7, 1.0, 0.8)


def view(easel: Easel, size: light.Size, sky: list[Colour], *, sea: bool) -> Image.Image:
    """What lies outside a window: sky and hills, or sky and sea, a little out of focus."""
    inner = Easel("view", easel.rng.randrange(1 << 30), size)
    inner.image = light.field((inner.w, inner.h), [[c, c] for c in sky])
    for i in range(1 if sea else 3):
        tone = mix(sky[-1], darker(easel.palette.leaf, 0.2), 0.3 + 0.24 * i)
        line = ridge(inner.rng, inner.w, inner.h * (0.62 + 0.1 * i), inner.h * 0.13, 0.5)
        fill(inner, cut(inner, [*line, (inner.w + 5, inner.h + 5), (-5, inner.h + 5)]), tone)
    if sea:
        inner.image.paste(
            light.field((inner.w, inner.h - round(inner.h * 0.62)), [[(138, 182, 190)] * 2, [(58, 118, 138)] * 2]),
            (0, round(inner.h * 0.62)),
        )
    inner.soften(1.2)
    return inner.image


def window(
    easel: Easel, box: tuple[float, float, float, float], frame: Colour, sky: list[Colour], *, sea: bool
) -> None:
    """A window with mullions; `box` is left, top, width, height."""
    x, y, w, h = box
    border = easel.u * 0.02
    model(easel, cut(easel, rounded(x - border, y - border, x + w + border, y + h + border, 3)), frame, 0.02, 0.9)
    outside = view(easel, (max(16, round(w)), max(16, round(h))), sky, sea=sea)
    easel.image.paste(outside.resize((round(w), round(h))), (round(x), round(y)))
    bars = [
        ribbon([(x + w * 0.5, y), (x + w * 0.5, y + h)], border * 0.8),
        ribbon([(x, y + h * 0.42), (x + w, y + h * 0.42)], border * 0.7),
    ]
    model(easel, cut(easel, *bars), frame, 0.02, 0.9)
    sill = cut(easel, rounded(x - border * 2.2, y + h + border * 0.4, x + w + border * 2.2, y + h + border * 2, 2))
    drop(easel, sill, border * 0.8, 0.5)
    model(easel, sill, lighter(frame, 0.2), 0.1, 0.9)
    easel.glow(x + w / 2, y + h / 2, max(w, h) * 0.8, (120, 104, 76), 0.3)


def curtain(easel: Easel, x: float, top: float, foot: float, width: float, colour: Colour) -> None:
    """A long curtain from `top` to `foot`, centre line `x`."""
    folds = 6
    for k in range(folds):
        at = x + width * (k / (folds - 1) - 0.5)
        sway = easel.rng.uniform(-0.03, 0.03) * width
        line = flow([(at, top), (at + sway, (top + foot) / 2), (at + sway * 2, foot)])
        model(
            easel,
            cut(easel, ribbon(line, width / folds * 1.25, width / folds * 1.5)),
            mix(colour, lighter(colour, 0.3), k % 2 * 0.5),
            0.9,
            0.8,
        )


def candle(easel: Easel, x: float, base: float, size: float, cup: Colour, wax: Colour) -> None:
    """A candle in a tumbler, `size` tall without its flame."""
    half = size * 0.36
    turned_form(easel, (x, base), (half, size), CYLINDER, Glaze(cup, ((0.25, 0.6, lighter(cup, 0.6)),), 0.7, wax))
    stroke(easel, [(x, base - size), (x, base - size * 1.12)], 2, (60, 46, 40))
    easel.glow(x, base - size * 1.25, size * 2.2, (250, 176, 84), 0.75)
    flame = smooth(traced("0 -1.5, 0.07 -1.25, 0.045 -1.1, -0.045 -1.1, -0.07 -1.25", x, base, size))
    soft(easel, cut(easel, flame), (255, 222, 130), 1.5)
    soft(easel, cut(easel, ellipse(x, base - size * 1.17, size * 0.026, size * 0.06)), (255, 250, 230), 1.0)


def bed(easel: Easel, at: Point, size: float, linen: Colour, throw: Colour, head: Colour) -> None:
    """A broad bed seen from its foot, `size` wide, its cover falling to the lower end at `at`."""
    x, base = at
    _headboard(easel, at, size, head)
    for spread, up, share, colour in ((0.25, 0.57, 0.44, lighter(throw, 0.45)), (0.23, 0.5, 0.4, linen)):
        for side in (-1, 1):
            place = (x + side * size * spread, base - size * up)
            pillow = cut(easel, smooth(traced(PILLOW, *place, size * share)))
            soft(easel, pillow, darker(linen, 0.6), 5, 0.35)
            model(easel, pillow, colour, 0.6, 0.8, 0.3)
    cover = cut(easel, smooth(traced(COVER, x, base, size)))
    cast(easel, cover, base, 0.4)
    model(easel, cover, linen, 0.25, 0.7, 0.4)
    _creases(easel, at, size, linen)
    blanket = cut(easel, smooth(traced("-0.56 -0.2, 0 -0.22, 0.56 -0.2, 0.6 -0.02, 0 0, -0.6 -0.02", x, base, size)))
    soft(easel, blanket, darker(linen, 0.7), 6, 0.35)
    model(easel, blanket, throw, 0.35, 0.9, 1.4)


PILLOW = "-0.5 -0.26, 0 -0.3, 0.5 -0.26, 0.52 0.1, 0.46 0.3, 0 0.27, -0.46 0.3, -0.52 0.1"
COVER = "-0.5 -0.4, 0 -0.43, 0.5 -0.4, 0.57 -0.2, 0.6 0, 0 0.02, -0.6 0, -0.57 -0.2"


def _headboard(easel: Easel, at: Point, size: float, colour: Colour) -> None:
    x, base = at
    board = cut(easel, rounded(x - size * 0.54, base - size * 0.84, x + size * 0.54, base - size * 0.2, size * 0.05))
    drop(easel, board, size * 0.03, 0.4)
    model(easel, board, colour, 0.1, 0.8, 0.8)
    seams = [ribbon(traced(f"{k} -0.82, {k} -0.4", x, base, size), 3) for k in (-0.27, 0.0, 0.27)]
    soft(easel, cut(easel, *seams), darker(colour, 0.5), 2, 0.6)


def _creases(easel: Easel, at: Point, size: float, linen: Colour) -> None:
    rng = easel.rng
    for tone, strength in ((darker(linen, 0.5), 0.4), (lighter(linen, 0.8), 0.5)):
        folds = []
        for _ in range(6):
            a = rng.uniform(-0.45, 0.45)
            bend = a * 1.15 + rng.uniform(-0.08, 0.08)
            folds.append(ribbon(flow(traced(f"{a} -0.38, {bend} -0.2, {a * 1.25} 0", *at, size)), 1, 5, 4))
        soft(easel, cut(easel, *folds), tone, 4, strength)
