"""Product pictures: one thing on a quiet ground."""

from collections.abc import Callable

from demo.painting import care, carried, edible, furnishing, play, scenes_places, scenes_rooms, tech, wear
from demo.painting.colour import Colour, darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, soft, stroke
from demo.painting.light import BILINEAR, tones
from demo.painting.scenes_active import flask
from demo.painting.shapes import arc, ellipse, ribbon, rounded, smooth, traced
from demo.painting.vessels import CYLINDER, Glaze, turned_form

GROUNDS = ("ece6dc", "e3e8e4", "eae1e4", "dfe6ec", "f0e8d8", "e6e3ee", "e2e7d9", "f1e2da", "dcdfe2")
THINGS = (
    "b5544b",
    "3d6b5c",
    "d08a4e",
    "44607a",
    "8a5a6b",
    "d9a441",
    "5c6f4e",
    "c77b6a",
    "2f4858",
    "96734f",
    "e3d9c6",
    "3a3a40",
)

Painter = Callable[[Easel, Colour, Colour], None]


def _ground(easel: Easel) -> None:
    easel.nearest = 1.04
    base = lighter(rgb(easel.rng.choice(GROUNDS)), 0.35)
    easel.wall(base)
    floor = easel.h - round(easel.h * 0.58)
    fade = tones((easel.w, floor), [[0], [150], [255], [255]])
    easel.image.paste(darker(base, 0.03), (0, easel.h - floor), fade)


def _lying(easel: Easel, colour: Colour, other: Colour) -> None:
    """Flatten the ground: what lies is seen from above."""
    easel.wall(easel.image.resize((1, 1), BILINEAR).getpixel((0, 0)))  # type: ignore[arg-type]  # an RGB pixel


def _at(easel: Easel) -> tuple[float, float, float]:
    return easel.w * 0.5, easel.h * 0.5 + easel.u * 0.3, easel.u


def _cream_jar(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    care.cream_jar(easel, x, base - u * 0.02, u * 0.52, lighter(colour, 0.55), colour)


def _serum(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    care.dropper(easel, x, base, u * 0.7, easel.rng.choice(((146, 82, 34), (60, 84, 74), colour)), (248, 244, 234))


def _lipstick(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    red = easel.rng.choice(((176, 34, 48), (204, 78, 84), (160, 62, 66)))
    care.lipstick(easel, x - u * 0.08, base, u * 0.62, red, (38, 34, 38))
    care.cap_lying(easel, x + u * 0.22, base + u * 0.05, u * 0.26, (38, 34, 38))


def _tube(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    care.tube(easel, x, base, u * 0.64, lighter(colour, 0.35), colour)


def _sunscreen(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    care.tube(easel, x, base, u * 0.62, (250, 240, 214), (240, 168, 60))
    model(easel, cut(easel, ellipse(x, base - u * 0.4, u * 0.05, u * 0.05)), (240, 168, 60), 0.2, 0.6)


def _sneakers(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    carried.sneaker(easel, (x + u * 0.06, base - u * 0.14), u * 0.58, lighter(colour, 0.1), other)
    carried.sneaker(easel, (x - u * 0.04, base + u * 0.02), u * 0.64, lighter(colour, 0.1), other)


def _backpack(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    carried.backpack(easel, x, base, u * 0.68, colour, carried.LEATHER)


def _kettle(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    scenes_rooms.kettle(easel, x - u * 0.04, base - u * 0.03, u * 0.5, colour)


def _mug(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    stroke(easel, arc(x + u * 0.19, base - u * 0.24, u * 0.13, u * 0.12, -1.6, 1.7), u * 0.05, colour)
    bands = ((0.0, 0.16, (190, 150, 112)),)
    turned_form(
        easel, (x, base - u * 0.04), (u * 0.2, u * 0.4), CYLINDER, Glaze(colour, bands, 0.45, (92, 60, 42), 0.2)
    )


def _pan(easel: Easel, colour: Colour, other: Colour) -> None:
    _lying(easel, colour, other)
    x, y, u = easel.w * 0.5, easel.h * 0.5, easel.u
    handle = cut(easel, ribbon([(x + u * 0.14, y + u * 0.14), (x + u * 0.4, y + u * 0.4)], u * 0.07, u * 0.05))
    body = cut(easel, ellipse(x - u * 0.05, y - u * 0.05, u * 0.3, u * 0.3))
    for patch, tone in ((handle, (150, 100, 62)), (body, mix(colour, (58, 56, 60), 0.5))):
        drop(easel, patch, u * 0.04, 0.6)
        model(easel, patch, tone, 0.1, 1.1, 0.4)
    model(easel, cut(easel, ellipse(x - u * 0.05, y - u * 0.05, u * 0.265, u * 0.265)), (66, 64, 68), 0.2, -1.0, 0.6)


def _lamp(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    furnishing.lamp(easel, (x, base), u * 0.68, colour, (250, 238, 214), lit=easel.rng.random() < 0.5)


def _headphones(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    tech.headphones(easel, x, base - u * 0.02, u * 0.6, colour, darker(colour, 0.4))


def _camera(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    tech.camera(easel, x, base - u * 0.06, u * 0.6, colour)


def _flask(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    flask(easel, x, base, u * 0.66, colour)


def _tent(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    grounded(easel, x, base - u * 0.08, u * 0.4)
    scenes_places.tent(easel, x - u * 0.03, base - u * 0.08, u * 0.56, colour, lit=False)


def _yoga_mat(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    play.rolled_mat(easel, x - u * 0.22, base - u * 0.04, u * 0.74, colour)


def _baby_bottle(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    play.baby_bottle(easel, x, base, u * 0.66, lighter(colour, 0.25))


def _cat_bowl(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    turned_form(
        easel,
        (x, base - u * 0.08),
        (u * 0.28, u * 0.2),
        [(0, 1), (0.1, 1), (1, 0.8)],
        Glaze(colour, gloss=0.5, mouth=(150, 98, 62), tilt=0.26),
    )
    for dx in (-0.13, 0.0, 0.12):
        fish = smooth(
            [
                (x + u * (dx - 0.035), base - u * 0.12),
                (x + u * dx, base - u * 0.145),
                (x + u * (dx + 0.03), base - u * 0.12),
                (x + u * (dx + 0.05), base - u * 0.14),
                (x + u * (dx + 0.05), base - u * 0.1),
                (x + u * dx, base - u * 0.095),
            ]
        )
        fill(easel, cut(easel, fish), lighter(colour, 0.8), 0.9)


def _notebook(easel: Easel, colour: Colour, other: Colour) -> None:
    _lying(easel, colour, other)
    x, y, u = easel.w * 0.5, easel.h * 0.5, easel.u
    pages = cut(easel, rounded(x - u * 0.22, y - u * 0.31, x + u * 0.235, y + u * 0.315, 4))
    drop(easel, pages, u * 0.03, 0.6)
    model(easel, pages, (246, 240, 226), 0.02, 0.8)
    model(
        easel, cut(easel, rounded(x - u * 0.23, y - u * 0.32, x + u * 0.225, y + u * 0.305, 6)), colour, 0.03, 0.8, 1.0
    )
    soft(
        easel,
        cut(easel, ribbon([(x - u * 0.18, y - u * 0.31), (x - u * 0.18, y + u * 0.3)], u * 0.012)),
        darker(colour, 0.6),
        2,
        0.6,
    )
    model(
        easel,
        cut(easel, ribbon([(x + u * 0.16, y - u * 0.32), (x + u * 0.16, y + u * 0.305)], u * 0.02)),
        other,
        0.4,
        0.8,
    )
    tech.pencil(easel, x + u * 0.32, y + u * 0.04, u * 0.5, 1.4, other)


def _perfume(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    care.perfume(easel, x, base - u * 0.02, u * 0.46, mix(colour, (236, 190, 130), 0.4), (44, 38, 40))


def _tea_tin(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    bands = ((0.24, 0.62, (246, 238, 220)), (0.42, 0.45, other), (0.28, 0.3, other), (0.56, 0.58, other))
    turned_form(easel, (x, base), (u * 0.19, u * 0.42), CYLINDER, Glaze(colour, bands, 0.5))
    turned_form(
        easel,
        (x, base - u * 0.415),
        (u * 0.195, u * 0.12),
        CYLINDER,
        Glaze(darker(colour, 0.2), gloss=0.6, mouth=colour),
    )


def _noodles_pack(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    body = cut(
        easel,
        smooth(traced("-0.23 0, -0.25 -0.3, -0.24 -0.6, 0 -0.61, 0.24 -0.6, 0.25 -0.3, 0.23 0, 0 0.01", x, base, u)),
    )
    cast(easel, body, base)
    grounded(easel, x, base, u * 0.24)
    model(easel, body, colour, 0.25, 1.1)
    model(easel, cut(easel, ellipse(x, base - u * 0.24, u * 0.16, u * 0.15)), (250, 242, 224), 0.1, 0.4)
    edible.noodles(easel, x, base - u * 0.24, u * 0.15, 0.9, (240, 204, 130))
    fill(
        easel,
        cut(easel, rounded(x - u * 0.15, base - u * 0.5, x + u * 0.15, base - u * 0.44, 4)),
        (250, 242, 224),
        0.95,
    )
    fill(easel, cut(easel, rounded(x - u * 0.09, base - u * 0.485, x + u * 0.09, base - u * 0.455, 3)), other, 0.9)
    for up in (0.575, 0.03):
        soft(
            easel,
            cut(easel, ribbon([(x - u * 0.235, base - u * up), (x + u * 0.235, base - u * up)], 2)),
            darker(colour, 0.5),
            1,
            0.6,
        )


def _shampoo(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    care.pump(easel, x, base, u * 0.72, lighter(colour, 0.15), (248, 243, 232))


def _toothbrush(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    for lean, tone in ((-0.1, colour), (0.1, other)):
        care.toothbrush(easel, (x - lean * u * 0.3, base), (x + lean * u, base - u * 0.66), u * 0.045, tone)
    turned_form(easel, (x, base), (u * 0.11, u * 0.26), CYLINDER, Glaze((240, 236, 228), gloss=0.5))


def _scarf(easel: Easel, colour: Colour, other: Colour) -> None:
    _lying(easel, colour, other)
    wear.scarf(easel, easel.w * 0.5, easel.h * 0.5, easel.u * 0.6, colour, lighter(other, 0.4))


def _dress(easel: Easel, colour: Colour, other: Colour) -> None:
    _lying(easel, colour, other)
    wear.garment(easel, "dress", easel.w * 0.5, easel.h * 0.5 - easel.u * 0.42, easel.u * 0.52, colour)


def _watch(easel: Easel, colour: Colour, other: Colour) -> None:
    _lying(easel, colour, other)
    carried.watch(easel, (easel.w * 0.5, easel.h * 0.5), easel.u * 0.8, colour, (248, 244, 234), 0.35)


def _keyboard(easel: Easel, colour: Colour, other: Colour) -> None:
    _lying(easel, colour, other)
    tech.keyboard(easel, (easel.w * 0.5, easel.h * 0.5), easel.u * 0.84, lighter(colour, 0.2), (246, 242, 234), other)


def _candle(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    furnishing.candle(easel, x, base - u * 0.04, u * 0.4, colour, (250, 238, 214))


def _suitcase(easel: Easel, colour: Colour, other: Colour) -> None:
    x, base, u = _at(easel)
    carried.suitcase(easel, x, base + u * 0.04, u * 0.6, colour)


KINDS: dict[str, Painter] = {
    "cream-jar": _cream_jar, "serum-bottle": _serum, "lipstick": _lipstick, "hand-cream-tube": _tube,
    "sunscreen": _sunscreen, "sneakers": _sneakers, "backpack": _backpack, "kettle": _kettle, "mug": _mug,
    "pan": _pan, "lamp": _lamp, "headphones": _headphones, "camera": _camera, "bottle-thermos": _flask,
    "tent": _tent, "yoga-mat": _yoga_mat, "baby-bottle": _baby_bottle, "cat-bowl": _cat_bowl,
    "notebook": _notebook, "perfume": _perfume, "tea-tin": _tea_tin, "noodles-pack": _noodles_pack,
    "shampoo": _shampoo, "toothbrush": _toothbrush, "scarf": _scarf, "dress": _dress, "watch": _watch,
    "keyboard": _keyboard, "candle": _candle, "suitcase": _suitcase,
}  # fmt: skip


def compose(kind: str, easel: Easel) -> None:
    """Paint the product on its ground. KeyError for a kind that does not exist."""
    painter = KINDS[kind]
    _ground(easel)
    colour, other = (rgb(text) for text in easel.rng.sample(THINGS, 2))
    painter(easel, colour, other)
