"""Where things stand: a table before a wall, a surface seen from above, a room, the sky."""

from math import sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.painting import light
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import SHADOW, cut, fill, model
from demo.painting.shapes import Points, rounded


def table(easel: Easel, horizon: float = 0.66, wall: Colour | None = None) -> float:
    """A wall and a table top under light through a window or leaves; returns the table's far edge in pixels."""
    rng, palette = easel.rng, easel.palette
    easel.wall(wall)
    edge = round(easel.h * (horizon + rng.uniform(-0.04, 0.04)))
    style = rng.choice(("plain", "plain", "wood", "cove"))
    top = _table_top(easel, palette.table, (easel.w, easel.h - edge))
    if style == "wood":
        top = ImageChops.multiply(top, _wood(easel, top.size))
    if style == "cove":
        _cove(easel, top, edge)
    else:
        easel.image.paste(top, (0, edge))
        _seam(easel, edge)
    _fall_of_light(easel)
    return float(edge)


def _table_top(easel: Easel, colour: Colour, size: light.Size) -> Image.Image:
    near, far = lighter(colour, 0.2), darker(colour, 0.14)
    sides = [lighter(colour, 0.4), colour, darker(colour, 0.2)]
    row = sides if easel.sun.x < 0 else sides[::-1]
    return light.field(size, [[mix(c, far, 0.4) for c in row], row, [mix(c, near, 0.3) for c in row]])


def _cove(easel: Easel, top: Image.Image, edge: int) -> None:
    """No edge: the wall bends into the table, as a sheet of paper does in a studio."""
    fade = light.tones(top.size, [[0], [140], [255], [255], [255]])
    easel.image.paste(top, (0, edge), fade)


def _seam(easel: Easel, edge: int) -> None:
    band = round(easel.u * 0.05)
    easel.multiply(SHADOW, light.tones((easel.w, band), [[0], [60]]), (0, edge - band))
    easel.multiply(SHADOW, light.tones((easel.w, band), [[46], [0]]), (0, edge))


def _fall_of_light(easel: Easel) -> None:
    chance = easel.rng.random()
    if chance < 0.4:
        easel.sunlight(easel.rng.uniform(0.45, 0.75))
    if chance > 0.28 and chance < 0.75:
        easel.leafshade(easel.rng.uniform(0.22, 0.42))


def _wood(easel: Easel, size: light.Size) -> Image.Image:
    """Multiplier with long grain and a few board joints."""
    grainy = light.noise(easel.rng, (max(2, size[0] // 90), max(4, size[1] // 3))).resize(size, light.BICUBIC)
    tone = grainy.point([226 + value * 29 // 255 for value in range(256)])
    pen = ImageDraw.Draw(tone)
    boards = easel.rng.randint(2, 4)
    for board in range(1, boards):
        y = size[1] * (board / boards) ** 1.4
        pen.line((0, y, size[0], y), fill=172, width=2)
    return Image.merge("RGB", (tone, tone.point([v - 3 if v > 3 else 0 for v in range(256)]), tone))


def above(easel: Easel, colour: Colour | None = None) -> None:
    """A surface seen straight from above: linen, boards, tiles or plain paper, with falling light."""
    rng = easel.rng
    base = colour or easel.palette.table
    light_corner, dark_corner = lighter(base, 0.4), darker(base, 0.2)
    grid = [[light_corner, base, base], [base, base, mix(base, dark_corner, 0.6)], [base, base, dark_corner]]
    if easel.sun.x > 0:
        grid = [row[::-1] for row in grid]
    easel.image = light.field((easel.w, easel.h), grid)
    rng.choice((_linen, _boards, _tiles, _plain, _plain))(easel)
    _fall_of_light(easel)


def _plain(easel: Easel) -> None:
    """Hand-laid plaster."""
    cloud = light.clouds(easel.rng, easel.image.size, (5, 6)).point([112 + v // 8 for v in range(256)])
    easel.image = light.laid(easel.image, cloud)


def _linen(easel: Easel) -> None:
    w, h = easel.w, easel.h
    across = light.noise(easel.rng, (max(2, w // 60), h // 2)).resize((w, h), light.BILINEAR)
    down = light.noise(easel.rng, (w // 2, max(2, h // 60))).resize((w, h), light.BILINEAR)
    weave = Image.blend(across, down, 0.5).point([118 + v // 13 for v in range(256)])
    folds = light.clouds(easel.rng, (w, h), (3, 3)).point([96 + v // 4 for v in range(256)])
    easel.image = light.laid(light.laid(easel.image, weave), folds)


def _boards(easel: Easel) -> None:
    wood = _wood(easel, (easel.h, easel.w)).rotate(90, expand=True).resize((easel.w, easel.h))
    easel.image = ImageChops.multiply(easel.image, wood)


def _tiles(easel: Easel) -> None:
    step = easel.u // easel.rng.randint(3, 6)
    lines = Image.new("L", (easel.w, easel.h), 128)
    pen = ImageDraw.Draw(lines)
    for x in range(step // 3, easel.w, step):
        pen.line((x, 0, x, easel.h), fill=104, width=3)
    for y in range(step // 2, easel.h, step):
        pen.line((0, y, easel.w, y), fill=104, width=3)
    easel.image = light.laid(easel.image, lines.filter(ImageFilter.GaussianBlur(0.8)))


def room(easel: Easel, floor: float = 0.74, wall: Colour | None = None) -> float:
    """A wall and a floor of boards running towards us; returns the floor's far edge in pixels."""
    easel.wall(wall)
    edge = round(easel.h * floor)
    depth = easel.h - edge
    base = mix(easel.palette.table, (150, 110, 78), 0.35)
    boards = ImageChops.multiply(_table_top(easel, base, (easel.w, depth)), _floorboards(easel, (easel.w, depth)))
    easel.image.paste(boards, (0, edge))
    skirting = cut(
        easel, [(-5, edge - easel.u * 0.035), (easel.w + 5, edge - easel.u * 0.035), (easel.w + 5, edge), (-5, edge)]
    )
    fill(easel, skirting, lighter(wall or easel.palette.wall, 0.5), 0.75)
    _seam(easel, edge)
    return float(edge)


def _floorboards(easel: Easel, size: light.Size) -> Image.Image:
    tone = light.noise(easel.rng, (max(2, size[0] // 40), max(2, size[1] // 4))).resize(size, light.BICUBIC)
    tone = tone.point([232 + v * 23 // 255 for v in range(256)])
    pen = ImageDraw.Draw(tone)
    centre = size[0] * easel.rng.uniform(0.3, 0.7)
    for board in range(-12, 13):
        x = centre + board * size[0] * 0.09
        pen.line((x, 0, centre + (x - centre) * 2.6, size[1]), fill=186, width=2)
    return Image.merge("RGB", (tone,) * 3)


def rug(easel: Easel, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
    """An oval rug on the floor with a border."""
    from_edge = [(1.0, colour), (0.88, lighter(colour, 0.5)), (0.82, colour)]
    for share, tone in from_edge:
        ring = [(x + rx * share * px, y + ry * share * py) for px, py in _unit_ring()]
        model(easel, cut(easel, ring), tone, 0.1, 0.5, 0.9)


def _unit_ring() -> Points:
    return [(x, y) for x, y in rounded(-1, -1, 1, 1, 1)]


def framed(easel: Easel, box: tuple[float, float, float, float], inside: Image.Image, frame: Colour) -> None:
    """A picture or a window on the wall, top left at `(x, y)`, with its frame and shadow."""
    x, y, w, h = box
    border = max(3.0, easel.u * 0.014)
    outer = cut(easel, rounded(x - border, y - border, x + w + border, y + h + border, 2))
    shifted = (outer.x - round(easel.sun.x * border), outer.y - round(easel.sun.y * border * 1.4))
    easel.multiply(
        SHADOW,
        outer.mask.filter(ImageFilter.GaussianBlur(border * 0.6)).point([v * 5 // 10 for v in range(256)]),
        shifted,
    )
    model(easel, outer, frame, 0.03, 0.8)
    easel.image.paste(inside.resize((max(1, round(w)), max(1, round(h))), light.BILINEAR), (round(x), round(y)))
    easel.multiply(
        SHADOW, light.tones((max(1, round(w)), max(2, round(border * 2))), [[110], [0]]), (round(x), round(y))
    )


def sky(easel: Easel, colours: list[Colour], below: float) -> None:
    """Bands of sky from the top down to the share `below` of the height, the last colour under it; soft clouds."""
    depth = max(4, round(easel.h * below))
    easel.image.paste(colours[-1], (0, 0, easel.w, easel.h))
    easel.image.paste(light.field((easel.w, depth), [[c, mix(c, colours[-1], 0.25)] for c in colours]), (0, 0))
    cloud = light.clouds(easel.rng, (easel.w // 2, depth // 2), (2, easel.rng.randint(5, 9)))
    heavy = easel.rng.randint(120, 146)
    mask = cloud.point([max(0, min(170, (v - heavy) * 4)) for v in range(256)]).filter(ImageFilter.GaussianBlur(2))
    easel.image.paste(lighter(colours[-1], 0.45), (0, 0), mask.resize((easel.w, depth), light.BILINEAR))


def water(easel: Easel, top: float, bottom: float, colours: list[Colour], glint: Colour, sun_x: float) -> None:
    """Water between two heights in pixels, with ripples that widen towards us and a path of light."""
    a, b = round(top), round(bottom)
    easel.image.paste(light.field((easel.w, b - a), [[c, c] for c in colours]), (0, a))
    sheet = Image.new("L", (easel.w, b - a))
    pen = ImageDraw.Draw(sheet)
    for _ in range(260):
        depth = easel.rng.random() ** 1.5
        near = abs(easel.rng.gauss(0, 0.22))
        bright = round(max(14, 150 * (1 - near * 2.4)))
        length = easel.u * (0.012 + 0.07 * depth) * easel.rng.uniform(0.5, 1.4)
        x = sun_x + (near if easel.rng.random() < 0.5 else -near) * easel.w * (0.4 + 2.4 * depth) + sin(depth * 30) * 4
        y = depth * (b - a)
        pen.ellipse((x - length, y, x + length, y + 1 + 5 * depth), fill=bright)
    easel.image.paste(glint, (0, a), sheet.filter(ImageFilter.GaussianBlur(1.1)))
