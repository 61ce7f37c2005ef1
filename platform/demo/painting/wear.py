"""Clothes, shoes and what one carries."""

from math import pi, sin

from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import Patch, cast, cut, drop, fill, grounded, model, shine, soft, stroke
from demo.painting.shapes import Points, arc, ellipse, flow, moved, ribbon, rounded, smooth, turned

LEATHER: Colour = (150, 92, 54)


def _placed(shape: Points, x: float, y: float, size: float) -> Points:
    return moved(shape, x, y, size)


def hanger(easel: Easel, x: float, y: float, size: float) -> None:
    """A wooden hanger, hook top at `(x, y)`."""
    stroke(easel, flow([(x - size * 0.03, y + size * 0.02), (x, y - size * 0.02), (x + size * 0.035, y + size * 0.03), (x, y + size * 0.1), (x, y + size * 0.16)]), size * 0.018, (150, 146, 140))
    for side in (-1, 1):
        stroke(easel, flow([(x, y + size * 0.15), (x + side * size * 0.2, y + size * 0.2), (x + side * size * 0.36, y + size * 0.29)]), size * 0.045, (178, 126, 82))


SHIRT: Points = [(-0.1, 0.16), (-0.22, 0.2), (-0.42, 0.32), (-0.5, 0.6), (-0.36, 0.64), (-0.3, 0.48), (-0.31, 0.8), (-0.3, 1.1), (0, 1.13), (0.3, 1.1), (0.31, 0.8), (0.3, 0.48), (0.36, 0.64), (0.5, 0.6), (0.42, 0.32), (0.22, 0.2), (0.1, 0.16), (0, 0.24)]
COAT: Points = [(-0.1, 0.15), (-0.24, 0.2), (-0.4, 0.32), (-0.46, 0.7), (-0.45, 1.05), (-0.34, 1.06), (-0.3, 0.6), (-0.33, 1.0), (-0.36, 1.5), (0, 1.54), (0.36, 1.5), (0.33, 1.0), (0.3, 0.6), (0.34, 1.06), (0.45, 1.05), (0.46, 0.7), (0.4, 0.32), (0.24, 0.2), (0.1, 0.15), (0, 0.3)]
DRESS: Points = [(-0.12, 0.18), (-0.2, 0.2), (-0.26, 0.36), (-0.22, 0.55), (-0.19, 0.72), (-0.3, 1.1), (-0.42, 1.56), (0, 1.63), (0.42, 1.56), (0.3, 1.1), (0.19, 0.72), (0.22, 0.55), (0.26, 0.36), (0.2, 0.2), (0.12, 0.18), (0, 0.33)]
SKIRT: Points = [(-0.2, 0.3), (0, 0.29), (0.2, 0.3), (0.3, 0.7), (0.42, 1.2), (0.1, 1.25), (-0.2, 1.24), (-0.42, 1.2), (-0.3, 0.7)]
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


def _folds(easel: Easel, patch: Patch, place: tuple[float, float, float], size: float, colour: Colour, spread: float) -> None:
    """Hanging folds: soft dark and light strips from the waist to the hem."""
    x, top, foot = place
    rng = easel.rng
    for tone, strength in ((darker(colour, 0.5), 0.42), (lighter(colour, 0.4), 0.36)):
        strips = []
        for _ in range(5):
            at = rng.uniform(-1, 1)
            strips.append(ribbon(flow([(x + at * size * 0.12, top + rng.uniform(-0.1, 0.2) * size), (x + at * size * spread * 0.7, (top + foot) / 2), (x + at * size * spread, foot - size * 0.02)]), 1, size * 0.04, size * 0.02))
        soft(easel, cut(easel, *strips), tone, size * 0.018, strength)


def _details(easel: Easel, kind: str, x: float, y: float, size: float, colour: Colour) -> None:
    dark = darker(colour, 0.45)
    if kind == "coat":
        fill(easel, cut(easel, ribbon([(x, y + size * 0.34), (x + size * 0.01, y + size * 1.52)], size * 0.012)), dark, 0.8)
        for side in (-1, 1):
            lapel = [(x, y + size * 0.62), (x + side * size * 0.02, y + size * 0.3), (x + side * size * 0.1, y + size * 0.16), (x + side * size * 0.17, y + size * 0.36), (x + side * size * 0.1, y + size * 0.4)]
            model(easel, cut(easel, lapel), lighter(colour, 0.12), 0.15, 0.8)
            fill(easel, cut(easel, ribbon([(x + side * size * 0.14, y + size * 1.0), (x + side * size * 0.27, y + size * 0.98)], size * 0.02)), dark, 0.7)
        buttons = [ellipse(x + size * 0.045, y + size * k, size * 0.015, size * 0.015) for k in (0.7, 0.88, 1.06)]
        fill(easel, cut(easel, *buttons), dark)
    if kind == "shirt" and easel.rng.random() < 0.6:
        stripes = [ribbon(flow([(x - size * 0.29, y + size * k), (x, y + size * (k + 0.015)), (x + size * 0.29, y + size * k)]), size * 0.03) for k in (0.5, 0.62, 0.74, 0.86, 0.98)]
        fill(easel, cut(easel, *stripes), lighter(colour, 0.7) if sum(colour) < 500 else dark, 0.75)
    if kind in ("dress", "skirt"):
        at = 0.7 if kind == "dress" else 0.32
        fill(easel, cut(easel, ribbon(flow([(x - size * 0.19, y + size * at), (x, y + size * (at + 0.015)), (x + size * 0.19, y + size * at)]), size * 0.035)), dark, 0.6)


def sneaker(easel: Easel, x: float, base: float, size: float, colour: Colour, trim: Colour, face: int = 1) -> None:
    """A low shoe from the side, `size` long; `face` 1 points right, -1 left."""
    def place(points: Points) -> Points:
        return [(x + face * px * size, base + py * size) for px, py in points]

    sole = place(smooth([(-0.5, -0.02), (-0.49, -0.13), (-0.3, -0.13), (0.1, -0.1), (0.42, -0.13), (0.53, -0.1), (0.5, -0.01), (0.2, 0), (-0.2, 0)]))
    upper = place(smooth([(-0.48, -0.1), (-0.5, -0.28), (-0.44, -0.43), (-0.34, -0.4), (-0.22, -0.34), (-0.1, -0.42), (-0.02, -0.44), (0.1, -0.33), (0.26, -0.24), (0.44, -0.2), (0.52, -0.11), (0.2, -0.07), (-0.2, -0.08)]))
    whole = cut(easel, sole, upper)
    cast(easel, whole, base)
    grounded(easel, x, base - 1, size * 0.48)
    model(easel, cut(easel, upper), colour, 0.55, 1.0, 0.4)
    inside = place(smooth([(-0.42, -0.405), (-0.33, -0.38), (-0.22, -0.33), (-0.11, -0.4), (-0.25, -0.4)]))
    fill(easel, cut(easel, inside), darker(colour, 0.75), 0.85)
    toe = place(smooth([(0.3, -0.21), (0.44, -0.195), (0.52, -0.11), (0.36, -0.09), (0.27, -0.13)]))
    model(easel, cut(easel, toe), lighter(trim, 0.3), 0.4, 0.9)
    swoop = place(flow([(-0.46, -0.22), (-0.2, -0.17), (0.05, -0.2), (0.14, -0.3)]))
    model(easel, cut(easel, ribbon(swoop, size * 0.06, size * 0.025)), trim, 0.4, 0.8)
    model(easel, cut(easel, place(smooth([(-0.5, -0.14), (-0.505, -0.3), (-0.44, -0.3), (-0.42, -0.14)]))), trim, 0.3, 0.8)
    for k in range(4):
        lace = place([(-0.02 + k * 0.065, -0.425 + k * 0.05), (0.0 + k * 0.055, -0.3 + k * 0.033)])
        stroke(easel, lace, size * 0.028, (250, 247, 240))
    model(easel, cut(easel, sole), (246, 242, 232), 0.3, 1.0)
    fill(easel, cut(easel, ribbon(place(flow([(-0.48, -0.045), (0.0, -0.03), (0.5, -0.05)])), size * 0.012)), trim, 0.8)


def backpack(easel: Easel, x: float, base: float, size: float, colour: Colour, trim: Colour) -> None:
    """A rounded rucksack standing, `size` tall."""
    stroke(easel, arc(x, base - size * 0.95, size * 0.1, size * 0.1, pi, 2 * pi), size * 0.04, darker(trim, 0.2))
    body = cut(easel, smooth([(x - size * 0.36, base - size * 0.04), (x - size * 0.39, base - size * 0.4), (x - size * 0.31, base - size * 0.84), (x - size * 0.15, base - size * 0.96), (x + size * 0.15, base - size * 0.96), (x + size * 0.31, base - size * 0.84), (x + size * 0.39, base - size * 0.4), (x + size * 0.36, base - size * 0.04), (x, base)]))
    cast(easel, body, base)
    grounded(easel, x, base - 2, size * 0.35)
    model(easel, body, colour, 0.4, 1.0, 0.6)
    flap = cut(easel, smooth([(x - size * 0.33, base - size * 0.62), (x - size * 0.3, base - size * 0.84), (x - size * 0.12, base - size * 0.965), (x + size * 0.12, base - size * 0.965), (x + size * 0.3, base - size * 0.84), (x + size * 0.33, base - size * 0.62), (x, base - size * 0.54)]))
    drop(easel, flap, size * 0.02, 0.5)
    model(easel, flap, lighter(colour, 0.1), 0.3, 0.9, 0.6)
    pocket = cut(easel, rounded(x - size * 0.26, base - size * 0.4, x + size * 0.26, base - size * 0.07, size * 0.08))
    drop(easel, pocket, size * 0.02, 0.5)
    model(easel, pocket, colour, 0.25, 1.0, 0.6)
    fill(easel, cut(easel, ribbon(flow([(x - size * 0.24, base - size * 0.33), (x, base - size * 0.32), (x + size * 0.24, base - size * 0.33)]), size * 0.012)), darker(colour, 0.5), 0.8)
    for side in (-0.14, 0.14):
        strap = cut(easel, rounded(x + size * (side - 0.03), base - size * 0.66, x + size * (side + 0.03), base - size * 0.42, size * 0.02))
        drop(easel, strap, size * 0.012)
        model(easel, strap, trim, 0.3, 0.9)
        fill(easel, cut(easel, rounded(x + size * (side - 0.034), base - size * 0.5, x + size * (side + 0.034), base - size * 0.46, 2)), (216, 184, 120))


def handbag(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A flap bag with a handle, `size` wide."""
    stroke(easel, arc(x, base - size * 0.58, size * 0.24, size * 0.34, pi, 2 * pi), size * 0.05, darker(colour, 0.15))
    body = cut(easel, smooth([(x - size * 0.48, base - size * 0.04), (x - size * 0.44, base - size * 0.58), (x - size * 0.3, base - size * 0.64), (x + size * 0.3, base - size * 0.64), (x + size * 0.44, base - size * 0.58), (x + size * 0.48, base - size * 0.04), (x, base)]))
    cast(easel, body, base)
    grounded(easel, x, base - 2, size * 0.46)
    model(easel, body, colour, 0.3, 1.0, 0.5)
    flap = cut(easel, smooth([(x - size * 0.43, base - size * 0.56), (x - size * 0.3, base - size * 0.645), (x + size * 0.3, base - size * 0.645), (x + size * 0.43, base - size * 0.56), (x + size * 0.4, base - size * 0.34), (x, base - size * 0.24), (x - size * 0.4, base - size * 0.34)]))
    drop(easel, flap, size * 0.025, 0.55)
    model(easel, flap, lighter(colour, 0.08), 0.25, 1.0, 0.5)
    model(easel, cut(easel, rounded(x - size * 0.05, base - size * 0.34, x + size * 0.05, base - size * 0.24, size * 0.02)), (222, 186, 116), 0.5, 1.2)


def suitcase(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """An upright trolley case, `size` tall without its handle."""
    for side in (-0.13, 0.13):
        stroke(easel, [(x + side * size, base - size * 1.22), (x + side * size, base - size * 0.92)], size * 0.025, (170, 172, 176))
    stroke(easel, [(x - size * 0.16, base - size * 1.22), (x + size * 0.16, base - size * 1.22)], size * 0.06, (60, 58, 62))
    for side in (-0.24, 0.24):
        model(easel, cut(easel, ellipse(x + side * size, base - size * 0.02, size * 0.05, size * 0.05)), (52, 50, 54), 0.6)
    body = cut(easel, rounded(x - size * 0.33, base - size, x + size * 0.33, base - size * 0.04, size * 0.1))
    cast(easel, body, base)
    grounded(easel, x, base, size * 0.3)
    model(easel, body, colour, 0.22, 1.0)
    for k in (-0.2, -0.1, 0.0, 0.1, 0.2):
        groove = ribbon([(x + k * size, base - size * 0.93), (x + k * size, base - size * 0.11)], size * 0.018)
        soft(easel, cut(easel, groove), darker(colour, 0.5), 1.2, 0.5)
        soft(easel, cut(easel, moved(groove, easel.sun.x * -size * 0.02, 0)), lighter(colour, 0.6), 1.2, 0.4)
    soft(easel, cut(easel, ribbon([(x + easel.sun.x * size * 0.38, base - size * 0.85), (x + easel.sun.x * size * 0.38, base - size * 0.2)], size * 0.02)), (255, 252, 244), 2.5, 0.6)


def watch(easel: Easel, x: float, y: float, size: float, strap: Colour, face: Colour, turn: float) -> None:
    """A wrist watch lying open, `size` long."""
    def place(points: Points) -> Points:
        return turned(points, x, y, turn)

    band = cut(easel, place(ribbon(flow([(x, y - size * 0.5), (x, y - size * 0.2), (x, y + size * 0.2), (x, y + size * 0.5)]), size * 0.12, size * 0.11, size * 0.05)))
    drop(easel, band, size * 0.04, 0.55)
    model(easel, band, strap, 0.35, 1.0, 0.6)
    fill(easel, cut(easel, *[place(ellipse(x, y + size * k, size * 0.009, size * 0.012)) for k in (0.3, 0.35, 0.4, 0.45)]), darker(strap, 0.7))
    case = cut(easel, ellipse(x, y, size * 0.19, size * 0.19), place(rounded(x + size * 0.17, y - size * 0.025, x + size * 0.22, y + size * 0.025, 2)))
    drop(easel, case, size * 0.03, 0.6)
    model(easel, case, (204, 190, 160), 0.14, 1.3)
    model(easel, cut(easel, ellipse(x, y, size * 0.162, size * 0.162)), face, 0.12, -0.5)
    ticks = [place(turned([(x - size * 0.004, y - size * 0.15), (x + size * 0.004, y - size * 0.15), (x + size * 0.004, y - size * 0.13), (x - size * 0.004, y - size * 0.13)], x, y, k * pi / 6)) for k in range(12)]
    ink = (40, 38, 40) if sum(face) > 380 else (240, 236, 226)
    fill(easel, cut(easel, *ticks), ink)
    for angle, length in ((-0.9, 0.09), (0.95, 0.13)):
        stroke(easel, place(turned([(x, y), (x, y - size * length)], x, y, angle)), size * 0.012, ink)
    shine(easel, x + easel.sun.x * size * 0.07, y + easel.sun.y * size * 0.07, size * 0.06, size * 0.03, 0.35, -0.7)


def scarf(easel: Easel, x: float, y: float, size: float, colour: Colour, stripe: Colour) -> None:
    """A knitted scarf folded in loops, seen from above."""
    paths = [[(-0.3, -0.52), (-0.1, -0.2), (-0.28, 0.1), (-0.12, 0.52)], [(0.3, -0.5), (0.08, -0.25), (0.3, 0.1), (0.12, 0.48)], [(-0.46, -0.14), (-0.1, -0.42), (0.32, -0.34), (0.42, 0.02), (0.05, 0.2), (-0.36, 0.1)]]
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
        body = cut(easel, smooth([(x - wide / 2, level - tall * 0.5), (x - wide * 0.48, level - tall * 0.96), (x, level - tall * 1.04), (x + wide * 0.48, level - tall * 0.96), (x + wide / 2, level - tall * 0.5), (x + wide * 0.48, level), (x, level + tall * 0.03), (x - wide * 0.48, level)]))
        if level == base:
            cast(easel, body, base)
            grounded(easel, x, base, size * 0.48)
        model(easel, body, colour, 0.6, 1.0, 1.2)
        crease = flow([(x - wide * 0.47, level - tall * 0.42), (x, level - tall * (0.46 + 0.1 * sin(level))), (x + wide * 0.47, level - tall * 0.5)])
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
        line = flow([(x - slope * easel.h * 0.5, -40), (x + bend, easel.h * 0.35), (x - bend * 0.6, easel.h * 0.7), (x + slope * easel.h * 0.5, easel.h + 40)], 7)
        patch = cut(easel, ribbon(line, easel.w * rng.uniform(0.14, 0.24), easel.w * rng.uniform(0.1, 0.26)))
        soft(easel, patch, darker(colour, 0.55), easel.u * 0.02, 0.5)
        model(easel, patch, mix(colour, lighter(colour, 0.3), rng.random() * 0.5), 0.95, 1.05)
