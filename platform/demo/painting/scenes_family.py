"""Children's things and animals of the house."""

from math import pi, sin

from demo.painting import animals, furnishing, play, stage
from demo.painting.colour import darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, grounded, model, soft, stroke
from demo.painting.green import KINDS, pot_plant
from demo.painting.palettes import PASTEL
from demo.painting.scene import Scene
from demo.painting.shapes import Points, arc, blob, ellipse, flow, ribbon, rounded, turned
from demo.painting.vessels import BOWL, Glaze, turned_form
from demo.painting.wear import folded


def toy_blocks(easel: Easel) -> None:
    rng = easel.rng
    easel.choose(PASTEL)
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.36
    if rng.random() < 0.7:
        play.bunting(easel, easel.h * 0.13, easel.accents(5))
    tones = [darker(c, 0.08) for c in easel.accents(5)]
    slots = [easel.w * 0.5 + easel.u * k for k in (-0.3, 0.02, 0.33)]
    rng.shuffle(slots)
    play.ring_tower(easel, slots[0], base, easel.u * 0.46, tones)
    play.teddy(
        easel,
        slots[1],
        base + easel.u * 0.02,
        easel.u * rng.uniform(0.46, 0.54),
        rng.choice(((196, 150, 108), (222, 196, 160), (160, 124, 100))),
    )
    marks = ["round", "star", "bars"]
    rng.shuffle(marks)
    play.block(easel, slots[2], base + easel.u * 0.05, easel.u * 0.17, tones[1], marks[0])
    if rng.random() < 0.7:
        play.block(easel, slots[2] + easel.u * 0.015, base - easel.u * 0.12, easel.u * 0.16, tones[2], marks[1])
    play.block(easel, (slots[0] + slots[1]) / 2, base + easel.u * 0.22, easel.u * 0.15, tones[3], marks[2])


def cot_mobile(easel: Easel) -> None:
    rng = easel.rng
    easel.choose(PASTEL)
    floor = stage.room(easel, 0.82)
    easel.focus = (0.5, 0.4)
    easel.sunlight(0.6)
    x, y = easel.w * 0.5, easel.h * 0.17
    stroke(easel, [(x, -10), (x, y)], 2, (180, 160, 140))
    stroke(
        easel,
        flow(
            [(x - easel.u * 0.3, y + easel.u * 0.02), (x, y - easel.u * 0.01), (x + easel.u * 0.3, y + easel.u * 0.02)]
        ),
        easel.u * 0.018,
        (206, 166, 120),
    )
    for i, colour in enumerate(easel.accents(5)):
        px, length = x + easel.u * (-0.28 + 0.14 * i), easel.u * rng.uniform(0.1, 0.26)
        stroke(easel, [(px, y), (px, y + length)], 1.4, (190, 176, 160))
        _charm(easel, px, y + length + easel.u * 0.05, easel.u * 0.055, i, colour)
    base, wood = floor + easel.u * 0.12, rng.choice(((226, 188, 140), (248, 242, 232), (196, 156, 116)))
    _cot(easel, x, base, easel.u * 0.8, wood)


def _charm(easel: Easel, x: float, y: float, r: float, kind: int, colour: tuple[int, int, int]) -> None:
    moon: Points = [*arc(x, y, r, r, 0.6, 2 * pi - 0.6), *arc(x + r * 0.45, y, r * 0.72, r * 0.72, 2 * pi - 0.9, 0.9)]
    star = [
        (
            x + r * (1.1 if k % 2 == 0 else 0.5) * sin(k * pi / 5),
            y - r * (1.1 if k % 2 == 0 else 0.5) * sin(k * pi / 5 + pi / 2),
        )
        for k in range(10)
    ]
    shapes: list[list[Points]] = [
        [moon],
        [
            ellipse(x - r * 0.6, y + r * 0.2, r * 0.6, r * 0.5),
            ellipse(x, y - r * 0.1, r * 0.7, r * 0.7),
            ellipse(x + r * 0.6, y + r * 0.2, r * 0.6, r * 0.5),
        ],
        [star],
        [ellipse(x, y, r, r)],
    ]
    patch = cut(easel, *shapes[kind % 4])
    drop(easel, patch, r * 0.4, 0.3)
    model(easel, patch, colour, 0.5, 0.9, 1.2)


def _cot(easel: Easel, x: float, base: float, size: float, wood: tuple[int, int, int]) -> None:
    back = [
        ribbon([(x + size * k / 10, base - size * 0.5), (x + size * k / 10, base - size * 0.14)], size * 0.022)
        for k in range(-5, 6)
    ]
    model(easel, cut(easel, *back), darker(wood, 0.2), 0.02, 0.9)
    mattress = cut(easel, rounded(x - size * 0.5, base - size * 0.3, x + size * 0.5, base - size * 0.12, size * 0.05))
    model(easel, mattress, mix((250, 246, 238), easel.palette.wall, 0.2), 0.5, 0.8)
    furnishing.cushion(easel, x - size * 0.28, base - size * 0.34, size * 0.18, 0.2, easel.accents(1)[0])
    play.teddy(easel, x + size * 0.2, base - size * 0.28, size * 0.26, (206, 168, 128))
    front = [
        ribbon([(x + size * k / 10, base - size * 0.42), (x + size * k / 10, base - size * 0.06)], size * 0.024)
        for k in range(-5, 6)
    ]
    rails = [
        rounded(x - size * 0.55, base - size * 0.46, x + size * 0.55, base - size * 0.41, 6),
        rounded(x - size * 0.55, base - size * 0.1, x + size * 0.55, base - size * 0.04, 6),
    ]
    posts = [
        rounded(x + s * size * 0.55 - size * 0.025, base - size * 0.56, x + s * size * 0.55 + size * 0.025, base, 6)
        for s in (-1, 1)
    ]
    whole = cut(easel, *front, *rails, *posts)
    cast(easel, whole, base, 0.4)
    model(easel, whole, wood, 0.015, 0.9, 0.4)


def baby_shelf(easel: Easel) -> None:
    rng = easel.rng
    easel.choose(PASTEL)
    edge = stage.table(easel, 0.62)
    base = edge + (easel.h - edge) * 0.38
    one, two, three = easel.accents(3)
    slots = [easel.w * 0.5 + easel.u * k for k in (-0.3, 0.0, 0.31)]
    rng.shuffle(slots)
    play.baby_bottle(easel, slots[0], base, easel.u * rng.uniform(0.42, 0.5), one)
    play.baby_bottle(easel, slots[0] + easel.u * 0.15, base + easel.u * 0.06, easel.u * 0.34, two)
    folded(easel, slots[1], base, easel.u * 0.32, [lighter(c, 0.25) for c in easel.accents(4)])
    play.basket(easel, slots[2], base + easel.u * 0.03, easel.u * 0.16, easel.u * 0.18, (206, 166, 116))
    for k in range(3):
        play.ball(
            easel,
            slots[2] + easel.u * (-0.08 + 0.08 * k),
            base - easel.u * (0.16 + 0.02 * (k % 2)),
            easel.u * 0.055,
            (three, two, one)[k],
            "plain",
        )
    if rng.random() < 0.7:
        play.bunting(easel, easel.h * 0.14, easel.accents(4))


def cat_window(easel: Easel) -> None:
    rng = easel.rng
    easel.wall()
    easel.focus = (0.5, 0.6)
    skies = ("6fa3c8 b5d3de f3ead6", "8f86b0 e0a898 f8d8ac", "5c86a8 a9c8cc ece6d2", "3a4a78 8a7c9c eab896")
    sky = [rgb(t) for t in rng.choice(skies).split()]
    x, w = easel.w * rng.uniform(0.12, 0.2), easel.w * 0.66
    top, sill = easel.h * 0.06, easel.h * 0.72
    furnishing.window(easel, (x, top, w, sill - top), easel.palette.pale, sky, sea=rng.random() < 0.3)
    side = rng.choice((0.32, 0.66))
    furnishing.curtain(
        easel, x if side > 0.5 else x + w, -5, sill + easel.u * 0.03, easel.u * 0.26, lighter(easel.accents(1)[0], 0.35)
    )
    base = sill + easel.u * 0.035
    ledge = cut(easel, rounded(-8, base - easel.u * 0.02, easel.w + 8, base + easel.u * 0.1, 4))
    model(easel, ledge, lighter(easel.palette.table, 0.3), 0.2, 0.9, 0.5)
    animals.cat_sitting(
        easel, easel.w * side, base + easel.u * 0.02, easel.u * rng.uniform(0.46, 0.56), rng.choice(animals.FURS)
    )
    pot_plant(
        easel, easel.w * (0.98 - side), base + easel.u * 0.01, easel.u * 0.38, easel.accents(1)[0], rng.choice(KINDS)
    )


def cat_cushion(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.5)
    stage.above(easel)
    x, y = easel.w * rng.uniform(0.45, 0.55), easel.h * rng.uniform(0.46, 0.54)
    one, two, three = easel.accents(3)
    rug = cut(easel, blob(rng, x, y, easel.u * 0.6, easel.u * 0.58, 0.05))
    drop(easel, rug, easel.u * 0.02, 0.4)
    model(easel, rug, mix(two, easel.palette.pale, 0.5), 0.05, 0.7, 2.0)
    nest = cut(easel, blob(rng, x, y, easel.u * 0.44, easel.u * 0.42, 0.03))
    drop(easel, nest, easel.u * 0.04, 0.5)
    model(easel, nest, one, 0.25, 1.0, 1.2)
    model(easel, cut(easel, ellipse(x, y, easel.u * 0.33, easel.u * 0.31)), lighter(one, 0.25), 0.3, -0.9, 1.0)
    animals.cat_curled(easel, x, y, easel.u * 0.3, rng.choice(animals.FURS))
    for _ in range(rng.randint(1, 2)):
        play.yarn(
            easel,
            easel.w * rng.choice((0.14, 0.86)),
            easel.h * rng.uniform(0.14, 0.9),
            easel.u * rng.uniform(0.06, 0.09),
            three,
        )


def dog_rug(easel: Easel) -> None:
    rng = easel.rng
    floor = stage.room(easel, 0.64)
    easel.sunlight(0.7)
    x, base = easel.w * rng.uniform(0.44, 0.52), floor + (easel.h - floor) * 0.62
    one, two, three = easel.accents(3)
    if rng.random() < 0.5:
        furnishing.armchair(easel, easel.w * rng.choice((0.2, 0.82)), floor + easel.u * 0.1, easel.u * 0.46, one)
    else:
        pot_plant(
            easel, easel.w * rng.choice((0.16, 0.85)), floor + easel.u * 0.08, easel.u * 0.7, one, rng.choice(KINDS)
        )
    stage.rug(
        easel,
        x + easel.u * 0.04,
        base - easel.u * 0.02,
        easel.u * 0.52,
        easel.u * 0.13,
        mix(two, easel.palette.pale, 0.3),
    )
    animals.dog_lying(
        easel,
        x,
        base,
        easel.u * rng.uniform(0.66, 0.78),
        rng.choice(((206, 154, 96), (226, 206, 172), (120, 84, 62), (88, 82, 84), (236, 228, 214))),
        three,
    )
    if rng.random() < 0.6:
        bowl = Glaze(three, gloss=0.5, mouth=(140, 92, 60), tilt=0.25)
        turned_form(easel, (easel.w * 0.84, base + easel.u * 0.1), (easel.u * 0.1, easel.u * 0.07), BOWL, bowl)
    else:
        r = easel.u * 0.05
        patch = cut(easel, ellipse(easel.w * 0.82, base + easel.u * 0.08 - r, r, r))
        cast(easel, patch, base + easel.u * 0.08)
        grounded(easel, easel.w * 0.82, base + easel.u * 0.08, r * 0.6)
        play.ball(easel, easel.w * 0.82, base + easel.u * 0.08 - r, r, (206, 214, 76), "tennis")


def puppy_walk(easel: Easel) -> None:
    """A leash, a bowl and a bone laid out on the floor, from above."""
    rng = easel.rng
    stage.above(easel)
    one, two = easel.accents(2)
    line = flow(
        [
            (easel.w * 0.1, easel.h * 0.16),
            (easel.w * 0.7, easel.h * 0.2),
            (easel.w * 0.84, easel.h * 0.42),
            (easel.w * 0.3, easel.h * 0.4),
            (easel.w * 0.22, easel.h * 0.62),
            (easel.w * 0.44, easel.h * 0.66),
        ],
        14,
    )
    patch = cut(easel, ribbon(line, easel.u * 0.028))
    drop(easel, patch, easel.u * 0.016, 0.55)
    model(easel, patch, one, 0.8, 1.0, 0.6)
    model(
        easel,
        cut(easel, ellipse(easel.w * 0.46, easel.h * 0.665, easel.u * 0.03, easel.u * 0.02)),
        (216, 184, 120),
        0.4,
        1.2,
    )
    x, y, r = easel.w * 0.66, easel.h * 0.66, easel.u * 0.2
    for share, tone, strength in ((1.0, two, 1.1), (0.84, darker(two, 0.1), -1.0), (0.76, (150, 98, 62), -0.5)):
        ring = cut(easel, ellipse(x, y, r * share, r * share))
        if share == 1.0:
            drop(easel, ring, r * 0.2, 0.6)
        model(easel, ring, tone, 0.2, strength)
    for k in range(46):
        bit = ellipse(x + rng.gauss(0, 0.28) * r, y + rng.gauss(0, 0.28) * r, r * 0.09, r * 0.08)
        if k % 3 == 0:
            soft(easel, cut(easel, bit), (70, 40, 26), 2, 0.5)
        model(easel, cut(easel, bit), mix((176, 118, 72), (206, 150, 96), rng.random()), 0.7, 1.1)
    bx, by, s, turn = easel.w * 0.24, easel.h * 0.84, easel.u * 0.1, rng.uniform(-0.7, 0.7)
    ends = [
        turned(ellipse(bx + i * s, by + j * s * 0.3, s * 0.36, s * 0.34), bx, by, turn)
        for i in (-1, 1)
        for j in (-1, 1)
    ]
    bone = cut(easel, *ends, turned(rounded(bx - s, by - s * 0.26, bx + s, by + s * 0.26, 4), bx, by, turn))
    drop(easel, bone, s * 0.2, 0.5)
    model(easel, bone, (246, 234, 210), 0.3, 1.0, 0.6)
    play.ball(easel, easel.w * 0.86, easel.h * 0.88, easel.u * 0.07, (206, 214, 76), "tennis")


SCENES = {
    "toy-blocks": Scene(
        toy_blocks, ("mother-baby",), "A toy bear, wooden blocks and stacking rings", "玩具熊、木头积木和叠叠圈"
    ),
    "cot-mobile": Scene(
        cot_mobile, ("mother-baby", "home"), "A cot under a mobile of stars and moons", "挂着星星月亮床铃的婴儿床"
    ),
    "baby-shelf": Scene(
        baby_shelf, ("mother-baby",), "Feeding bottles and folded baby clothes", "奶瓶和叠好的婴儿衣物"
    ),
    "cat-window": Scene(
        cat_window, ("pets", "home"), "A cat on a sill looking out of the window", "窗台上望着外面的猫"
    ),
    "cat-cushion": Scene(
        cat_cushion, ("pets", "lifestyle"), "A cat asleep in a round bed, from above", "蜷在圆窝里睡觉的猫，俯拍"
    ),
    "dog-rug": Scene(dog_rug, ("pets", "home"), "A dog lying on a rug in the sun", "趴在地毯上晒太阳的狗"),
    "dog-things": Scene(
        puppy_walk, ("pets",), "A leash, a full bowl and a ball, from above", "牵引绳、狗粮碗和小球，俯拍"
    ),
}
