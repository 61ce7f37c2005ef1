"""Dishes, coffee and breads from above and near."""

from math import cos, pi, sin

from demo.painting import edible, stage
from demo.painting.colour import darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cut, drop, model
from demo.painting.green import branches, sprig
from demo.painting.scene import Scene
from demo.painting.shapes import arc, ellipse, flow, ribbon, rounded, turned


def _chopsticks(easel: Easel, x: float, y: float, length: float, turn: float) -> None:
    for gap in (-0.03, 0.03):
        line = turned([(x + gap * length, y - length / 2), (x + gap * 1.6 * length, y + length / 2)], x, y, turn)
        patch = cut(easel, ribbon(line, length * 0.014, length * 0.026))
        drop(easel, patch, length * 0.02)
        model(easel, patch, (128, 76, 48), 0.8, 0.9)


def noodle_bowl(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel, rng.choice((None, darker(easel.palette.table, 0.6), easel.palette.accents[2])))
    x, y, r = easel.w * rng.uniform(0.42, 0.58), easel.h * rng.uniform(0.44, 0.58), easel.u * rng.uniform(0.36, 0.44)
    edible.napkin(
        easel, x + rng.choice((-1, 1)) * r * 0.8, y + r * 0.6, r * 1.2, rng.uniform(-0.5, 0.5), easel.palette.pale
    )
    bowl, broth = easel.accents(1)[0], rng.choice(((196, 120, 58), (226, 180, 110), (176, 72, 44), (214, 170, 120)))
    edible.bowl_above(easel, x, y, r, rng.choice((bowl, easel.palette.pale, easel.palette.deep)), broth)
    edible.noodles(easel, x, y + r * 0.05, r * 0.95, 1.0, (240, 206, 136))
    start = rng.uniform(0, 6)
    spots = [(x + r * 0.45 * cos(start + i * 1.7), y + r * 0.45 * sin(start + i * 1.7)) for i in range(4)]
    edible.half_egg(easel, *spots[0], r * 0.24, rng.uniform(0, 3))
    edible.half_egg(easel, spots[0][0] + r * 0.2, spots[0][1] + r * 0.26, r * 0.23, rng.uniform(0, 3))
    edible.greens(easel, *spots[1], r * 0.5, 12)
    for i in range(3):
        meat = cut(
            easel,
            turned(
                ellipse(spots[2][0] + i * r * 0.11, spots[2][1] + i * r * 0.07, r * 0.24, r * 0.19), *spots[2], start
            ),
        )
        drop(easel, meat, r * 0.05, 0.5)
        model(easel, meat, (188, 112, 82), 0.25, 0.9, 1.2)
    edible.crumbs(easel, x, y, r * 0.4, (102, 150, 70), 30)
    _chopsticks(easel, x + r * 0.5, y - r * 0.55, r * 2.0, rng.uniform(0.5, 1.1))
    easel.steam(x, y, easel.h * 0.4)


def bread_board(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.52)
    base = edge + (easel.h - edge) * rng.uniform(0.4, 0.5)
    board = cut(
        easel, rounded(easel.w * 0.08, base - easel.u * 0.1, easel.w * 0.94, base + easel.u * 0.24, easel.u * 0.05)
    )
    drop(easel, board, easel.u * 0.03, 0.6)
    model(easel, board, (190, 138, 92), 0.05, 0.8, 1.0)
    if rng.random() < 0.6:
        branches(easel, easel.w * rng.choice((0.16, 0.84)), base - easel.u * 0.08, easel.u * 0.75, *easel.accents(2))
    edible.loaf(
        easel,
        (easel.w * rng.uniform(0.35, 0.42), base - easel.u * 0.09),
        easel.u * 0.27,
        easel.u * 0.17,
        rng.uniform(-0.12, 0.12),
    )
    edible.loaf(
        easel,
        (easel.w * rng.uniform(0.66, 0.74), base + easel.u * 0.02),
        easel.u * 0.22,
        easel.u * 0.13,
        rng.uniform(-0.2, 0.2),
    )
    for i in range(rng.randint(2, 3)):
        edible.slice_of_bread(
            easel, easel.w * (0.3 + 0.13 * i), base + easel.u * 0.15, easel.u * 0.17, 0.5 + rng.uniform(-0.4, 0.4)
        )
    edible.crumbs(easel, easel.w * 0.5, base + easel.u * 0.2, easel.u * 0.3, edible.CRUMB, 40)


def coffee_morning(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel)
    x, y, r = easel.w * rng.uniform(0.36, 0.6), easel.h * rng.uniform(0.4, 0.56), easel.u * rng.uniform(0.17, 0.21)
    edible.napkin(
        easel,
        x - r * 1.6,
        y + r * 1.8,
        r * 2.2,
        rng.uniform(-0.6, 0.6),
        mix(easel.accents(1)[0], easel.palette.pale, 0.4),
    )
    if rng.random() < 0.7:
        _open_book(easel, easel.w * rng.uniform(0.72, 0.88), y - r * 2.1, easel.u * 0.5, rng.uniform(-0.5, 0.4))
    edible.cup_above(easel, x, y, r, rng.choice((easel.palette.pale, *easel.palette.accents)))
    if rng.random() < 0.75:
        px, py = x + r * rng.choice((-1.9, 2.2)), y + r * 2.3
        edible.disc(easel, px, py, r * 1.35, 1.0, lighter(easel.accents(1)[0], 0.5))
        _croissant(easel, px, py, r * 0.95, rng.uniform(0, 3))
    sprig(
        easel,
        (easel.w * rng.choice((0.06, 0.9)), easel.h * 0.94),
        easel.u * 0.45,
        -pi / 2 + rng.uniform(-0.6, 0.6),
        easel.palette.leaf,
        flat=True,
    )


def _open_book(easel: Easel, x: float, y: float, size: float, turn: float) -> None:
    for side in (-1, 1):
        page = cut(
            easel,
            turned(
                rounded(
                    min(x, x + side * size * 0.5), y - size * 0.36, max(x, x + side * size * 0.5), y + size * 0.36, 4
                ),
                x,
                y,
                turn,
            ),
        )
        drop(easel, page, size * 0.04, 0.5)
        model(easel, page, (247, 241, 228), 0.14, 0.5)
        lines = [
            ribbon(
                turned(
                    [
                        (x + side * size * 0.06, y + size * k * 0.045),
                        (x + side * size * easel.rng.uniform(0.36, 0.44), y + size * k * 0.045),
                    ],
                    x,
                    y,
                    turn,
                ),
                1.6,
            )
            for k in range(-6, 7)
        ]
        easel.image.paste((150, 140, 130), cut(easel, *lines).at, cut(easel, *lines).mask)


def _croissant(easel: Easel, x: float, y: float, r: float, turn: float) -> None:
    spine = turned(arc(x, y + r * 0.35, r * 0.85, r * 0.6, pi * 1.02, pi * 1.98), x, y, turn)
    body = cut(easel, ribbon(spine, r * 0.16, r * 0.16, r * 0.62))
    drop(easel, body, r * 0.14)
    model(easel, body, (206, 132, 62), 0.8, 1.15, 0.9)
    for k in range(3, 22, 3):
        (ax, ay), (bx, by) = spine[k], spine[k + 1]
        nx, ny = -(by - ay), bx - ax
        scale = r * (0.06 + 0.3 * sin(pi * k / 24)) / ((nx * nx + ny * ny) ** 0.5 or 1)
        stripe = flow(
            [
                (ax + nx * scale, ay + ny * scale),
                (bx + (bx - ax) * 0.6, by + (by - ay) * 0.6),
                (ax - nx * scale, ay - ny * scale),
            ]
        )
        easel.multiply(
            (150, 90, 60),
            cut(easel, ribbon(stripe, 1, 1, r * 0.05)).mask,
            cut(easel, ribbon(stripe, 1, 1, r * 0.05)).at,
        )


def dumpling_steamer(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel, rng.choice((darker(easel.palette.table, 0.5), easel.palette.accents[2], None)))
    x, y, r = easel.w * rng.uniform(0.4, 0.55), easel.h * rng.uniform(0.46, 0.6), easel.u * rng.uniform(0.36, 0.42)
    basket = cut(easel, ellipse(x, y, r, r))
    drop(easel, basket, r * 0.16, 0.65)
    model(easel, basket, (204, 162, 104), 0.07, 1.2, 0.6)
    model(easel, cut(easel, ellipse(x, y, r * 0.95, r * 0.95)), (176, 132, 80), 0.05, -1.0)
    model(easel, cut(easel, ellipse(x, y, r * 0.89, r * 0.89)), (226, 198, 148), 0.1, -0.8, 0.5)
    slats = [ribbon([(x - r * 0.86, y + r * k), (x + r * 0.86, y + r * k)], 2) for k in (-0.5, -0.25, 0, 0.25, 0.5)]
    easel.multiply((190, 160, 120), cut(easel, *slats).mask, cut(easel, *slats).at)
    count, phase = rng.choice((5, 6, 7)), rng.uniform(0, 2)
    for i in range(count):
        a = phase + 2 * pi * i / count
        edible.dumpling(easel, x + r * 0.57 * cos(a), y + r * 0.57 * sin(a), r * 0.25)
    edible.dumpling(easel, x, y, r * 0.25)
    cx, cy = x + rng.choice((-1, 1)) * r * 0.85, y - r * 1.15
    edible.bowl_above(easel, cx, cy, r * 0.33, easel.accents(1)[0], (74, 36, 22))
    _chopsticks(easel, x + r * 0.9, y + r * 0.9, r * 1.9, -0.9 + rng.uniform(-0.3, 0.2))
    easel.steam(x, y - r * 0.3, easel.h * 0.4)


SCENES = {
    "noodle-bowl": Scene(
        noodle_bowl,
        ("food",),
        "A bowl of noodle soup with egg and greens, from above",
        "俯拍一碗汤面，卧着溏心蛋和青菜",
    ),
    "bread-board": Scene(
        bread_board, ("food", "lifestyle"), "Crusty loaves and slices on a wooden board", "木板上的乡村面包和切片"
    ),
    "coffee-morning": Scene(
        coffee_morning,
        ("food", "lifestyle", "culture"),
        "A cup of latte in morning light, from above",
        "晨光里的一杯拿铁，俯拍",
    ),
    "dumpling-steamer": Scene(dumpling_steamer, ("food",), "Dumplings in a bamboo steamer", "竹蒸笼里的小笼包"),
}
