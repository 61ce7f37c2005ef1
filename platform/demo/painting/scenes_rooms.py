"""Rooms at home."""

from PIL import Image

from demo.painting import furnishing, light, stage
from demo.painting.colour import Colour, darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cut, drop, fill, model, stroke
from demo.painting.green import KINDS, branches, pot_plant
from demo.painting.palettes import DUSK
from demo.painting.scene import Scene
from demo.painting.shapes import Points, arc, blob, ellipse, flow, ribbon, rounded
from demo.painting.vessels import BOWL, PROFILES, Glaze, turned_form

SKIES = ("6fa3c8 b5d3de f3ead6", "8f86b0 e0a898 f8d8ac", "5c86a8 a9c8cc ece6d2", "c6d8dc e4e6dc f6efdf")


def sky(easel: Easel, sets: tuple[str, ...] = SKIES) -> list[Colour]:
    return [rgb(text) for text in easel.rng.choice(sets).split()]


def abstract_art(easel: Easel, size: tuple[int, int]) -> Image.Image:
    """A small painting of big quiet shapes, to hang in a frame."""
    inner = Easel("art", easel.rng.randrange(1 << 30), size)
    rng = inner.rng
    inner.image.paste(lighter(inner.palette.pale, 0.2), (0, 0, inner.w, inner.h))
    for colour in inner.accents(rng.randint(3, 4)):
        shape = rng.choice((blob, blob, None))
        x, y = rng.uniform(0.2, 0.8) * inner.w, rng.uniform(0.2, 0.8) * inner.h
        outline = (
            shape(rng, x, y, inner.u * rng.uniform(0.16, 0.36), inner.u * rng.uniform(0.14, 0.32), 0.2)
            if shape
            else arc(x, y, inner.u * 0.3, inner.u * 0.3, 3.14, 6.28)
        )
        fill(inner, cut(inner, outline), colour, 0.92)
    line = flow([(rng.uniform(0.1, 0.9) * inner.w, rng.uniform(0.1, 0.9) * inner.h) for _ in range(4)])
    stroke(inner, line, inner.u * 0.014, inner.palette.deep)
    return inner.image


def living_corner(easel: Easel) -> None:
    rng = easel.rng
    evening = rng.random() < 0.3
    if evening:
        easel.choose(DUSK)
    floor = stage.room(easel, 0.74)
    if not evening:
        easel.sunlight(0.65)
    x = easel.w * rng.uniform(0.42, 0.6)
    main, second, third = easel.accents(3)
    art_w, art_h = round(easel.u * rng.uniform(0.26, 0.4)), round(easel.u * rng.uniform(0.3, 0.38))
    stage.framed(
        easel,
        (x - art_w / 2 - easel.u * 0.12, easel.h * 0.14, art_w, art_h),
        abstract_art(easel, (art_w, art_h)),
        (128, 94, 66),
    )
    stage.rug(easel, x, floor + easel.u * 0.24, easel.u * 0.52, easel.u * 0.12, mix(third, easel.palette.pale, 0.35))
    if rng.random() < 0.5:
        furnishing.sofa(easel, x, floor + easel.u * 0.13, easel.u * 0.86, main)
        for k, colour in ((-0.24, second), (0.22, third)):
            furnishing.cushion(
                easel, x + k * easel.u, floor - easel.u * 0.1, easel.u * 0.19, rng.uniform(-0.3, 0.3), colour
            )
    else:
        furnishing.armchair(easel, x, floor + easel.u * 0.2, easel.u * 0.5, main)
        furnishing.cushion(easel, x, floor - easel.u * 0.1, easel.u * 0.23, rng.uniform(-0.3, 0.3), second)
    pot_plant(easel, easel.w * 0.1, floor + easel.u * 0.16, easel.u * 0.72, second, rng.choice(KINDS))
    furnishing.pendant(easel, x + easel.u * 0.26, easel.h * 0.22, easel.u * 0.26, third)


def plant_shelf(easel: Easel) -> None:
    rng = easel.rng
    easel.wall()
    easel.focus = (0.5, 0.5)
    easel.sunlight(0.6)
    levels = (0.36, 0.66, 0.96) if easel.h > easel.w else (0.48, 0.92)
    for level in levels:
        y = easel.h * level
        board = cut(easel, rounded(easel.w * 0.06, y, easel.w * 0.94, y + easel.u * 0.035, 3))
        drop(easel, board, easel.u * 0.04, 0.5)
        model(easel, board, (178, 132, 92), 0.1, 0.9, 0.6)
        x = easel.w * 0.17
        while x < easel.w * 0.9:
            kind = rng.random()
            if kind < 0.5:
                pot_plant(
                    easel,
                    x,
                    y + 1,
                    easel.u * rng.uniform(0.26, 0.36),
                    rng.choice((*easel.palette.accents, easel.palette.pale)),
                    rng.choice(KINDS),
                )
            elif kind < 0.8:
                glaze = Glaze(
                    rng.choice((*easel.palette.accents, easel.palette.pale)),
                    gloss=rng.choice((0.1, 0.6)),
                    mouth=easel.palette.deep,
                )
                turned_form(
                    easel, (x, y + 1), (easel.u * 0.06, easel.u * rng.uniform(0.14, 0.24)), rng.choice(PROFILES), glaze
                )
            else:
                upright_books(easel, x, y + 1, easel.u * 0.2)
            x += easel.u * rng.uniform(0.2, 0.27)


def upright_books(easel: Easel, x: float, base: float, size: float) -> None:
    """A few books standing side by side about `x`."""
    at = x - size * 0.4
    for colour in easel.accents(5):
        wide, tall = size * easel.rng.uniform(0.12, 0.2), size * easel.rng.uniform(0.75, 1.05)
        spine = cut(easel, rounded(at, base - tall, at + wide, base, 2))
        drop(easel, spine, size * 0.03, 0.35)
        model(easel, spine, colour, 0.35, 0.8, 0.3)
        fill(
            easel,
            cut(easel, ribbon([(at, base - tall * 0.82), (at + wide, base - tall * 0.82)], size * 0.02)),
            lighter(colour, 0.7),
            0.8,
        )
        at += wide


def kitchen_counter(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.68)
    base = edge + (easel.h - edge) * 0.36
    rail = easel.h * 0.14
    stroke(easel, [(easel.w * 0.08, rail), (easel.w * 0.92, rail)], easel.u * 0.012, (160, 130, 96))
    for i, colour in enumerate(easel.accents(4)):
        _hung(
            easel,
            easel.w * (0.2 + 0.2 * i),
            rail,
            easel.u * rng.uniform(0.22, 0.3),
            colour,
            rng.choice(("pan", "ladle", "board")),
        )
    one, two, three = easel.accents(3)
    slots = [easel.w * k for k in (0.2, 0.5, 0.8)]
    rng.shuffle(slots)
    kettle(easel, slots[0], base, easel.u * 0.26, one)
    pot_plant(easel, slots[1], base - easel.u * 0.02, easel.u * 0.42, two, rng.choice(("round", "fern", "broad")))
    turned_form(
        easel,
        (slots[2], base + easel.u * 0.04),
        (easel.u * 0.15, easel.u * 0.13),
        BOWL,
        Glaze(three, gloss=0.4, mouth=easel.palette.pale, tilt=0.2),
    )
    easel.steam(slots[0], base - easel.u * 0.3, easel.u * 0.4)


def _hung(easel: Easel, x: float, y: float, size: float, colour: Colour, kind: str) -> None:
    handle: Points = ribbon([(x, y), (x, y + size * 0.55)], size * 0.07)
    body = {
        "pan": ellipse(x, y + size * 0.8, size * 0.36, size * 0.36),
        "ladle": ellipse(x, y + size * 0.72, size * 0.17, size * 0.2),
        "board": rounded(x - size * 0.24, y + size * 0.3, x + size * 0.24, y + size * 1.1, size * 0.08),
    }[kind]
    tone = {"pan": mix((62, 60, 64), colour, 0.25), "ladle": (190, 142, 96), "board": (192, 146, 100)}[kind]
    patch = cut(easel, handle, body)
    drop(easel, patch, size * 0.07, 0.5)
    model(easel, patch, tone, 0.1, 1.0, 0.5)
    if kind == "pan":
        model(easel, cut(easel, ellipse(x, y + size * 0.8, size * 0.31, size * 0.31)), lighter(tone, 0.06), 0.2, -0.9)


def kettle(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A stove kettle with a bow handle, `size` wide."""
    stroke(
        easel,
        flow(
            [
                (x + size * 0.36, base - size * 0.3),
                (x + size * 0.58, base - size * 0.46),
                (x + size * 0.66, base - size * 0.72),
            ]
        ),
        size * 0.15,
        colour,
        size * 0.08,
    )
    profile = [(0, 0.9), (0.06, 1.0), (0.4, 0.98), (0.75, 0.78), (1, 0.4)]
    turned_form(
        easel, (x, base), (size * 0.46, size * 0.72), profile, Glaze(colour, gloss=0.8, mouth=darker(colour, 0.2))
    )
    stroke(easel, arc(x, base - size * 0.62, size * 0.36, size * 0.5, 3.34, 6.08), size * 0.07, (70, 52, 42))
    model(easel, cut(easel, ellipse(x, base - size * 0.78, size * 0.06, size * 0.055)), (70, 52, 42), 0.8)


def candle_evening(easel: Easel) -> None:
    rng = easel.rng
    easel.choose(DUSK)
    edge = stage.table(easel, 0.62)
    base = edge + (easel.h - edge) * 0.42
    easel.screen(light.bokeh(rng, easel.image.size, ((180, 120, 60), (150, 80, 50), (120, 110, 90)), 18, 0.05, 0.5))
    branches(easel, easel.w * rng.choice((0.18, 0.82)), base - easel.u * 0.06, easel.u * 0.85, *easel.accents(2))
    for i, colour in enumerate(easel.accents(rng.randint(2, 3))):
        furnishing.candle(
            easel,
            easel.w * (0.34 + 0.2 * i),
            base + (i % 2) * easel.u * 0.12,
            easel.u * rng.uniform(0.16, 0.24),
            mix(colour, (60, 40, 34), 0.2),
            (250, 232, 200),
        )


SCENES = {
    "living-corner": Scene(
        living_corner, ("home", "lifestyle"), "A living room corner with a seat and a plant", "摆着沙发和绿植的客厅一角"
    ),
    "plant-shelf": Scene(
        plant_shelf, ("home", "hobbies"), "Shelves of plants, pots and books", "放满绿植、陶罐和书的搁板"
    ),
    "kitchen-counter": Scene(
        kitchen_counter, ("home", "food"), "A kitchen counter with a steaming kettle", "厨房台面上冒着热气的水壶"
    ),
    "candle-evening": Scene(
        candle_evening, ("lifestyle", "home"), "Candles on a table in the evening", "傍晚桌上点着的香薰蜡烛"
    ),
}
