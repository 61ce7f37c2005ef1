"""Beauty and skin care: jars, bottles, sticks."""

from demo.painting import care, stage
from demo.painting.colour import Colour, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cast, cut, drop, model
from demo.painting.green import blossom, branches, sprig
from demo.painting.palettes import DUSK, PASTEL
from demo.painting.scene import Scene
from demo.painting.shapes import blob, ellipse
from demo.painting.vessels import CYLINDER, Glaze, turned_form

LIPS: tuple[Colour, ...] = ((176, 34, 48), (204, 78, 84), (160, 62, 66), (214, 108, 96), (128, 30, 52), (190, 96, 88))


AMBER: tuple[Colour, ...] = ((146, 82, 34), (98, 52, 28), (60, 84, 74), (52, 66, 92))


def plinth(easel: Easel, x: float, base: float, half: float, height: float, colour: Colour) -> float:
    """A drum to stand things on; returns the height of its top's middle."""
    turned_form(easel, (x, base), (half, height), CYLINDER, Glaze(colour, gloss=0.05, mouth=colour, tilt=0.2))
    return base - height + half * 0.06


def serum_stage(easel: Easel) -> None:
    rng = easel.rng
    easel.choose(PASTEL) if rng.random() < 0.5 else easel.palette
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.4
    one, two, three = (lighter(c, 0.4) for c in easel.accents(3))
    high, side = easel.u * rng.uniform(0.12, 0.24), rng.choice((-1, 1))
    glass = rng.choice(AMBER)
    top = plinth(easel, easel.w * 0.5 + side * easel.u * 0.2, base - easel.u * 0.04, easel.u * 0.2, high, one)
    care.dropper(
        easel, easel.w * 0.5 + side * easel.u * 0.2, top, easel.u * rng.uniform(0.44, 0.52), glass, easel.palette.pale
    )
    lower = plinth(easel, easel.w * 0.5 - side * easel.u * 0.2, base + easel.u * 0.07, easel.u * 0.19, high * 0.45, two)
    if rng.random() < 0.5:
        care.cream_jar(easel, easel.w * 0.5 - side * easel.u * 0.2, lower, easel.u * 0.25, easel.palette.pale, three)
    else:
        care.dropper(easel, easel.w * 0.5 - side * easel.u * 0.2, lower, easel.u * 0.36, glass, three)
    for i in range(rng.randint(1, 3)):
        x, r = easel.w * 0.5 + side * easel.u * (0.02 + 0.14 * i), easel.u * rng.uniform(0.02, 0.04)
        pebble = cut(easel, blob(rng, x, base + easel.u * 0.2, r * 1.3, r, 0.1))
        cast(easel, pebble, base + easel.u * 0.2 + r)
        model(easel, pebble, easel.palette.pale, 0.8, 0.9, 0.8)


def cream_above(easel: Easel) -> None:
    rng = easel.rng
    easel.choose(PASTEL)
    ground = mix(rng.choice((easel.palette.wall, *easel.palette.accents[:3])), easel.palette.pale, 0.35)
    stage.above(easel, ground)
    x, y, r = easel.w * rng.uniform(0.34, 0.62), easel.h * rng.uniform(0.36, 0.5), easel.u * 0.24
    jar = cut(easel, ellipse(x, y, r, r))
    drop(easel, jar, r * 0.32, 0.6)
    lid, cream = easel.accents(1)[0], rng.choice(((252, 246, 236), (248, 228, 214), (230, 240, 222)))
    model(easel, jar, lighter(lid, 0.5), 0.1, 1.1)
    model(easel, cut(easel, ellipse(x, y, r * 0.86, r * 0.86)), cream, 0.2, -0.8)
    for share in (0.62, 0.36, 0.16):
        model(
            easel,
            cut(easel, blob(rng, x + r * 0.05, y + r * 0.03, r * share, r * share * 0.92, 0.08)),
            cream,
            0.35,
            1.1,
        )
    cx, cy = x + rng.choice((-1, 1)) * r * 1.5, y + r * 1.7
    cap = cut(easel, ellipse(cx, cy, r * 0.98, r * 0.98))
    drop(easel, cap, r * 0.2, 0.6)
    model(easel, cap, lid, 0.12, 1.0)
    model(easel, cut(easel, ellipse(cx, cy, r * 0.84, r * 0.84)), lighter(lid, 0.1), 0.06, 0.5)
    care.smear(
        easel,
        easel.w - cx + rng.uniform(-0.04, 0.04) * easel.u,
        cy + r * 0.2,
        easel.u * 0.46,
        rng.uniform(-0.6, 0.6),
        cream,
    )
    sprig(
        easel,
        (easel.w * rng.choice((0.05, 0.9)), easel.h * 0.08),
        easel.u * 0.5,
        rng.uniform(0.6, 2.2),
        easel.palette.leaf,
        flat=True,
    )
    for _ in range(3):
        blossom(
            easel,
            easel.w * rng.uniform(0.06, 0.94),
            easel.h * rng.uniform(0.72, 0.95),
            easel.u * rng.uniform(0.04, 0.07),
            lighter(lid, 0.45),
            flat=True,
        )


def lipstick_row(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.62, rng.choice((None, lighter((214, 140, 130), 0.2), (150, 52, 58), (232, 206, 196))))
    base = edge + (easel.h - edge) * 0.42
    case = rng.choice(((36, 32, 36), (240, 232, 220), (120, 36, 46), (196, 166, 120)))
    count = rng.randint(3, 4)
    for i, colour in enumerate(rng.sample(LIPS, count)):
        x, y = easel.w * 0.5 + (i - (count - 1) / 2) * easel.u * 0.2, base + (i % 2) * easel.u * 0.08
        size = easel.u * rng.uniform(0.42, 0.52)
        if rng.random() < 0.5 and i % 2 == 0:
            y = plinth(easel, x, y, easel.u * 0.1, easel.u * rng.uniform(0.06, 0.16), easel.palette.pale)
        care.lipstick(easel, x, y, size, colour, case)
    care.cap_lying(
        easel, easel.w * 0.5 + rng.choice((-1, 1)) * easel.u * 0.26, base + easel.u * 0.25, easel.u * 0.2, case
    )


def perfume_light(easel: Easel) -> None:
    rng = easel.rng
    if rng.random() < 0.35:
        easel.choose(DUSK)
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.42
    x, side = easel.w * rng.uniform(0.42, 0.56), rng.choice((-1, 1))
    if rng.random() < 0.8:
        branches(easel, x + side * easel.u * 0.33, base - easel.u * 0.07, easel.u * 0.85, *easel.accents(2))
    juice = rng.choice(((222, 160, 92), (230, 172, 164), (164, 190, 150), (200, 132, 74), (170, 176, 204)))
    top = plinth(
        easel,
        x,
        base + easel.u * 0.04,
        easel.u * 0.25,
        easel.u * rng.uniform(0.06, 0.16),
        lighter(easel.palette.table, 0.3),
    )
    care.perfume(
        easel,
        x,
        top,
        easel.u * rng.uniform(0.34, 0.42),
        juice,
        rng.choice((easel.palette.deep, easel.palette.pale, care.METAL)),
    )
    for _ in range(rng.randint(2, 5)):
        petal = cut(
            easel,
            ellipse(
                x + rng.uniform(-0.42, 0.42) * easel.u,
                base + rng.uniform(0.13, 0.26) * easel.u,
                easel.u * 0.03,
                easel.u * 0.015,
                rng.uniform(-0.6, 0.6),
            ),
        )
        drop(easel, petal, 3, 0.4)
        model(easel, petal, lighter(easel.palette.accents[0], 0.4), 0.4)


SCENES = {
    "serum-stage": Scene(
        serum_stage,
        ("skin-care", "beauty"),
        "A serum bottle on a round plinth in leaf shade",
        "圆台上的精华瓶，叶影落在墙上",
    ),
    "cream-above": Scene(
        cream_above,
        ("skin-care", "personal-care"),
        "An open jar of face cream beside a swipe of it",
        "打开的面霜和一抹试涂",
    ),
    "lipstick-row": Scene(lipstick_row, ("beauty",), "A row of lipsticks in reds and roses", "一排红与玫瑰色的口红"),
    "perfume-light": Scene(
        perfume_light, ("beauty", "personal-care"), "A perfume bottle and flowers in soft light", "柔光里的香水瓶和花枝"
    ),
}
