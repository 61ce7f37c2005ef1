"""Fruit, tea, cake and drinks on a table."""

from math import pi

from demo.painting import edible, stage
from demo.painting.colour import darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cut, drop, model, stroke
from demo.painting.green import branches, sprig
from demo.painting.scene import Scene
from demo.painting.shapes import arc, flow, ribbon
from demo.painting.vessels import BOWL, CUP, CYLINDER, JUG, Glaze, glass_form, turned_form


def cake_plate(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.55)
    base = edge + (easel.h - edge) * rng.uniform(0.4, 0.5)
    x = easel.w * rng.uniform(0.42, 0.58)
    if rng.random() < 0.7:
        branches(easel, easel.w * rng.choice((0.15, 0.85)), edge + easel.u * 0.06, easel.u * 0.85, *easel.accents(2))
    sponge = rng.choice(((236, 200, 140), (110, 66, 48), (196, 84, 74), (158, 172, 96)))
    cream = rng.choice(((250, 240, 222), (248, 214, 208), (120, 74, 56)))
    edible.disc(easel, x, base, easel.u * 0.42, 0.34, easel.palette.pale)
    edible.cake(easel, x, base + easel.u * 0.03, easel.u * 0.42, sponge, cream)
    for i in range(4):
        colour = rng.choice(((178, 32, 50), (60, 56, 104), (206, 60, 74)))
        edible.berry(
            easel,
            x + easel.u * (-0.1 + 0.07 * i),
            base - easel.u * (0.245 + rng.uniform(0, 0.03)),
            easel.u * 0.035,
            colour,
        )
    sprig(easel, (x + easel.u * 0.12, base - easel.u * 0.26), easel.u * 0.13, -0.9, easel.palette.leaf)
    for _ in range(rng.randint(2, 4)):
        edible.berry(
            easel,
            x + easel.u * rng.uniform(-0.36, 0.36),
            base + easel.u * rng.uniform(0.09, 0.12),
            easel.u * 0.028,
            (178, 32, 50),
        )
    fork = cut(
        easel,
        ribbon(
            [(x + easel.u * 0.3, base + easel.u * 0.22), (x - easel.u * 0.25, base + easel.u * 0.26)],
            easel.u * 0.02,
            easel.u * 0.012,
        ),
    )
    drop(easel, fork, easel.u * 0.012)
    model(easel, fork, (206, 186, 150), 0.8, 1.2)


def fruit_still(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.34
    side = rng.choice((-1, 1))
    x = easel.w * (0.5 + side * 0.12)
    tall = Glaze(easel.accents(1)[0], gloss=rng.choice((0.1, 0.7)), mouth=easel.palette.deep)
    turned_form(
        easel,
        (x - side * easel.u * 0.32, base - easel.u * 0.03),
        (easel.u * 0.12, easel.u * rng.uniform(0.4, 0.55)),
        JUG,
        tall,
    )
    skin = rng.choice(
        (
            ((236, 140, 42), (226, 120, 30)),
            ((238, 204, 74), (244, 214, 96)),
            ((196, 52, 46), (176, 40, 44)),
            ((224, 148, 118), (230, 120, 96)),
        )
    )
    for k in range(rng.randint(3, 4)):
        edible.orange(
            easel,
            x + easel.u * (-0.16 + 0.11 * k),
            base - easel.u * 0.2 - (k % 2) * easel.u * 0.05,
            easel.u * 0.09,
            skin[k % 2],
        )
    bowl = Glaze(lighter(easel.accents(1)[0], 0.2), gloss=0.4, tilt=0.2)
    turned_form(easel, (x, base), (easel.u * 0.27, easel.u * 0.2), BOWL, bowl)
    edible.pear(
        easel,
        x + side * easel.u * 0.36,
        base + easel.u * 0.06,
        easel.u * 0.24,
        rng.choice(((206, 188, 88), (178, 172, 84), (214, 158, 88))),
    )
    edible.orange(easel, x - side * easel.u * rng.uniform(0.02, 0.2), base + easel.u * 0.07, easel.u * 0.085, skin[0])
    if rng.random() < 0.5:
        edible.orange(easel, x - side * easel.u * 0.42, base + easel.u * 0.14, easel.u * 0.08, skin[1])


def tea_table(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.58)
    base = edge + (easel.h - edge) * 0.38
    if rng.random() < 0.75:
        branches(easel, easel.w * rng.choice((0.14, 0.87)), edge + easel.u * 0.05, easel.u * 0.95, *easel.accents(2))
    clay, cup = easel.accents(2)
    x, size = easel.w * rng.uniform(0.42, 0.54), easel.u * rng.uniform(0.2, 0.24)
    teapot(easel, x, base, size, clay)
    for i in range(rng.randint(2, 3)):
        cx, cy = x + easel.u * (-0.26 + 0.25 * i), base + easel.u * rng.uniform(0.12, 0.2)
        turned_form(
            easel,
            (cx, cy),
            (easel.u * 0.075, easel.u * 0.075),
            CUP,
            Glaze(lighter(cup, 0.3), mouth=(196, 140, 66), tilt=0.32, gloss=0.3),
        )
    easel.steam(x - size * 1.3, base - size * 0.8, easel.u * 0.4)


def teapot(easel: Easel, x: float, base: float, size: float, clay: tuple[int, int, int]) -> None:
    """A round pot with spout left and handle right."""
    stroke(
        easel,
        flow(
            [
                (x - size * 0.7, base - size * 0.45),
                (x - size * 1.1, base - size * 0.6),
                (x - size * 1.25, base - size * 0.95),
            ]
        ),
        size * 0.3,
        clay,
        size * 0.14,
    )
    stroke(easel, arc(x + size * 0.95, base - size * 0.6, size * 0.38, size * 0.42, -pi / 2, pi / 2), size * 0.13, clay)
    belly = [(0, 0.62), (0.1, 0.8), (0.45, 1.0), (0.8, 0.78), (1, 0.46)]
    turned_form(easel, (x, base), (size, size * 1.1), belly, Glaze(clay, gloss=0.5, mouth=clay))
    lid = [(0, 1.0), (0.3, 0.9), (0.55, 0.3), (0.7, 0.18), (0.85, 0.3), (1, 0.16)]
    turned_form(easel, (x, base - size * 1.08), (size * 0.47, size * 0.36), lid, Glaze(darker(clay, 0.1), gloss=0.5))


def iced_drinks(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.45
    drinks = [
        ((232, 130, 56), (246, 196, 96)),
        ((176, 196, 108), (226, 232, 190)),
        ((206, 74, 84), (244, 178, 166)),
        ((120, 76, 48), (232, 206, 172)),
    ]
    rng.shuffle(drinks)
    for i in range(rng.randint(2, 3)):
        x, y = easel.w * (0.3 + 0.24 * i) + rng.uniform(-0.03, 0.03) * easel.u, base + (i % 2) * easel.u * 0.1
        low, high = drinks[i]
        tall, half = easel.u * rng.uniform(0.32, 0.42), easel.u * 0.085
        stroke(easel, [(x, y - tall * 0.6), (x + half * 0.8, y - tall * 1.3)], half * 0.14, easel.palette.accents[0])
        turned_form(
            easel,
            (x, y),
            (half, tall * 0.86),
            CYLINDER,
            Glaze(low, bands=((0.45, 1, mix(low, high, 0.5)), (0.72, 1, high)), gloss=0.2, mouth=high),
        )
        glass_form(easel, (x, y), (half * 1.08, tall), CYLINDER, (248, 246, 238))
        edible.berry(easel, x - half * 0.3, y - tall * 0.9, half * 0.34, rng.choice(((236, 190, 60), (196, 50, 60))))
        sprig(easel, (x + half * 0.1, y - tall * 0.9), half * 1.5, -pi / 2 + rng.uniform(-0.6, 0.3), easel.palette.leaf)


SCENES = {
    "cake-plate": Scene(
        cake_plate,
        ("food", "lifestyle"),
        "A slice of layer cake with berries on a plate",
        "盘子里一块缀着莓果的夹心蛋糕",
    ),
    "fruit-still": Scene(
        fruit_still, ("food", "lifestyle"), "A bowl of fruit beside a jug on a table", "桌上一碗水果，旁边立着陶壶"
    ),
    "tea-table": Scene(tea_table, ("culture", "food"), "A clay teapot and small cups", "陶土茶壶和几只小茶杯"),
    "iced-drinks": Scene(iced_drinks, ("food", "lifestyle"), "Tall iced drinks with mint", "几杯加了薄荷的冰饮"),
}
