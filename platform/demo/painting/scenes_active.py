"""Sport and training."""

from PIL import ImageFilter

from demo.painting import light, play, stage
from demo.painting.carried import sneaker
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import SHADOW, cut, fill, model, scaled, soft, stroke
from demo.painting.green import KINDS, pot_plant
from demo.painting.scene import Scene
from demo.painting.shapes import Points, arc, ellipse, flow, ribbon, rounded, traced
from demo.painting.vessels import Glaze, Profile, turned_form

FLASK: Profile = [(0, 0.94), (0.03, 1), (0.68, 1), (0.78, 0.86), (0.84, 0.62), (1, 0.6)]


def flask(easel: Easel, x: float, base: float, size: float, colour: Colour) -> None:
    """A steel drinking bottle, `size` tall."""
    bands = ((0.82, 0.85, (206, 208, 210)), (0.85, 1.0, darker(colour, 0.5)), (0.34, 0.37, lighter(colour, 0.6)))
    turned_form(easel, (x, base), (size * 0.16, size), FLASK, Glaze(colour, bands, 0.7, darker(colour, 0.5)))


def yoga_corner(easel: Easel) -> None:
    rng = easel.rng
    floor = stage.room(easel, 0.66)
    easel.sunlight(0.75)
    mat, gear, other = easel.accents(3)
    x = easel.w * 0.5
    pot_plant(
        easel,
        easel.w * rng.choice((0.14, 0.86)),
        floor + easel.u * 0.06,
        easel.u * rng.uniform(0.7, 0.95),
        other,
        rng.choice(KINDS),
    )
    y = floor + (easel.h - floor) * 0.5
    if rng.random() < 0.5:
        spread = cut(easel, traced("-0.34 -0.1, 0.2 -0.1, 0.34 0.3, -0.52 0.3", x, y, easel.u))
        soft(easel, spread, (70, 60, 70), 5, 0.4)
        model(easel, spread, mat, 0.03, 0.6, 1.2)
        play.kettlebell(easel, x + easel.u * 0.28, y + easel.u * 0.06, easel.u * 0.2, gear)
        flask(easel, x - easel.u * 0.14, y, easel.u * 0.28, gear)
    else:
        play.rolled_mat(easel, x - easel.u * 0.2, y + easel.u * 0.16, easel.u * 0.62, mat)
        flask(easel, x + easel.u * 0.34, y + easel.u * 0.02, easel.u * 0.36, gear)
        play.block(easel, x - easel.u * 0.3, y - easel.u * 0.02, easel.u * 0.14, (206, 162, 112), "bars")


def kettlebells(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.56)
    base = edge + (easel.h - edge) * 0.42
    one, two, three = easel.accents(3)
    side = rng.choice((-1, 1))
    play.kettlebell(easel, easel.w * 0.5 - side * easel.u * 0.2, base, easel.u * rng.uniform(0.46, 0.54), one)
    if rng.random() < 0.5:
        play.kettlebell(easel, easel.w * 0.5 + side * easel.u * 0.24, base + easel.u * 0.02, easel.u * 0.34, two)
    else:
        flask(easel, easel.w * 0.5 + side * easel.u * 0.22, base, easel.u * 0.5, two)
    for k in range(rng.randint(1, 2)):
        play.dumbbell(
            easel,
            easel.w * 0.5 + side * easel.u * (0.12 - 0.3 * k),
            base + easel.u * (0.2 + 0.1 * k),
            easel.u * 0.36,
            three,
        )


def training_bag(easel: Easel) -> None:
    """Shoes, bottle and dumbbells on a bench by a window."""
    rng = easel.rng
    floor = stage.room(easel, 0.8)
    easel.sunlight(0.8)
    one, two, three = easel.accents(3)
    top = floor - easel.u * 0.12
    for x in (easel.w * 0.18, easel.w * 0.82):
        stroke(easel, [(x, top), (x, floor + easel.u * 0.12)], easel.u * 0.05, (96, 72, 58))
    bench = cut(easel, rounded(easel.w * 0.06, top - easel.u * 0.05, easel.w * 0.94, top + easel.u * 0.03, 6))
    model(easel, bench, (184, 136, 92), 0.3, 0.9, 0.7)
    face = rng.choice((-1, 1))
    slots = [easel.w * k for k in (0.28, 0.58, 0.82)]
    sneaker(easel, (slots[0], top - easel.u * 0.05), easel.u * 0.36, one, two, face)
    flask(easel, slots[1], top - easel.u * 0.05, easel.u * 0.4, three)
    play.rolled_mat(easel, slots[1] + easel.u * 0.16, top - easel.u * 0.05, easel.u * 0.26, two)
    play.dumbbell(easel, easel.w * rng.uniform(0.35, 0.6), floor + easel.u * 0.17, easel.u * 0.36, one)


def bicycle_wall(easel: Easel) -> None:
    rng = easel.rng
    floor = stage.room(easel, 0.8, rng.choice((None, easel.palette.accents[2], easel.palette.accents[0])))
    if rng.random() < 0.6:
        easel.leafshade(0.4)
    else:
        easel.sunlight(0.6)
    play.bicycle(
        easel,
        easel.w * rng.uniform(0.45, 0.55),
        floor + easel.u * 0.12,
        easel.u * 0.56,
        rng.choice(easel.palette.accents),
    )
    pot_plant(
        easel,
        easel.w * rng.choice((0.05, 0.95)),
        floor + easel.u * 0.1,
        easel.u * 0.5,
        (186, 110, 76),
        rng.choice(KINDS),
    )


def court_ball(easel: Easel) -> None:
    """A court from above with a ball and its long shadow."""
    rng = easel.rng
    easel.focus = (0.5, 0.5)
    ground = rng.choice(((188, 92, 66), (74, 118, 138), (86, 128, 92), (210, 150, 92), (120, 104, 150)))
    easel.image = light.field((easel.w, easel.h), [[lighter(ground, 0.2), ground], [ground, darker(ground, 0.2)]])
    easel.image = light.laid(easel.image, light.grain(rng, easel.image.size))
    zone = mix(ground, rng.choice(((60, 100, 130), (180, 90, 70), (90, 130, 100))), 0.7)
    bend, width = rng.uniform(0.2, 0.5), easel.u * 0.026
    cx, cy = easel.w * rng.choice((0.0, 1.0)), easel.h * rng.uniform(0.2, 0.8)
    fill(easel, cut(easel, ellipse(cx, cy, easel.u * bend * 1.6, easel.u * bend * 1.6)), zone, 0.85)
    ring = ellipse(cx, cy, easel.u * bend * 1.6, easel.u * bend * 1.6)
    lines: list[Points] = [ribbon([*ring, ring[0]], width), ribbon([(cx, -9), (cx, easel.h + 9)], width)]
    level = easel.h * rng.uniform(0.25, 0.75)
    lines.append(ribbon([(-9, level), (easel.w + 9, level + easel.u * rng.uniform(-0.15, 0.15))], width))
    soft(easel, cut(easel, *lines), (248, 244, 234), 0.8, 0.92)
    kind, colour, r = rng.choice(
        (("tennis", (206, 214, 76), 0.08), ("basket", (214, 112, 52), 0.17), ("tennis", (206, 214, 76), 0.07))
    )
    for _ in range(1 if kind == "basket" else rng.randint(1, 3)):
        x, y, size = easel.w * rng.uniform(0.3, 0.7), easel.h * rng.uniform(0.32, 0.68), easel.u * r
        trail = ribbon([(x, y), (x - easel.sun.x * size * 3.6, y - easel.sun.y * size * 3.6)], size * 1.9, size * 1.7)
        shade = cut(
            easel, trail, ellipse(x - easel.sun.x * size * 3.6, y - easel.sun.y * size * 3.6, size * 0.86, size * 0.86)
        )
        easel.multiply(SHADOW, scaled(shade.mask.filter(ImageFilter.BoxBlur(2)), 0.62), shade.at)
        play.ball(easel, x, y, size, colour, kind)
    _racket(easel) if kind == "tennis" else easel.leafshade(0.3)


def _racket(easel: Easel) -> None:
    x, y, s = easel.w * easel.rng.choice((0.24, 0.76)), easel.h * 0.78, easel.u * 0.24
    colour = easel.accents(1)[0]
    head = ellipse(x, y, s * 0.62, s * 0.8)
    strings = [ribbon([(x + k * s, y - s * 0.7), (x + k * s, y + s * 0.7)], 1.2) for k in (-0.4, -0.2, 0, 0.2, 0.4)]
    strings += [
        ribbon([(x - s * 0.55, y + k * s), (x + s * 0.55, y + k * s)], 1.2)
        for k in (-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6)
    ]
    outline = cut(
        easel,
        ribbon([*head, head[0]], s * 0.11),
        ribbon(flow([(x, y + s * 0.8), (x, y + s * 1.3), (x, y + s * 1.9)]), s * 0.13),
    )
    easel.multiply(
        SHADOW,
        scaled(outline.mask, 0.6),
        (outline.x - round(easel.sun.x * s * 0.14), outline.y - round(easel.sun.y * s * 0.14)),
    )
    fill(easel, cut(easel, *strings), (246, 244, 236), 0.85)
    model(easel, outline, colour, 0.5, 1.0)
    stroke(easel, arc(x, y + s * 0.1, s * 0.4, s * 0.75, 0.5, 2.6), s * 0.06, darker(colour, 0.2))


SCENES = {
    "yoga-corner": Scene(
        yoga_corner, ("fitness", "home"), "A yoga mat and a bottle on a sunlit floor", "阳光地板上的瑜伽垫和水杯"
    ),
    "kettlebells": Scene(
        kettlebells, ("fitness", "sports"), "Kettlebells and dumbbells against a plain wall", "素墙前的壶铃和哑铃"
    ),
    "training-bench": Scene(
        training_bag,
        ("fitness", "sports"),
        "A bench with shoes, a bottle and a rolled mat",
        "长凳上的训练鞋、水壶和卷起的垫子",
    ),
    "bicycle-wall": Scene(
        bicycle_wall, ("sports", "travel"), "A bicycle leaning in leaf shade by a wall", "树影里靠墙停着的自行车"
    ),
    "court-ball": Scene(
        court_ball, ("sports",), "A ball and its long shadow on a painted court", "彩色球场上的球和长长的影子"
    ),
}
