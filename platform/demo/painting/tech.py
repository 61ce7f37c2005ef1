"""Machines of the desk: laptop, headphones, camera, keyboard, phone, books and records beside them."""

from math import cos, pi, sin

from PIL import Image

from demo.painting import light
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, shine, soft, stroke
from demo.painting.shapes import Point, Points, arc, ellipse, flow, ribbon, rounded, smooth, traced, turned

ALLOY: Colour = (188, 190, 194)
BLACK: Colour = (46, 46, 52)


def laptop(easel: Easel, x: float, base: float, size: float, screen: Image.Image, shell: Colour) -> None:
    """An open laptop facing us, `size` wide, with a picture on its screen."""
    high = size * 0.62
    lid = cut(
        easel, rounded(x - size * 0.46, base - high - size * 0.07, x + size * 0.46, base - size * 0.07, size * 0.025)
    )
    cast(easel, lid, base, 0.45)
    model(easel, lid, mix(BLACK, shell, 0.15), 0.03, 0.8)
    w, h = round(size * 0.87), round(high - size * 0.05)
    at = (round(x - size * 0.435), round(base - high - size * 0.045))
    easel.image.paste(screen.resize((w, h), light.BILINEAR), at)
    glare = cut(
        easel,
        [
            (at[0] + w * 0.55, at[1]),
            (at[0] + w, at[1]),
            (at[0] + w, at[1] + h * 0.7),
            (at[0] + w * 0.8, at[1] + h * 0.7),
        ],
    )
    fill(easel, glare, (255, 255, 250), 0.1)
    deck = cut(easel, traced("-0.47 -0.08, 0.47 -0.08, 0.56 0.04, -0.56 0.04", x, base, size))
    grounded(easel, x, base + size * 0.05, size * 0.55, 0.45)
    model(easel, deck, shell, 0.08, 0.9)
    keys = [
        (x + (k / 13 - 0.5) * size * (0.84 + 0.05 * row), base - size * (0.064 - 0.022 * row))
        for row in range(3)
        for k in range(14)
    ]
    fill(
        easel,
        cut(
            easel,
            *[
                rounded(kx - size * 0.024, ky - size * 0.008, kx + size * 0.024, ky + size * 0.008, 2)
                for kx, ky in keys
            ],
        ),
        darker(shell, 0.75),
        0.85,
    )
    fill(
        easel,
        cut(easel, rounded(x - size * 0.56, base + size * 0.038, x + size * 0.56, base + size * 0.054, 3)),
        darker(shell, 0.35),
    )


def headphones(easel: Easel, x: float, base: float, size: float, colour: Colour, pad: Colour) -> None:
    """Headphones standing on their cups, `size` tall."""
    band = cut(
        easel,
        ribbon(
            arc(x, base - size * 0.45, size * 0.4, size * 0.5, pi * 0.98, pi * 2.02),
            size * 0.09,
            size * 0.09,
            size * 0.03,
        ),
    )
    cast(easel, band, base, 0.5)
    for s in (-1, 1):
        grounded(easel, x + s * size * 0.36, base - 1, size * 0.13)
        inner = cut(easel, ellipse(x + s * size * 0.3, base - size * 0.23, size * 0.1, size * 0.21))
        cast(easel, inner, base, 0.5)
        model(easel, inner, pad, 0.7, 1.0, 0.5)
    model(easel, band, colour, 0.8, 1.1, 0.4)
    for s in (-1, 1):
        stroke(
            easel,
            [(x + s * size * 0.4, base - size * 0.5), (x + s * size * 0.4, base - size * 0.3)],
            size * 0.035,
            ALLOY,
        )
        cup = cut(easel, ellipse(x + s * size * 0.385, base - size * 0.23, size * 0.105, size * 0.225))
        model(easel, cup, colour, 0.7, 1.1, 0.3)
        model(
            easel,
            cut(easel, ellipse(x + s * size * 0.4, base - size * 0.23, size * 0.06, size * 0.15)),
            lighter(colour, 0.12),
            0.3,
            0.8,
        )
        shine(
            easel,
            (x + s * size * 0.385 + easel.sun.x * size * 0.04, base - size * 0.36),
            (size * 0.02, size * 0.04),
            0.5,
        )


def camera(easel: Easel, x: float, base: float, size: float, leather: Colour) -> None:
    """A small camera with a round lens, `size` wide."""
    body = cut(easel, rounded(x - size * 0.5, base - size * 0.56, x + size * 0.5, base, size * 0.07))
    hump = cut(easel, smooth(traced("-0.2 -0.53, -0.13 -0.67, 0.13 -0.67, 0.2 -0.53", x, base, size)))
    for at, wide in ((-0.36, 0.07), (0.32, 0.09)):
        knob = cut(
            easel, rounded(x + (at - wide) * size, base - size * 0.63, x + (at + wide) * size, base - size * 0.54, 3)
        )
        model(easel, knob, ALLOY, 0.5, 1.1)
    cast(easel, body, base)
    grounded(easel, x, base, size * 0.5)
    model(easel, hump, ALLOY, 0.4, 0.9)
    model(easel, body, ALLOY, 0.1, 1.0)
    model(
        easel,
        cut(easel, rounded(x - size * 0.5, base - size * 0.43, x + size * 0.5, base - size * 0.09, 3)),
        leather,
        0.08,
        0.8,
        1.4,
    )
    lens(easel, x, base - size * 0.28, size * 0.25)
    model(
        easel,
        cut(easel, rounded(x + size * 0.26, base - size * 0.54, x + size * 0.42, base - size * 0.46, 3)),
        (70, 84, 96),
        0.4,
        -0.9,
    )
    model(
        easel, cut(easel, ellipse(x - size * 0.35, base - size * 0.49, size * 0.025, size * 0.025)), (196, 52, 48), 0.6
    )


def lens(easel: Easel, x: float, y: float, r: float) -> None:
    """A lens looking at us: rings, glass, reflections."""
    ring = cut(easel, ellipse(x, y, r, r))
    drop(easel, ring, r * 0.2, 0.6)
    model(easel, ring, (168, 170, 174), 0.12, 1.3)
    model(easel, cut(easel, ellipse(x, y, r * 0.9, r * 0.9)), BLACK, 0.15, 1.0)
    for share, tone in ((0.72, (30, 30, 36)), (0.56, (52, 54, 78)), (0.34, (22, 24, 40))):
        model(easel, cut(easel, ellipse(x, y, r * share, r * share)), tone, 0.25, -1.0)
    shine(easel, (x + easel.sun.x * r * 0.24, y - r * 0.24), (r * 0.13, r * 0.08), 0.75, -0.7)
    soft(
        easel,
        cut(easel, ellipse(x - easel.sun.x * r * 0.24, y + r * 0.22, r * 0.14, r * 0.08, -0.7)),
        (150, 120, 190),
        2.5,
        0.55,
    )


def keyboard(easel: Easel, at: Point, size: float, shell: Colour, keys: Colour, accent: Colour) -> None:
    """A keyboard from above, `size` wide."""
    x, y = at
    tall = size * 0.38
    body = cut(easel, rounded(x - size / 2, y - tall / 2, x + size / 2, y + tall / 2, size * 0.025))
    drop(easel, body, size * 0.03, 0.6)
    model(easel, body, shell, 0.04, 1.0)
    step = size * 0.066
    plain: list[Points] = []
    special: list[Points] = []
    for row in range(5):
        left, right, ky = (
            x - size / 2 + size * 0.03,
            x + size / 2 - size * 0.03,
            y - tall / 2 + size * 0.028 + row * step,
        )
        edge = left
        while edge < right - step * 0.5:
            wide = step * (easel.rng.choice((1, 1, 1, 1.5)) if row < 4 else easel.rng.choice((1.25, 4.5)))
            end = min(right, edge + wide)
            (special if easel.rng.random() < 0.09 else plain).append(
                rounded(edge + 1, ky + 1, end - 1, ky + step - 2, step * 0.18)
            )
            edge = end
    for group, tone in ((plain, keys), (special, accent)):
        if group:
            fill(easel, cut(easel, *[[(px, py + 2) for px, py in key] for key in group]), darker(tone, 0.6))
            model(easel, cut(easel, *group), tone, 0.02, 0.9)


def phone(easel: Easel, x: float, y: float, size: float, turn: float, screen: Colour) -> None:
    """A telephone lying on its back, `size` long."""
    body = cut(
        easel,
        turned(rounded(x - size * 0.24, y - size * 0.5, x + size * 0.24, y + size * 0.5, size * 0.07), x, y, turn),
    )
    drop(easel, body, size * 0.035, 0.6)
    model(easel, body, BLACK, 0.06, 1.0)
    model(
        easel,
        cut(
            easel,
            turned(
                rounded(x - size * 0.22, y - size * 0.475, x + size * 0.22, y + size * 0.475, size * 0.05), x, y, turn
            ),
        ),
        screen,
        0.3,
        0.5,
    )
    for k in range(5):
        tile = turned(
            rounded(
                x - size * 0.17,
                y - size * 0.4 + k * size * 0.16,
                x + size * (0.17 - 0.05 * (k % 2)),
                y - size * 0.3 + k * size * 0.16,
                4,
            ),
            x,
            y,
            turn,
        )
        fill(easel, cut(easel, tile), lighter(screen, 0.6), 0.7)


def book_pile(easel: Easel, x: float, base: float, size: float, colours: list[Colour]) -> float:
    """Books lying on one another, spines to us; returns the height of the pile's top."""
    level = base
    for i, colour in enumerate(colours):
        wide, tall = size * easel.rng.uniform(0.8, 1.0), size * easel.rng.uniform(0.11, 0.17)
        cx = x + easel.rng.uniform(-0.06, 0.06) * size
        spine = cut(easel, rounded(cx - wide / 2, level - tall, cx + wide / 2, level, tall * 0.14))
        cast(easel, spine, base, 0.4)
        if i == 0:
            grounded(easel, x, base, size * 0.5)
        model(easel, spine, colour, 0.35, 0.9, 0.5)
        for at in (0.1, 0.9):
            fill(
                easel,
                cut(
                    easel,
                    ribbon(
                        [(cx - wide / 2 + wide * at, level - tall), (cx - wide / 2 + wide * at, level)], size * 0.012
                    ),
                ),
                lighter(colour, 0.6),
                0.8,
            )
        length = easel.rng.uniform(0.14, 0.26)
        fill(
            easel,
            cut(
                easel,
                ribbon(
                    [(cx - wide * length, level - tall * 0.5), (cx + wide * length, level - tall * 0.5)], tall * 0.16
                ),
            ),
            lighter(colour, 0.65),
            0.8,
        )
        fill(
            easel,
            cut(easel, ribbon([(cx - wide / 2, level - 1), (cx + wide / 2, level - 1)], 2)),
            darker(colour, 0.7),
            0.5,
        )
        level -= tall
    return level


def record(easel: Easel, x: float, y: float, r: float, label: Colour) -> None:
    """A record from above."""
    disc = cut(easel, ellipse(x, y, r, r))
    drop(easel, disc, r * 0.05, 0.6)
    model(easel, disc, (34, 32, 36), 0.03, 0.9)
    for k in range(12):
        ring = ellipse(x, y, r * (0.42 + k * 0.046), r * (0.42 + k * 0.046))
        fill(easel, cut(easel, ribbon([*ring, ring[0]], 1.0)), (78, 76, 82), 0.6)
    for angle in (-0.8, pi - 0.8):
        wedge = [
            (x, y),
            (x + r * 0.96 * cos(angle - 0.2), y + r * 0.96 * sin(angle - 0.2)),
            (x + r * 0.96 * cos(angle + 0.2), y + r * 0.96 * sin(angle + 0.2)),
        ]
        soft(easel, cut(easel, wedge), (214, 210, 206), r * 0.04, 0.32)
    model(easel, cut(easel, ellipse(x, y, r * 0.34, r * 0.34)), label, 0.06, 0.6)
    stroke(easel, arc(x, y, r * 0.22, r * 0.22, 3.5, 5.9), r * 0.025, lighter(label, 0.7))
    fill(easel, cut(easel, ellipse(x, y, r * 0.03, r * 0.03)), (30, 28, 30))


def pencil(easel: Easel, x: float, y: float, size: float, turn: float, colour: Colour) -> None:
    """A pencil lying."""
    line = turned(flow([(x - size / 2, y), (x, y), (x + size * 0.42, y)]), x, y, turn)
    patch = cut(easel, ribbon(line, size * 0.045))
    drop(easel, patch, size * 0.02, 0.5)
    model(easel, patch, colour, 0.8, 1.0)
    tip = turned(
        [(x + size * 0.42, y - size * 0.022), (x + size * 0.5, y), (x + size * 0.42, y + size * 0.022)], x, y, turn
    )
    fill(easel, cut(easel, tip), (224, 188, 142))
