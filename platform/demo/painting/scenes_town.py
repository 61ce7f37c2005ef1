"""Streets, cities, trains and tracks."""

from PIL import Image, ImageDraw, ImageFilter

from demo.painting import light
from demo.painting.colour import Colour, darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cut, fill, model, soft, stroke
from demo.painting.scene import Scene
from demo.painting.scenes_places import DAWN, DAYLIGHT, NIGHT, ridges, skies
from demo.painting.shapes import Points, ellipse, flow, ribbon, ridge, traced


def city_dusk(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.5)
    colours = skies(easel, rng.choice((NIGHT, DAWN)), 0.7)
    easel.glow(easel.w * 0.5, easel.h * 0.66, easel.u * 0.7, colours[-1], 0.6)
    for depth in range(4):
        tone = mix(mix(colours[1], colours[2], 0.4), (24, 24, 44), 0.22 + depth * 0.24)
        _block(easel, tone, depth)
        if depth == 1:
            haze = light.tones((easel.w, round(easel.h * 0.4)), [[0], [120]])
            easel.image.paste(colours[-1], (0, round(easel.h * 0.45)), haze)
    lamps = ((255, 196, 110), (255, 150, 90), (255, 226, 170), (220, 90, 80), (150, 200, 220))
    easel.screen(light.bokeh(rng, easel.image.size, lamps, 60, 0.7, 1.02))


def _block(easel: Easel, tone: Colour, depth: int) -> None:
    """One row of buildings with lit windows."""
    rng = easel.rng
    lit = Image.new("L", easel.image.size)
    pen = ImageDraw.Draw(lit)
    houses: list[Points] = []
    x = -easel.w * 0.05
    while x < easel.w:
        wide = easel.u * rng.uniform(0.09, 0.2) * (1 + depth * 0.25)
        top = easel.h * (rng.uniform(0.3, 0.58) + depth * 0.085)
        houses.append([(x, easel.h + 6), (x, top), (x + wide, top), (x + wide, easel.h + 6)])
        if rng.random() < 0.35:
            inset, crown = wide * 0.25, easel.h * rng.uniform(0.02, 0.06)
            houses.append(
                [
                    (x + inset, top + 4),
                    (x + inset, top - crown),
                    (x + wide - inset, top - crown),
                    (x + wide - inset, top + 4),
                ]
            )
        cell = 5 + depth * 2.4
        for row in range(int((easel.h - top) / (cell * 1.7))):
            for column in range(1, int(wide / cell)):
                if rng.random() < 0.2 + depth * 0.04:
                    wx, wy = x + column * cell, top + cell + row * cell * 1.7
                    pen.rectangle((wx, wy, wx + cell * 0.5, wy + cell * 0.8), fill=rng.randint(90, 255))
        x += wide + easel.u * rng.choice((0, 0.004, 0.03))
    patch = cut(easel, *houses)
    fade = light.field(patch.mask.size, [[tone, lighter(tone, 0.12)], [mix(tone, (250, 190, 140), 0.12)] * 2])
    easel.image.paste(fade, patch.at, patch.mask)
    easel.image.paste((255, 212, 140), (0, 0), lit.filter(ImageFilter.GaussianBlur(0.6 + (depth == 3) * 2)))


def train_window(easel: Easel) -> None:
    rng = easel.rng
    easel.nearest = 1.1
    colours = skies(easel, rng.choice((DAYLIGHT, DAWN)), 0.6)
    for i in range(4):
        tone = mix(
            mix(colours[1], colours[3], 0.5),
            rng.choice(((92, 132, 78), (126, 140, 74), (84, 116, 96), (186, 158, 84))),
            0.25 + 0.25 * i,
        )
        ridges(
            easel,
            ridge(rng, easel.w, easel.h * (0.48 + 0.075 * i), easel.h * (0.12 - 0.028 * i), 0.42),
            tone,
            lighter(tone, 0.1),
            1.2,
        )
    blur = easel.image.crop((0, round(easel.h * 0.62), easel.w, easel.h)).resize(
        (9, round(easel.h * 0.38)), light.BILINEAR
    )
    easel.image.paste(
        blur.resize((easel.w, round(easel.h * 0.38)), light.BILINEAR),
        (0, round(easel.h * 0.62)),
        light.tones((easel.w, round(easel.h * 0.38)), [[0], [255]]),
    )
    _carriage(easel)


def _carriage(easel: Easel) -> None:
    """The inside of the train around its window, with a sill, a cup and a curtain."""
    w, h, u = easel.w, easel.h, easel.u
    inner = mix(easel.palette.wall, (120, 100, 90), 0.35)
    hole = cut(easel, [(w * 0.09, h * 0.1), (w * 0.91, h * 0.1), (w * 0.91, h * 0.76), (w * 0.09, h * 0.76)])
    mask = Image.new("L", (w, h), 255)
    pen = ImageDraw.Draw(mask)
    pen.rounded_rectangle((w * 0.09, h * 0.09, w * 0.91, h * 0.76), u * 0.07, fill=0)
    mask = mask.filter(ImageFilter.GaussianBlur(0.8))
    wall = light.field((w, h), [[darker(inner, 0.3), darker(inner, 0.15)], [darker(inner, 0.1), darker(inner, 0.4)]])
    rim = mask.filter(ImageFilter.GaussianBlur(u * 0.02))
    easel.multiply((120, 112, 130), rim.point([v * 3 // 5 for v in range(256)]))
    easel.image.paste(wall, (0, 0), mask)
    soft(
        easel,
        cut(easel, ribbon([(hole.x, h * 0.765), (hole.x + hole.mask.width, h * 0.765)], u * 0.016)),
        lighter(inner, 0.6),
        1.5,
    )
    sill = cut(easel, [(-5, h * 0.82), (w + 5, h * 0.82), (w + 5, h + 5), (-5, h + 5)])
    model(easel, sill, mix(easel.palette.table, (196, 160, 122), 0.5), 0.15, 0.7, 0.5)
    curtain = easel.accents(1)[0]
    side = 0 if easel.sun.x > 0 else 1
    for fold in range(4):
        x = (w * 0.03 + fold * u * 0.042) if side == 0 else (w * 0.97 - fold * u * 0.042)
        line = flow([(x, -5), (x + u * 0.008, h * 0.4), (x, h * 0.8)])
        model(easel, cut(easel, ribbon(line, u * 0.06)), curtain, 0.9, 0.8)


def old_street(easel: Easel) -> None:
    """Two rows of houses that meet at the evening sky."""
    rng = easel.rng
    easel.focus = (0.5, 0.5)
    colours = skies(easel, DAWN, 0.75)
    vx, vy = easel.w * rng.uniform(0.42, 0.58), easel.h * rng.uniform(0.55, 0.62)
    easel.glow(vx, vy, easel.u * 0.5, colours[-1], 0.7)
    paints = [rgb(t) for t in ("d99a6c", "e8c89a", "b8685a", "8fa3a0", "d8b0a0", "c2a878", "9b7f96", "e3d3b4")]
    rng.shuffle(paints)
    ground = cut(easel, [(-5, easel.h + 5), (vx - 8, vy), (vx + 8, vy), (easel.w + 5, easel.h + 5)])
    model(easel, ground, mix((150, 132, 124), colours[2], 0.3), 0.1, 0.5, 1.6)
    for side in (-1, 1):
        for i in range(5):
            _house(easel, (vx, vy), side, 4 - i, mix(paints[(i + (side > 0) * 3) % 8], colours[-1], 0.5 - 0.12 * i))
    _lanterns(easel, vx, vy)


def _house(easel: Easel, vanish: tuple[float, float], side: int, rank: int, colour: Colour) -> None:
    vx, vy = vanish
    edge = vx if side < 0 else easel.w - vx
    near, far = edge * (1.12 - 0.24 * rank + 0.05), edge * (1.12 - 0.24 * (rank + 1) + 0.05)
    near, far = max(near, 6), max(far, 4)
    rise = easel.rng.uniform(0.92, 1.3)

    def at(d: float, level: float) -> tuple[float, float]:
        share = d / edge
        return vx + side * d, vy + (easel.h * 0.42 * share if level == 0 else -level * vy * 0.95 * share * rise)

    lit = side * easel.sun.x < 0
    face = cut(easel, [at(far, 0), at(far, 1), at(near, 1), at(near, 0)])
    model(easel, face, lighter(colour, 0.15) if lit else darker(colour, 0.38), 0.06, 0.5, 0.8)
    roof = [at(far, 1), at(far, 1.1), at(near * 1.03, 1.1), at(near * 1.03, 1)]
    model(easel, cut(easel, roof), darker(mix(colour, (150, 80, 60), 0.5), 0.2), 0.4)
    for level in (0.25, 0.5, 0.75):
        for share in (0.22, 0.62):
            a, b = far + (near - far) * share, far + (near - far) * (share + 0.2)
            pane = cut(easel, [at(a, level - 0.09), at(a, level + 0.07), at(b, level + 0.07), at(b, level - 0.09)])
            glowing = easel.rng.random() < 0.45
            fill(easel, pane, (255, 214, 140) if glowing else darker(colour, 0.75), 0.9)


def _lanterns(easel: Easel, vx: float, vy: float) -> None:
    colour = easel.rng.choice(((206, 62, 50), (240, 178, 86), (232, 120, 70)))
    for string in range(3):
        depth = 0.3 + string * 0.32
        left, right = (vx - vx * depth, vy - vy * 0.62 * depth), (vx + (easel.w - vx) * depth, vy - vy * 0.66 * depth)
        line = flow([left, ((left[0] + right[0]) / 2, left[1] + easel.u * 0.09 * depth), right], 7)
        stroke(easel, line, 1.5, (60, 46, 50))
        for x, y in line[1:-1:2]:
            r = easel.u * 0.028 * depth
            easel.glow(x, y + r, r * 4, colour, 0.45)
            model(easel, cut(easel, ellipse(x, y + r, r, r * 1.15)), colour, 0.9)


def running_track(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.5)
    colours = skies(easel, rng.choice((DAWN, DAYLIGHT)), 0.42)
    horizon = easel.h * rng.uniform(0.34, 0.42)
    hills = ridge(rng, easel.w, horizon, easel.h * 0.04, 0.6)
    leaf = easel.palette.leaf
    ridges(easel, hills, mix(leaf, colours[1], 0.5), mix(leaf, colours[-1], 0.4))
    field = rng.choice(((186, 78, 58), (70, 116, 140), (164, 66, 62), (84, 128, 96)))
    rows = [[mix(field, colours[-1], 0.4)] * 2, [lighter(field, 0.1), field], [field, darker(field, 0.25)]]
    easel.image.paste(light.field((easel.w, easel.h - round(horizon)), rows), (0, round(horizon)))
    easel.image = light.laid(easel.image, light.grain(rng, easel.image.size))
    vanish = (easel.w * rng.uniform(0.2, 0.8), horizon)
    soft(easel, cut(easel, *_lanes(easel, vanish)), (250, 244, 232), 0.9, 0.9)
    easel.glow(vanish[0], horizon, easel.u * 0.55, colours[-1], 0.6)
    shade = traced("0.5 1.05, 0.63 0.8, 1.1 0.7, 1.1 1.05", 0, 0, easel.h)
    soft(easel, cut(easel, [(x * easel.w / easel.h, y) for x, y in shade]), (50, 40, 62), easel.u * 0.04, 0.35)


def _lanes(easel: Easel, vanish: tuple[float, float]) -> list[Points]:
    """Lane lines from the vanishing point, bent a little at their far end."""
    vx, horizon = vanish
    lanes: list[Points] = []
    for k in range(-5, 9):
        end = easel.w * (0.1 + k * 0.27)
        bend = (vx + (end - vx) * 0.18 + easel.rng.choice((0, 1)), horizon + (easel.h - horizon) * 0.2)
        lanes.append(ribbon(flow([vanish, bend, (end, easel.h + 10)]), 0.6, easel.u * 0.022))
    return lanes


SCENES = {
    "city-dusk": Scene(
        city_dusk, ("travel", "lifestyle", "culture"), "City lights coming on at dusk", "黄昏时分亮起灯的城市"
    ),
    "train-window": Scene(
        train_window, ("travel", "lifestyle"), "Fields passing outside a train window", "火车窗外掠过的田野"
    ),
    "old-street": Scene(old_street, ("travel", "culture"), "An old street with strings of lanterns", "挂着灯串的老街"),
    "running-track": Scene(running_track, ("sports", "fitness"), "Lanes of a running track in low sun", "斜阳下的跑道"),
}
