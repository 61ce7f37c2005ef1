"""Out of doors: mountains, fields, tents."""

from PIL import Image, ImageDraw

from demo.painting import light, stage
from demo.painting.colour import Colour, darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cut, fill, model, soft, stroke
from demo.painting.scene import Scene
from demo.painting.shapes import Points, blob, ellipse, flow, ribbon, ridge

DAWN = (
    "3b4f7a 8f7fa6 e6a38f f7d6a8",
    "27466b 5f86a8 bcd0cf f6e3c1",
    "4d3f66 a65f7b f09b76 fbd59a",
    "5b8fb0 9fc3cf dfe3d3 f8ecd2",
    "2d5a66 6fa39c d6cf9f f6dca4",
    "7a93b5 c3b6c9 f1c7b5 fde6c8",
)


DAYLIGHT = (
    "4a8fc0 8cbcd9 cfe3e6 f3efdf",
    "5fa0b8 9fccd0 dcebdf f8f3e2",
    "6c9bd0 a9c6e6 e2e6ea fbf0e0",
    "3f86a8 86b9c4 cbdcd3 f2ead2",
)


NIGHT = (
    "10182f 1f2d54 47507f 8f6f8a",
    "0f1f2c 1d3a4c 3f6671 b08f74",
    "1a1530 3a2a5a 7a4a76 d98a72",
    "141d3a 2c3f6b 6c6a94 e0a585",
)


def skies(easel: Easel, sets: tuple[str, ...], below: float) -> list[Colour]:
    colours = [rgb(text) for text in easel.rng.choice(sets).split()]
    stage.sky(easel, colours, below)
    return colours


def ridges(easel: Easel, line: Points, top: Colour, foot: Colour, rough: float = 0.5) -> None:
    """A ridge filled from its own colour down into the haze."""
    patch = cut(easel, [*line, (easel.w + 4, easel.h + 6), (-4, easel.h + 6)])
    tone = light.tones(patch.mask.size, [[0], [150], [255], [255]])
    body = Image.composite(Image.new("RGB", tone.size, foot), Image.new("RGB", tone.size, top), tone)
    cloud = light.clouds(easel.rng, tone.size, (6, 5)).point(
        [round(128 + (v - 128) * 0.16 * rough) for v in range(256)]
    )
    easel.image.paste(light.laid(body, cloud), patch.at, patch.mask)


def _flank(easel: Easel, line: Points, colour: Colour, strength: float) -> None:
    """Light on the slopes that face the sun: slivers under each descending piece of the ridge."""
    rng = easel.rng
    slivers: list[Points] = []
    for (ax, ay), (bx, by) in zip(line[::3], line[3::3], strict=False):
        if (by - ay) * (-easel.sun.x) < 0:
            drop = abs(by - ay) * rng.uniform(1.2, 3.2) + 4
            slivers.append(
                [
                    (ax, ay),
                    (bx, by),
                    (bx + easel.sun.x * drop * -0.5, by + drop),
                    ((ax + bx) / 2, (ay + by) / 2 + drop * 0.5),
                ]
            )
    if slivers:
        soft(easel, cut(easel, *slivers), colour, 1.6, strength)


def _pines(easel: Easel, y: float, size: float, count: int, colour: Colour) -> None:
    rng = easel.rng
    trees: list[Points] = []
    for _ in range(count):
        x, tall = rng.uniform(-0.03, 1.03) * easel.w, size * rng.uniform(0.5, 1.1)
        foot = y + rng.uniform(0, 0.12) * size
        points: Points = [(x, foot - tall)]
        for step in range(1, 8):
            half = tall * 0.028 * step * rng.uniform(0.8, 1.2)
            points += [(x + half, foot - tall * (1 - step / 7.5)), (x + half * 0.5, foot - tall * (1 - step / 7.5))]
        mirror = [(2 * x - px, py) for px, py in points[1:]][::-1]
        trees.append([*points, (x, foot), *mirror])
    model(easel, cut(easel, *trees), colour, 0.02, 0.5, 0.5)


def mountain_dawn(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.4)
    horizon = rng.uniform(0.5, 0.62)
    colours = skies(easel, rng.choice((DAWN, DAWN, DAYLIGHT)), horizon)
    sun_x, sun_y = easel.w * (0.5 + easel.sun.x * 0.36), easel.h * (horizon - rng.uniform(0.1, 0.26))
    easel.glow(sun_x, sun_y, easel.u * 0.5, lighter(colours[-1], 0.3), 0.75)
    if rng.random() < 0.6:
        soft(easel, cut(easel, ellipse(sun_x, sun_y, easel.u * 0.045, easel.u * 0.045)), (255, 248, 226), 2)
    layers = rng.randint(4, 5)
    near = mix(rng.choice(((38, 62, 70), (44, 52, 78), (52, 66, 52), (66, 48, 66))), colours[0], 0.2)
    for i in range(layers):
        depth = i / (layers - 1)
        base = easel.h * (horizon + 0.02 + 0.3 * depth**1.2)
        line = ridge(rng, easel.w, base, easel.h * (0.26 - 0.14 * depth), 0.5)
        tone = mix(mix(colours[2], colours[1], 0.6), near, 0.2 + 0.8 * depth)
        ridges(easel, line, tone, mix(tone, colours[-1], 0.6 - 0.4 * depth))
        _flank(easel, line, mix(lighter(tone, 0.6), colours[-1], 0.4), 0.55 if i < 2 else 0.22)
    _pines(easel, easel.h * 0.99, easel.h * rng.uniform(0.16, 0.26), rng.randint(16, 26), darker(near, 0.35))


def tent_night(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.9)
    colours = skies(easel, NIGHT, 0.66)
    stars = Image.new("L", easel.image.size)
    pen = ImageDraw.Draw(stars)
    for _ in range(240):
        x, y, r = rng.uniform(0, easel.w), rng.random() ** 1.4 * easel.h * 0.6, rng.choice((0.6, 0.8, 1.3))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=rng.randint(110, 255))
    easel.image.paste((255, 246, 226), (0, 0), stars)
    for i in range(3):
        tone = mix(colours[2], (16, 24, 32), 0.35 + 0.28 * i)
        ridges(
            easel,
            ridge(rng, easel.w, easel.h * (0.56 + 0.07 * i), easel.h * (0.15 - 0.04 * i)),
            tone,
            mix(tone, colours[3], 0.2),
        )
    _pines(easel, easel.h * 0.74, easel.h * 0.2, 22, (18, 30, 34))
    ground = [
        (-5, easel.h * 0.73),
        *flow([(0, easel.h * 0.74), (easel.w * 0.5, easel.h * 0.72), (easel.w, easel.h * 0.75)]),
        (easel.w + 5, easel.h + 5),
        (-5, easel.h + 5),
    ]
    model(easel, cut(easel, ground), (38, 50, 44), 0.2, 0.4, 2.0)
    tent(
        easel,
        easel.w * rng.uniform(0.34, 0.66),
        easel.h * 0.87,
        easel.u * rng.uniform(0.5, 0.62),
        rng.choice(((232, 146, 62), (214, 94, 74), (240, 182, 84), (120, 158, 130))),
        lit=True,
    )


def tent(easel: Easel, x: float, base: float, size: float, colour: Colour, *, lit: bool) -> None:
    """A ridge tent with its door towards us; a lit one glows from inside."""
    high = size * 0.62
    if lit:
        easel.glow(x, base - high * 0.3, size * 1.0, (236, 150, 64), 0.55)
    body = flow(
        [
            (x - size * 0.55, base),
            (x - size * 0.3, base - high * 0.55),
            (x - size * 0.04, base - high),
            (x + size * 0.3, base - high * 0.9),
            (x + size * 0.5, base - high * 0.5),
            (x + size * 0.68, base - size * 0.05),
        ],
        6,
    )
    model(easel, cut(easel, body), darker(colour, 0.4 if lit else 0.15), 0.3, 0.7, 0.3)
    front = flow(
        [
            (x - size * 0.55, base),
            (x - size * 0.3, base - high * 0.52),
            (x - size * 0.04, base - high),
            (x + size * 0.16, base - high * 0.5),
            (x + size * 0.36, base),
        ],
        6,
    )
    patch = cut(easel, front)
    model(easel, patch, colour, 0.25, 0.8)
    if lit:
        glow = light.tones(patch.mask.size, [[20, 60, 20], [60, 190, 60], [110, 255, 110]])
        easel.image.paste((255, 222, 140), patch.at, Image.composite(glow, Image.new("L", glow.size), patch.mask))
    door = flow(
        [
            (x - size * 0.2, base),
            (x - size * 0.1, base - high * 0.5),
            (x - size * 0.05, base - high * 0.78),
            (x + size * 0.06, base - high * 0.4),
            (x + size * 0.14, base),
        ],
        6,
    )
    fill(easel, cut(easel, door), (255, 238, 184) if lit else darker(colour, 0.75), 0.85)
    for end in (-0.75, 0.86):
        stroke(
            easel,
            [(x + size * (0.3 if end > 0 else -0.3), base - high * 0.62), (x + size * end, base + size * 0.02)],
            1.4,
            lighter(colour, 0.5),
        )


def country_road(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.4)
    colours = skies(easel, rng.choice((DAYLIGHT, DAWN)), 0.5)
    horizon = rng.uniform(0.44, 0.52)
    crop = rng.choice(((206, 172, 76), (132, 158, 82), (166, 150, 190), (186, 196, 110)))
    for i in range(3):
        tone = mix(colours[1], darker(crop, 0.35), 0.3 + 0.25 * i)
        ridges(
            easel,
            ridge(rng, easel.w, easel.h * (horizon - 0.02 + i * 0.015), easel.h * (0.1 - 0.03 * i), 0.45),
            tone,
            tone,
        )
    easel.image.paste(
        light.field(
            (easel.w, easel.h - round(easel.h * (horizon + 0.02))),
            [[mix(crop, colours[-1], 0.35)] * 2, [crop, lighter(crop, 0.1)], [darker(crop, 0.35)] * 2],
        ),
        (0, round(easel.h * (horizon + 0.02))),
    )
    vanish = (easel.w * rng.uniform(0.35, 0.65), easel.h * (horizon + 0.02))
    rows = [
        ribbon([vanish, (easel.w * x, easel.h + 10)], 0.5, easel.u * 0.045) for x in (k * 0.17 - 1.4 for k in range(23))
    ]
    soft(easel, cut(easel, *rows), darker(crop, 0.4), 1.5, 0.45)
    road = flow(
        [
            vanish,
            (vanish[0] + easel.u * 0.05, easel.h * (horizon + 0.1)),
            (vanish[0] - easel.u * 0.06, easel.h * 0.76),
            (easel.w * 0.45, easel.h * 1.05),
        ]
    )
    model(easel, cut(easel, ribbon(road, 3, easel.u * 0.42)), (212, 192, 164), 0.1, 0.4, 1.5)
    for i in range(rng.randint(3, 6)):
        depth = (i + 1) / 6
        x, y, size = (
            vanish[0] + easel.sun.x * -easel.u * (0.1 + 0.5 * depth**1.5),
            easel.h * (horizon + 0.03 + 0.24 * depth**1.6),
            easel.u * (0.05 + 0.24 * depth),
        )
        _tree(easel, x, y, size)


def _tree(easel: Easel, x: float, base: float, size: float) -> None:
    soft(easel, cut(easel, ellipse(x - easel.sun.x * size * 0.5, base, size * 0.6, size * 0.08)), (56, 60, 62), 3, 0.45)
    stroke(easel, [(x, base), (x, base - size * 0.6)], size * 0.08, (96, 74, 58))
    crowns = [
        blob(
            easel.rng,
            x + easel.rng.uniform(-0.22, 0.22) * size,
            base - size * easel.rng.uniform(0.6, 1.15),
            size * 0.26,
            size * 0.24,
            0.16,
        )
        for _ in range(8)
    ]
    tone = mix(easel.palette.leaf, (72, 98, 58), 0.5)
    model(easel, cut(easel, *crowns), darker(tone, 0.2), 0.3, 1.2, 1.6)
    model(easel, cut(easel, *crowns[4:]), lighter(tone, 0.15), 0.4, 0.9, 1.8)


SCENES = {
    "mountain-dawn": Scene(
        mountain_dawn, ("travel", "sports"), "Mountain ridges fading into morning haze", "晨雾里层层远去的山脊"
    ),
    "tent-night": Scene(
        tent_night, ("travel", "hobbies", "sports"), "A lit tent under the stars", "星空下亮着灯的帐篷"
    ),
    "country-road": Scene(country_road, ("travel", "sports"), "A dirt road through fields", "穿过田野的土路"),
}
