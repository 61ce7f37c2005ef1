"""Bath, sun and powder: soap, towels, brushes."""

from demo.painting import care, stage
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, shine
from demo.painting.green import branches, pot_plant, sprig
from demo.painting.scene import Scene
from demo.painting.scenes_care import LIPS
from demo.painting.shapes import blob, ellipse, rounded, traced
from demo.painting.vessels import CUP, Glaze, turned_form


def powder_palette(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel, rng.choice((None, (224, 178, 166), (150, 62, 66), easel.palette.pale)))
    base = rng.choice(LIPS)
    tones = [
        (236, 208, 184),
        (206, 156, 128),
        (172, 106, 84),
        (112, 66, 56),
        lighter(base, 0.4),
        base,
        darker(base, 0.3),
        (226, 184, 138),
        (150, 120, 128),
        (92, 80, 92),
        (222, 196, 196),
        (190, 150, 110),
    ]
    rng.shuffle(tones)
    x, y, size = easel.w * rng.uniform(0.42, 0.56), easel.h * rng.uniform(0.4, 0.52), easel.u * rng.uniform(0.62, 0.72)
    care.compact(
        easel, x, y, size, rng.choice(((44, 40, 44), (238, 224, 212), (196, 158, 120))), tones[: rng.choice((8, 12))]
    )
    for i in range(rng.randint(2, 3)):
        turn = rng.uniform(-0.9, -0.3) if i % 2 else rng.uniform(0.4, 1.0)
        care.makeup_brush(
            easel,
            (x + easel.u * (-0.3 + 0.3 * i), y + easel.u * 0.48),
            easel.u * rng.uniform(0.55, 0.7),
            turn,
            rng.choice(((50, 42, 44), (226, 200, 170))),
            rng.choice(((120, 84, 66), (232, 210, 190))),
        )
    care.smear(easel, easel.w * 0.24, easel.h * 0.13, easel.u * 0.32, rng.uniform(-0.5, 0.5), rng.choice(LIPS))
    if rng.random() < 0.6:
        sprig(easel, (easel.w * 0.92, easel.h * 0.05), easel.u * 0.36, 2.0, easel.palette.leaf, flat=True)


def bath_shelf(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.68)
    base = edge + (easel.h - edge) * 0.32
    one, two, three = easel.accents(3)
    slots = [easel.w * 0.5 + easel.u * k for k in (-0.36, -0.12, 0.12, 0.35)]
    rng.shuffle(slots)
    care.pump(easel, slots[0], base, easel.u * rng.uniform(0.52, 0.62), lighter(one, 0.2), easel.palette.pale)
    care.tube(easel, slots[1], base + easel.u * 0.04, easel.u * 0.42, lighter(two, 0.4), two)
    x = slots[2]
    for lean, colour in ((-0.07, one), (0.08, two)):
        care.toothbrush(
            easel, (x - lean * easel.u * 0.3, base), (x + lean * easel.u, base - easel.u * 0.4), easel.u * 0.03, colour
        )
    turned_form(
        easel,
        (x, base + easel.u * 0.02),
        (easel.u * 0.08, easel.u * 0.2),
        CUP,
        Glaze(lighter(three, 0.4), gloss=0.5, mouth=None),
    )
    if rng.random() < 0.5:
        pot_plant(easel, slots[3], base, easel.u * 0.46, easel.palette.pale, rng.choice(("round", "fern")))
    else:
        for dx, dy in ((-0.08, 0), (0.08, 0), (0, -0.14)):
            care.towel_roll(
                easel, slots[3] + dx * easel.u, base + easel.u * (0.04 + dy), easel.u * 0.085, lighter(three, 0.5)
            )


def soap_dish(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.56)
    base = edge + (easel.h - edge) * 0.45
    x = easel.w * rng.uniform(0.42, 0.58)
    branches(easel, easel.w * rng.choice((0.16, 0.84)), edge + easel.u * 0.06, easel.u * 0.9, *easel.accents(2))
    dish = cut(easel, ellipse(x, base, easel.u * 0.38, easel.u * 0.11))
    cast(easel, dish, base + easel.u * 0.11)
    grounded(easel, x, base + easel.u * 0.07, easel.u * 0.35)
    model(easel, dish, easel.palette.pale, 0.2, 1.0, 0.4)
    for i, colour in enumerate(easel.accents(rng.randint(2, 3))):
        care.soap(
            easel,
            x + rng.uniform(-0.03, 0.03) * easel.u,
            base + easel.u * (0.03 - 0.115 * i),
            easel.u * (0.44 - 0.03 * i),
            mix(colour, (246, 232, 210), 0.5),
        )
    for _ in range(rng.randint(5, 9)):
        bx, by, r = (
            x + rng.uniform(-0.45, 0.45) * easel.u,
            base + rng.uniform(-0.5, 0.2) * easel.u,
            easel.u * rng.uniform(0.012, 0.045),
        )
        bubble = cut(easel, ellipse(bx, by, r, r))
        fill(easel, bubble, lighter(easel.palette.wall, 0.7), 0.3)
        shine(easel, (bx + easel.sun.x * r * 0.5, by + easel.sun.y * r * 0.5), (r * 0.25, r * 0.16), 0.85)
        shine(easel, (bx - easel.sun.x * r * 0.5, by - easel.sun.y * r * 0.5), (r * 0.35, r * 0.1), 0.3, 0.8)


def sun_care(easel: Easel) -> None:
    """Sunscreen on a beach towel from above."""
    rng = easel.rng
    stage.above(easel, rng.choice(((236, 212, 170), (226, 204, 172))))
    colour = easel.accents(2)
    x, y = easel.w * 0.5, easel.h * 0.5
    towel = cut(easel, rounded(x - easel.u * 0.2, -20, x + easel.u * 0.62, easel.h + 20, 6))
    drop(easel, towel, easel.u * 0.02)
    model(easel, towel, lighter(colour[0], 0.3), 0.04, 0.6, 1.4)
    for k in range(9):
        stripe = cut(
            easel, rounded(x - easel.u * 0.2, easel.h * (k * 0.13), x + easel.u * 0.62, easel.h * (k * 0.13 + 0.05), 1)
        )
        fill(easel, stripe, easel.palette.pale, 0.8)
    _flat_tube(easel, x + easel.u * rng.uniform(0.02, 0.16), y, easel.u * 0.6, colour[1])
    care.smear(easel, x - easel.u * 0.24, y + easel.u * 0.42, easel.u * 0.34, rng.uniform(-0.7, 0.7), (253, 248, 238))
    for _ in range(3):
        shell = cut(
            easel,
            blob(
                rng,
                easel.w * rng.uniform(0.05, 0.28),
                easel.h * rng.uniform(0.08, 0.55),
                easel.u * 0.045,
                easel.u * 0.038,
                0.16,
            ),
        )
        drop(easel, shell, easel.u * 0.012)
        model(easel, shell, rng.choice(((246, 220, 200), (240, 196, 176), (250, 238, 220))), 0.6, 1.1, 0.5)


def _flat_tube(easel: Easel, x: float, y: float, size: float, colour: Colour) -> None:
    body = cut(easel, traced("-0.19 -0.5, 0.19 -0.5, 0.15 0.34, -0.15 0.34", x, y, size))
    cap = cut(easel, rounded(x - size * 0.11, y + size * 0.33, x + size * 0.11, y + size * 0.5, size * 0.03))
    for part in (cap, body):
        drop(easel, part, size * 0.05, 0.55)
    model(easel, cap, easel.palette.pale, 0.6, 1.0)
    model(easel, body, colour, 0.45, 1.0)
    model(easel, cut(easel, ellipse(x, y - size * 0.12, size * 0.09, size * 0.09)), (250, 214, 120), 0.15, 0.4)
    for k in (0.06, 0.1, 0.14):
        fill(
            easel,
            cut(easel, rounded(x - size * 0.08, y + size * k, x + size * 0.08, y + size * (k + 0.016), 1)),
            easel.palette.pale,
            0.9,
        )


SCENES = {
    "powder-palette": Scene(
        powder_palette, ("beauty",), "An eyeshadow palette with brushes, from above", "俯拍眼影盘和化妆刷"
    ),
    "bath-shelf": Scene(
        bath_shelf, ("personal-care", "home"), "Bottles and toothbrushes on a bathroom shelf", "浴室搁板上的瓶罐和牙刷"
    ),
    "soap-dish": Scene(
        soap_dish, ("personal-care", "home"), "Bars of soap stacked on a dish with bubbles", "皂碟里叠着的手工皂和泡泡"
    ),
    "sun-care": Scene(sun_care, ("skin-care", "travel"), "Sunscreen on a striped beach towel", "条纹沙滩巾上的防晒霜"),
}
