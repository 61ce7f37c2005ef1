"""Clothes, shoes, bags."""

from demo.painting import carried, stage, wear
from demo.painting.colour import darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, fill, grounded, model, soft, stroke
from demo.painting.green import KINDS, branches, pot_plant, sprig
from demo.painting.scene import Scene
from demo.painting.shapes import arc, ellipse, flow, ribbon, rounded, smooth, traced, turned


def clothes_rail(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.35)
    floor = stage.room(easel, 0.8)
    easel.sunlight(0.55)
    rail = easel.h * rng.uniform(0.16, 0.2)
    stroke(easel, [(-10, rail), (easel.w + 10, rail)], easel.u * 0.018, (150, 118, 86))
    tones = [mix(c, easel.palette.wall, 0.15) for c in easel.accents(5)]
    tones[2] = lighter(easel.palette.pale, 0.2)
    count = rng.randint(4, 5)
    for i in range(count):
        x = easel.w * (0.14 + 0.74 * i / (count - 1)) + rng.uniform(-0.02, 0.02) * easel.w
        wear.garment(
            easel,
            rng.choice(("shirt", "coat", "dress", "coat", "dress", "skirt")),
            x,
            rail,
            easel.u * rng.uniform(0.44, 0.5),
            tones[i],
        )
    if rng.random() < 0.6:
        carried.sneaker(easel, (easel.w * 0.3, floor + easel.u * 0.16), easel.u * 0.26, tones[0], tones[3])
    else:
        carried.handbag(easel, easel.w * 0.3, floor + easel.u * 0.16, easel.u * 0.26, tones[1])
    pot_plant(easel, easel.w * 0.82, floor + easel.u * 0.14, easel.u * 0.46, easel.palette.pale, rng.choice(KINDS))


def sneaker_pair(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.58)
    base = edge + (easel.h - edge) * 0.5
    main, trim, third = easel.accents(3)
    if rng.random() < 0.45:
        main = easel.palette.pale
    face = rng.choice((-1, 1))
    x, lift = easel.w * 0.5, 0.0
    if rng.random() < 0.65:
        lift = easel.u * rng.uniform(0.14, 0.24)
        block = cut(
            easel,
            rounded(x - easel.u * 0.16, base - lift - easel.u * 0.06, x + easel.u * 0.34, base - easel.u * 0.02, 4),
        )
        cast(easel, block, base)
        model(easel, block, lighter(third, 0.45), 0.1, 0.8, 0.8)
    carried.sneaker(easel, (x + easel.u * 0.08, base - easel.u * 0.06 - lift), easel.u * 0.56, main, trim, face)
    carried.sneaker(easel, (x - easel.u * 0.08, base + easel.u * 0.14), easel.u * 0.6, main, trim, face)


def cloth_folds(easel: Easel) -> None:
    rng = easel.rng
    colour = rng.choice(easel.palette.accents)
    wear.drapery(easel, mix(colour, easel.palette.pale, rng.uniform(0.05, 0.5)))
    easel.focus = (0.5, 0.5)
    if rng.random() < 0.5:
        easel.leafshade(0.25)
    other = easel.accents(2)
    choice = rng.randint(0, 2)
    if choice == 0:
        carried.watch(
            easel,
            (easel.w * 0.5, easel.h * 0.5),
            easel.u * 0.66,
            rng.choice((carried.LEATHER, easel.palette.deep)),
            rng.choice((easel.palette.pale, easel.palette.deep)),
            rng.uniform(-0.8, 0.8),
        )
    elif choice == 1:
        _pearls(easel)
    else:
        _glasses(easel, easel.w * 0.5, easel.h * 0.52, easel.u * 0.6, rng.uniform(-0.4, 0.4))
    sprig(
        easel,
        (easel.w * rng.choice((0.12, 0.86)), easel.h * 0.92),
        easel.u * 0.4,
        -1.5 + rng.uniform(-0.5, 0.5),
        mix(easel.palette.leaf, other[0], 0.1),
        flat=True,
    )


def _pearls(easel: Easel) -> None:
    line = flow(
        [
            (easel.w * 0.32, easel.h * 0.28),
            (easel.w * 0.24, easel.h * 0.55),
            (easel.w * 0.52, easel.h * 0.72),
            (easel.w * 0.76, easel.h * 0.52),
            (easel.w * 0.66, easel.h * 0.3),
        ],
        9,
    )
    beads = [ellipse(x, y, easel.u * 0.021, easel.u * 0.021) for x, y in line]
    drop(easel, cut(easel, *beads), easel.u * 0.016, 0.6)
    for bead in beads:
        model(easel, cut(easel, bead), (246, 236, 224), 0.9, 1.2)


def _glasses(easel: Easel, x: float, y: float, size: float, turn: float) -> None:
    frame = easel.rng.choice(((60, 44, 36), (150, 96, 52), (34, 36, 44)))
    lenses = [turned(ellipse(x + side * size * 0.24, y, size * 0.2, size * 0.18), x, y, turn) for side in (-1, 1)]
    for lens in lenses:
        patch = cut(easel, lens)
        drop(easel, patch, size * 0.05, 0.45)
        fill(easel, patch, mix(frame, (90, 70, 50), 0.5), 0.72)
        soft(easel, cut(easel, ribbon(lens[30:40], size * 0.05)), (255, 250, 240), 4, 0.35)
    bars = [
        turned(
            flow(
                [
                    (x + s * size * 0.44, y - size * 0.05),
                    (x + s * size * 0.56, y - size * 0.3),
                    (x + s * size * 0.3, y - size * 0.52),
                ]
            ),
            x,
            y,
            turn,
        )
        for s in (-1, 1)
    ]
    for bar in bars:
        drop(easel, stroke(easel, bar, size * 0.03, frame), 1, 0.1)
    for lens in lenses:
        stroke(easel, [*lens, lens[0]], size * 0.035, frame)
    stroke(easel, turned(arc(x, y - size * 0.01, size * 0.06, size * 0.04, 3.14, 6.28), x, y, turn), size * 0.03, frame)


def outfit_flat(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel, rng.choice((None, easel.palette.pale, easel.palette.wall)))
    one, two, three = easel.accents(3)
    x, y, s = easel.w * rng.uniform(0.36, 0.46), easel.h * 0.28, easel.u * 0.55
    knit = cut(easel, smooth([(x + px * s, y + (py - 0.5) * s) for px, py in wear.SHIRT], 5))
    drop(easel, knit, s * 0.04, 0.5)
    model(easel, knit, mix(one, easel.palette.pale, 0.3), 0.07, 0.9, 1.3)
    soft(
        easel,
        cut(easel, ribbon([(x + s * 0.05, y - s * 0.2), (x + s * 0.12, y + s * 0.4)], s * 0.03)),
        darker(one, 0.5),
        5,
        0.3,
    )
    legs = cut(easel, traced("-0.24 0.6, 0.24 0.58, 0.34 1.5, 0.1 1.52, 0.01 0.88, -0.1 1.53, -0.33 1.5", x, y, s))
    drop(easel, legs, s * 0.04, 0.5)
    denim = mix(two, (70, 84, 110), 0.55)
    model(easel, legs, denim, 0.07, 0.8, 1.1)
    soft(
        easel,
        cut(easel, ribbon([(x - s * 0.17, y + s * 0.8), (x - s * 0.22, y + s * 1.48)], s * 0.015)),
        lighter(denim, 0.5),
        2,
        0.5,
    )
    soft(
        easel,
        cut(easel, ribbon([(x + s * 0.17, y + s * 0.8), (x + s * 0.23, y + s * 1.48)], s * 0.015)),
        darker(denim, 0.5),
        2,
        0.5,
    )
    fill(
        easel,
        cut(easel, ribbon([(x - s * 0.24, y + s * 0.64), (x + s * 0.245, y + s * 0.62)], s * 0.05)),
        darker(denim, 0.3),
    )
    model(easel, cut(easel, rounded(x - s * 0.04, y + s * 0.6, x + s * 0.05, y + s * 0.66, 3)), (214, 184, 120), 0.3)
    carried.watch(
        easel, (easel.w * 0.8, easel.h * 0.3), s * 0.5, carried.LEATHER, easel.palette.pale, rng.uniform(-0.5, 0.5)
    )
    carried.handbag(easel, easel.w * 0.8, easel.h * 0.66, s * 0.52, three)
    if rng.random() < 0.6:
        _glasses(easel, easel.w * 0.8, easel.h * 0.8, s * 0.46, rng.uniform(-0.3, 0.3))


def bag_chair(easel: Easel) -> None:
    rng = easel.rng
    floor = stage.room(easel, 0.76)
    easel.sunlight(0.6)
    x, y = easel.w * rng.uniform(0.44, 0.56), floor + easel.u * 0.14
    wood = rng.choice(((176, 120, 76), (96, 66, 50), (208, 164, 116)))
    back = cut(
        easel, rounded(x - easel.u * 0.25, y - easel.u * 0.86, x + easel.u * 0.25, y - easel.u * 0.62, easel.u * 0.06)
    )
    for side in (-0.22, 0.22):
        stroke(
            easel,
            [(x + side * easel.u, y - easel.u * 0.1), (x + side * easel.u * 1.02, y - easel.u * 0.8)],
            easel.u * 0.03,
            darker(wood, 0.15),
        )
    cast(easel, back, y, 0.3)
    model(easel, back, wood, 0.2, 0.9, 0.6)
    for side in (-0.26, 0.26):
        stroke(
            easel,
            [(x + side * easel.u * 0.9, y - easel.u * 0.36), (x + side * easel.u * 1.15, y + easel.u * 0.06)],
            easel.u * 0.034,
            wood,
            easel.u * 0.02,
        )
        grounded(easel, x + side * easel.u * 1.15, y + easel.u * 0.06, easel.u * 0.05)
    seat = cut(easel, ellipse(x, y - easel.u * 0.37, easel.u * 0.3, easel.u * 0.075))
    cast(easel, seat, y + easel.u * 0.05, 0.4)
    model(easel, seat, lighter(wood, 0.12), 0.2, 0.9, 0.5)
    if rng.random() < 0.5:
        carried.handbag(easel, x, y - easel.u * 0.37, easel.u * 0.36, easel.accents(1)[0])
    else:
        wear.folded(
            easel, x, y - easel.u * 0.36, easel.u * 0.38, [mix(c, easel.palette.pale, 0.25) for c in easel.accents(3)]
        )
    branches(
        easel, easel.w * (0.14 if x > easel.w / 2 else 0.88), floor + easel.u * 0.1, easel.u * 0.9, *easel.accents(2)
    )


SCENES = {
    "clothes-rail": Scene(
        clothes_rail, ("fashion",), "Coats and dresses on a rail in window light", "窗光里挂成一排的大衣和裙子"
    ),
    "sneaker-pair": Scene(
        sneaker_pair, ("fashion", "sports"), "A pair of sneakers, one raised on a block", "一双运动鞋，一只架在方台上"
    ),
    "cloth-folds": Scene(
        cloth_folds, ("fashion", "beauty"), "An accessory lying on folds of soft cloth", "柔软布褶上的一件配饰"
    ),
    "outfit-flat": Scene(
        outfit_flat, ("fashion",), "A day's outfit laid out flat, from above", "平铺的一身日常穿搭，俯拍"
    ),
    "bag-chair": Scene(
        bag_chair, ("fashion", "home"), "A chair holding a bag or a pile of knitwear", "椅子上放着包或一摞针织衫"
    ),
}
