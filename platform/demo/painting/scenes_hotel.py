"""Rooms in hotels, and the pool."""

from demo.painting import furnishing, stage
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.edible import cup_above
from demo.painting.forms import cast, cut, drop, fill, grounded, model, soft, stroke
from demo.painting.green import KINDS, pot_plant
from demo.painting.palettes import DUSK
from demo.painting.scene import Scene
from demo.painting.scenes_rooms import SKIES, abstract_art, sky
from demo.painting.shapes import Points, ellipse, flow, leaf, ribbon, rounded

EVENING = ("232d55 6b5d8c e8a07c", "1c3350 4f7088 d9a878", "3a2c58 94587a f0a878")


def hotel_bed(easel: Easel) -> None:
    rng = easel.rng
    evening = rng.random() < 0.4
    if evening:
        easel.choose(DUSK)
    stage.room(easel, 0.78)
    art_w, art_h = round(easel.u * 0.42), round(easel.u * 0.3)
    x = easel.w * rng.uniform(0.44, 0.56)
    stage.framed(
        easel,
        (x - art_w / 2, easel.h * 0.1, art_w, art_h),
        abstract_art(easel, (art_w, art_h)),
        rng.choice(((120, 88, 62), easel.palette.pale)),
    )
    if not evening:
        easel.sunlight(0.6)
    head, throw = easel.accents(2)
    furnishing.bed(
        easel,
        (x, easel.h * 0.93),
        easel.u * 0.74,
        mix((248, 244, 236), easel.palette.wall, 0.12),
        throw,
        mix(head, easel.palette.deep, 0.25),
    )
    for side in (-1, 1):
        table_x = x + side * easel.u * 0.5
        body = cut(
            easel,
            rounded(
                table_x - easel.u * 0.1, easel.h * 0.92 - easel.u * 0.26, table_x + easel.u * 0.1, easel.h * 0.92, 4
            ),
        )
        cast(easel, body, easel.h * 0.92)
        model(easel, body, (150, 112, 80), 0.12, 0.9, 0.6)
        furnishing.lamp(
            easel,
            (table_x, easel.h * 0.92 - easel.u * 0.25),
            easel.u * 0.3,
            easel.accents(1)[0],
            easel.palette.pale,
            lit=evening,
        )


def hotel_window(easel: Easel) -> None:
    rng = easel.rng
    floor = stage.room(easel, 0.8)
    outside = sky(easel, EVENING if rng.random() < 0.4 else SKIES)
    x, w = easel.w * rng.uniform(0.14, 0.22), easel.w * 0.64
    top = easel.h * 0.07
    furnishing.window(
        easel, (x, top, w, floor - top - easel.u * 0.06), easel.palette.pale, outside, sea=rng.random() < 0.55
    )
    cloth = lighter(easel.accents(1)[0], 0.4)
    for side in (x - easel.u * 0.08, x + w + easel.u * 0.08):
        furnishing.curtain(easel, side, -5, floor + easel.u * 0.03, easel.u * 0.24, cloth)
    chair_x = easel.w * rng.choice((0.3, 0.68))
    furnishing.armchair(easel, chair_x, floor + easel.u * 0.2, easel.u * 0.42, easel.accents(1)[0])
    furnishing.cushion(
        easel, chair_x, floor - easel.u * 0.05, easel.u * 0.2, rng.uniform(-0.3, 0.3), easel.accents(1)[0]
    )
    pot_plant(easel, easel.w - chair_x, floor + easel.u * 0.16, easel.u * 0.5, easel.palette.pale, rng.choice(KINDS))


def pool_view(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.6)
    outside = sky(easel)
    stage.sky(easel, outside, 0.42)
    horizon = easel.h * 0.42
    stage.water(
        easel,
        horizon,
        easel.h * 0.56,
        [mix((60, 120, 150), outside[-1], 0.4), (44, 104, 132)],
        (250, 246, 226),
        easel.w * 0.5,
    )
    stage.water(
        easel,
        easel.h * 0.56,
        easel.h * 0.84,
        [(120, 196, 196), (70, 170, 182), (96, 190, 194)],
        (236, 250, 244),
        easel.w * 0.4,
    )
    fill(
        easel,
        cut(easel, ribbon([(-5, easel.h * 0.56), (easel.w + 5, easel.h * 0.56)], easel.u * 0.012)),
        (236, 240, 232),
        0.8,
    )
    deck = cut(
        easel, [(-5, easel.h * 0.83), (easel.w + 5, easel.h * 0.8), (easel.w + 5, easel.h + 5), (-5, easel.h + 5)]
    )
    model(easel, deck, mix((226, 206, 178), easel.palette.table, 0.3), 0.1, 0.7, 1.0)
    side = rng.choice((-1, 1))
    x = easel.w * (0.5 + side * 0.16)
    _parasol(easel, x + side * easel.u * 0.12, easel.h * 0.9, easel.u * 0.72, easel.accents(1)[0])
    _lounger(easel, x - side * easel.u * 0.05, easel.h * 0.92, easel.u * 0.56, easel.palette.pale, side)
    fronds: list[Points] = [
        leaf(
            easel.w * (0.5 + side * 0.56),
            easel.h * -0.03,
            easel.u * rng.uniform(0.4, 0.6),
            1.57 + side * rng.uniform(0, 1.3),
            easel.u * 0.06,
            side * 0.4,
        )
        for _ in range(9)
    ]
    model(easel, cut(easel, *fronds), darker(easel.palette.leaf, 0.2), 0.05, 0.9, 0.4)


def _parasol(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    grounded(easel, x, base, size * 0.09)
    stroke(easel, [(x, base), (x, base - size)], size * 0.022, (222, 200, 166))
    left, right, low = x - size * 0.42, x + size * 0.42, base - size * 0.72
    top = (x, base - size * 1.02)
    for k in range(6):
        a, b = left + (right - left) * k / 6, left + (right - left) * (k + 1) / 6
        wedge = [
            *flow([top, ((top[0] + a) / 2 + (a - x) * 0.14, low - size * 0.17), (a, low)], 5),
            ((a + b) / 2, low + size * 0.025),
            (b, low),
        ]
        model(
            easel,
            cut(easel, [*wedge, ((top[0] + b) / 2 + (b - x) * 0.14, low - size * 0.17)]),
            colour if k % 2 else lighter(easel.palette.pale, 0.3),
            0.2,
            0.6,
        )
    shade = cut(easel, ellipse(x - easel.sun.x * size * 0.2, base + size * 0.05, size * 0.36, size * 0.05))
    soft(easel, shade, (70, 62, 76), 6, 0.35)


def _lounger(easel: Easel, x: float, base: float, size: float, cloth: Colour, side: int) -> None:
    seat = flow(
        [
            (x - side * size * 0.5, base - size * 0.18),
            (x + side * size * 0.14, base - size * 0.2),
            (x + side * size * 0.5, base - size * 0.46),
        ],
        6,
    )
    patch = cut(easel, ribbon(seat, size * 0.08))
    cast(easel, patch, base, 0.5)
    for k in (-0.42, 0.16):
        stroke(
            easel,
            [(x + side * k * size, base - size * 0.18), (x + side * (k + 0.02) * size, base)],
            size * 0.03,
            (156, 116, 82),
        )
    model(easel, patch, cloth, 0.6, 1.0)
    furnishing.cushion(easel, x + side * size * 0.42, base - size * 0.45, size * 0.18, side * -0.5, easel.accents(1)[0])


def breakfast_tray(easel: Easel) -> None:
    """Breakfast in bed from above."""
    rng = easel.rng
    stage.above(easel, mix((246, 240, 230), easel.palette.wall, 0.25))
    for _ in range(5):
        x, y = rng.uniform(0, easel.w), rng.uniform(0, easel.h)
        crease = flow(
            [
                (x, y),
                (x + rng.uniform(-0.2, 0.2) * easel.u, y + easel.u * 0.25),
                (x + rng.uniform(-0.3, 0.3) * easel.u, y + easel.u * 0.5),
            ]
        )
        soft(easel, cut(easel, ribbon(crease, 2, 2, easel.u * 0.03)), (150, 140, 150), 7, 0.35)
    x, y = easel.w * 0.5, easel.h * rng.uniform(0.48, 0.56)
    tray = cut(
        easel, rounded(x - easel.u * 0.42, y - easel.u * 0.36, x + easel.u * 0.42, y + easel.u * 0.36, easel.u * 0.06)
    )
    drop(easel, tray, easel.u * 0.05, 0.6)
    model(easel, tray, (176, 128, 86), 0.05, 1.0, 0.8)
    model(
        easel,
        cut(
            easel,
            rounded(x - easel.u * 0.38, y - easel.u * 0.32, x + easel.u * 0.38, y + easel.u * 0.32, easel.u * 0.04),
        ),
        (192, 146, 102),
        0.04,
        -0.6,
        0.8,
    )
    flip = rng.choice((-1, 1))
    cup_above(
        easel,
        x - flip * easel.u * 0.2,
        y - easel.u * 0.08,
        easel.u * 0.1,
        rng.choice((easel.palette.pale, *easel.palette.accents)),
    )
    from_plate(easel, x + flip * easel.u * 0.16, y + easel.u * 0.06)
    furnishing.cushion(
        easel,
        easel.w * rng.uniform(0.2, 0.8),
        easel.h * 0.04,
        easel.u * 0.5,
        rng.uniform(-0.3, 0.3),
        easel.accents(1)[0],
    )


def from_plate(easel: Easel, x: float, y: float) -> None:
    """A plate with toast and fruit, from above."""
    plate = cut(easel, ellipse(x, y, easel.u * 0.19, easel.u * 0.19))
    drop(easel, plate, easel.u * 0.014)
    model(easel, plate, easel.palette.pale, 0.12, 0.9)
    for k in range(2):
        toast = cut(
            easel,
            rounded(
                x - easel.u * (0.13 - 0.05 * k),
                y - easel.u * (0.09 - 0.05 * k),
                x + easel.u * (0.01 + 0.05 * k),
                y + easel.u * (0.05 + 0.05 * k),
                easel.u * 0.03,
            ),
        )
        drop(easel, toast, easel.u * 0.012)
        model(easel, toast, (206, 150, 86), 0.1, 0.8, 1.6)
    for i in range(6):
        fruit = cut(
            easel,
            ellipse(
                x + easel.u * (0.06 + 0.035 * (i % 3)),
                y - easel.u * (0.09 - 0.035 * (i // 3)),
                easel.u * 0.018,
                easel.u * 0.018,
            ),
        )
        drop(easel, fruit, 2)
        model(easel, fruit, ((186, 40, 54), (70, 62, 116))[i % 2], 0.9)


SCENES = {
    "hotel-bed": Scene(
        hotel_bed, ("hotel", "home"), "A made hotel bed with lamps on both sides", "铺好的酒店大床，两侧亮着台灯"
    ),
    "hotel-window": Scene(
        hotel_window, ("hotel", "travel"), "An armchair by a tall hotel window", "酒店落地窗边的单人沙发"
    ),
    "pool-view": Scene(pool_view, ("hotel", "travel"), "A pool above the sea with a parasol", "面朝大海的泳池和遮阳伞"),
    "breakfast-tray": Scene(
        breakfast_tray, ("hotel", "food"), "Breakfast on a tray in bed, from above", "床上的早餐托盘，俯拍"
    ),
}
