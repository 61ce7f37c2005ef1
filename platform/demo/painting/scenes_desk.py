"""Desks, machines and books."""

from PIL import Image

from demo.painting import furnishing, stage, tech
from demo.painting.colour import darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.edible import cup_above
from demo.painting.forms import cast, cut, drop, fill, grounded, model
from demo.painting.green import KINDS, branches, pot_plant, sprig
from demo.painting.palettes import DUSK
from demo.painting.scene import Scene
from demo.painting.scenes_rooms import abstract_art, upright_books
from demo.painting.shapes import blob, rounded, turned
from demo.painting.vessels import CUP, CYLINDER, Glaze, turned_form


def _screen(easel: Easel) -> Image.Image:
    sky = [
        rgb(t)
        for t in easel.rng.choice(("33507a 8f7fa6 f0b48f", "2d5a66 6fa39c f0dca4", "4d3f66 a65f7b fbd59a")).split()
    ]
    return furnishing.view(easel, (300, 190), sky, sea=easel.rng.random() < 0.4)


def desk_laptop(easel: Easel) -> None:
    rng = easel.rng
    evening = rng.random() < 0.35
    if evening:
        easel.choose(DUSK)
    edge = stage.table(easel, 0.62)
    base = edge + (easel.h - edge) * 0.4
    x, side = easel.w * rng.uniform(0.44, 0.56), rng.choice((-1, 1))
    furnishing.lamp(
        easel, (x + side * easel.u * 0.4, base - easel.u * 0.06), easel.u * 0.52, *easel.accents(2), lit=evening
    )
    pot_plant(
        easel, x - side * easel.u * 0.42, base - easel.u * 0.05, easel.u * 0.44, easel.palette.pale, rng.choice(KINDS)
    )
    tech.laptop(
        easel,
        x,
        base + easel.u * 0.02,
        easel.u * 0.6,
        _screen(easel),
        rng.choice((tech.ALLOY, (206, 190, 172), (96, 98, 106))),
    )
    mug = Glaze(easel.accents(1)[0], gloss=0.4, mouth=(84, 52, 36), tilt=0.24)
    turned_form(
        easel, (x + side * easel.u * 0.33, base + easel.u * 0.14), (easel.u * 0.065, easel.u * 0.12), CYLINDER, mug
    )
    if rng.random() < 0.6:
        tech.book_pile(easel, x - side * easel.u * 0.32, base + easel.u * 0.2, easel.u * 0.28, easel.accents(2))


def headphones_still(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.42
    shell, pad, other = easel.accents(3)
    x, side = easel.w * 0.5, rng.choice((-1, 1))
    branches(easel, x + side * easel.u * 0.38, base - easel.u * 0.06, easel.u * 0.8, other, pad)
    top = base
    if rng.random() < 0.6:
        top = tech.book_pile(
            easel, x - side * easel.u * 0.06, base + easel.u * 0.08, easel.u * 0.6, easel.accents(rng.randint(2, 3))
        )
    tech.headphones(
        easel,
        x - side * easel.u * 0.06,
        top + 2,
        easel.u * 0.46,
        rng.choice((shell, tech.BLACK, easel.palette.pale)),
        darker(pad, 0.2),
    )
    tech.phone(
        easel, x + side * easel.u * 0.3, base + easel.u * 0.24, easel.u * 0.26, 1.35 + rng.uniform(-0.2, 0.2), other
    )


def camera_still(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.58)
    base = edge + (easel.h - edge) * 0.46
    x, side = easel.w * rng.uniform(0.44, 0.56), rng.choice((-1, 1))
    pot_plant(
        easel, x + side * easel.u * 0.4, base - easel.u * 0.1, easel.u * 0.6, easel.accents(1)[0], rng.choice(KINDS)
    )
    top = base
    if rng.random() < 0.55:
        top = tech.book_pile(easel, x, base + easel.u * 0.06, easel.u * 0.62, easel.accents(rng.randint(2, 3)))
    tech.camera(
        easel,
        x,
        top + 2,
        easel.u * rng.uniform(0.44, 0.52),
        rng.choice((tech.BLACK, (120, 72, 48), easel.accents(1)[0])),
    )
    for k in range(rng.randint(2, 3)):
        px, py, turn = x - side * easel.u * (0.36 - 0.2 * k), base + easel.u * (0.2 + 0.03 * k), rng.uniform(-0.3, 0.3)
        card = cut(
            easel,
            turned(
                rounded(px - easel.u * 0.1, py - easel.u * 0.06, px + easel.u * 0.1, py + easel.u * 0.06, 2),
                px,
                py,
                turn,
            ),
        )
        drop(easel, card, 4, 0.5)
        fill(easel, card, (250, 246, 238))
        picture = cut(
            easel,
            turned(
                rounded(px - easel.u * 0.085, py - easel.u * 0.045, px + easel.u * 0.085, py + easel.u * 0.03, 1),
                px,
                py,
                turn,
            ),
        )
        model(easel, picture, rng.choice(easel.palette.accents), 0.3, 0.8)


def desk_above(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.45)
    stage.above(easel)
    one, two, three = easel.accents(3)
    mat = cut(easel, rounded(easel.w * 0.08, easel.h * 0.26, easel.w * 0.92, easel.h * 0.72, 8))
    drop(easel, mat, easel.u * 0.01)
    model(easel, mat, mix(one, easel.palette.deep, 0.3), 0.02, 0.6, 1.4)
    tech.keyboard(
        easel,
        (easel.w * rng.uniform(0.42, 0.5), easel.h * rng.uniform(0.46, 0.54)),
        easel.u * 0.66,
        lighter(two, 0.5),
        easel.palette.pale,
        one,
    )
    mouse = cut(easel, blob(rng, easel.w * 0.87, easel.h * 0.5, easel.u * 0.05, easel.u * 0.085, 0.03))
    drop(easel, mouse, easel.u * 0.02, 0.6)
    model(easel, mouse, easel.palette.pale, 0.7, 1.0)
    cup_above(easel, easel.w * rng.choice((0.2, 0.78)), easel.h * 0.18, easel.u * 0.1, three)
    tech.phone(easel, easel.w * rng.choice((0.24, 0.72)), easel.h * 0.84, easel.u * 0.34, rng.uniform(-0.3, 1.2), two)
    for k in range(rng.randint(2, 3)):
        tech.pencil(
            easel,
            easel.w * (0.5 + 0.02 * k),
            easel.h * (0.12 + 0.035 * k),
            easel.u * 0.3,
            rng.uniform(-0.2, 0.4),
            easel.accents(1)[0],
        )
    sprig(
        easel,
        (easel.w * 0.96, easel.h * 0.96),
        easel.u * 0.4,
        -2.2 + rng.uniform(-0.4, 0.4),
        easel.palette.leaf,
        flat=True,
    )


def books_window(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.62)
    base = edge + (easel.h - edge) * 0.42
    side = rng.choice((-1, 1))
    x = easel.w * 0.5 - side * easel.u * 0.1
    branches(easel, easel.w * 0.5 + side * easel.u * 0.32, base, easel.u * rng.uniform(0.8, 1.0), *easel.accents(2))
    top = tech.book_pile(easel, x, base + easel.u * 0.06, easel.u * 0.6, easel.accents(rng.randint(3, 5)))
    if rng.random() < 0.5:
        turned_form(
            easel,
            (x, top + 3),
            (easel.u * 0.085, easel.u * 0.1),
            CUP,
            Glaze(easel.accents(1)[0], gloss=0.4, mouth=(120, 74, 48), tilt=0.25),
        )
        easel.steam(x, top - easel.u * 0.08, easel.u * 0.4)
    else:
        upright_books(easel, x, top + 2, easel.u * 0.36)


def gallery_room(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.4)
    floor = stage.room(
        easel, 0.76, rng.choice((None, easel.palette.pale, mix(easel.palette.accents[0], easel.palette.deep, 0.2)))
    )
    count = rng.randint(1, 3)
    for i in range(count):
        w = easel.u * (0.66 if count == 1 else rng.uniform(0.26, 0.36) * (1.2 if count == 2 else 0.86))
        h = w * rng.uniform(0.85, 1.35)
        x = easel.w * (i + 0.5) / count - w / 2
        size = (round(w), round(h))
        easel.glow(x + w / 2, easel.h * 0.36, w * 1.1, (120, 104, 76), 0.4)
        stage.framed(
            easel,
            (x, easel.h * 0.4 - h / 2, w, h),
            abstract_art(easel, size),
            rng.choice(((120, 88, 60), (46, 42, 42), (236, 228, 214))),
        )
    x, base = easel.w * rng.uniform(0.4, 0.6), floor + easel.u * 0.18
    for s in (-0.2, 0.2):
        leg = cut(easel, rounded(x + s * easel.u - 6, base - easel.u * 0.12, x + s * easel.u + 6, base, 2))
        model(easel, leg, (80, 66, 58), 0.4)
    bench = cut(easel, rounded(x - easel.u * 0.3, base - easel.u * 0.16, x + easel.u * 0.3, base - easel.u * 0.09, 8))
    cast(easel, bench, base, 0.5)
    grounded(easel, x, base + 2, easel.u * 0.3, 0.35)
    model(easel, bench, rng.choice(((150, 104, 70), *easel.palette.accents)), 0.5, 0.9, 0.6)


SCENES = {
    "desk-laptop": Scene(
        desk_laptop,
        ("tech", "lifestyle"),
        "A laptop on a desk with a lamp and a plant",
        "摆着台灯和绿植的书桌上一台笔记本电脑",
    ),
    "headphones-still": Scene(
        headphones_still, ("tech", "culture"), "Headphones resting on a pile of books", "一摞书上放着的头戴式耳机"
    ),
    "camera-still": Scene(
        camera_still,
        ("tech", "hobbies", "travel"),
        "A camera with a few printed photographs",
        "一台相机和几张洗好的照片",
    ),
    "desk-above": Scene(
        desk_above, ("tech",), "A keyboard and a coffee on a desk, from above", "俯拍书桌上的键盘和咖啡"
    ),
    "books-window": Scene(
        books_window, ("culture", "lifestyle"), "A pile of books beside a vase of branches", "花枝瓶旁的一摞书"
    ),
    "gallery-room": Scene(
        gallery_room, ("culture", "travel"), "A quiet gallery room with a bench", "放着长凳的安静展厅"
    ),
}
