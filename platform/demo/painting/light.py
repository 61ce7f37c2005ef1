"""Light, air and paper: soft fields, grain, vignettes, glows, window light, shade of leaves, steam."""

from functools import lru_cache
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.painting.colour import Colour
from demo.painting.shapes import leaf

Size = tuple[int, int]
BICUBIC = Image.Resampling.BICUBIC
BILINEAR = Image.Resampling.BILINEAR


def field(size: Size, rows: list[list[Colour]]) -> Image.Image:
    """A smooth field of colour through a small grid of colours, top row first."""
    small = Image.new("RGB", (len(rows[0]), len(rows)))
    small.putdata([colour for row in rows for colour in row])
    return _spread(small, size)


def tones(size: Size, rows: list[list[int]]) -> Image.Image:
    """A smooth field of grey through a small grid of tones 0..255."""
    small = Image.new("L", (len(rows[0]), len(rows)))
    small.putdata([min(255, max(0, tone)) for row in rows for tone in row])
    return _spread(small, size)


def _spread(small: Image.Image, size: Size) -> Image.Image:
    """Resize so that the outer cells' centres lie on the picture's edges."""
    inset = (0.5 if small.width > 1 else 0.0, 0.5 if small.height > 1 else 0.0)
    box = (inset[0], inset[1], small.width - inset[0], small.height - inset[1])
    return small.resize(size, BILINEAR if min(small.size) < 3 else BICUBIC, box=box)


def noise(rng: Random, size: Size) -> Image.Image:
    """White noise from the generator; Image.effect_noise cannot be seeded."""
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def clouds(rng: Random, size: Size, cells: tuple[int, int]) -> Image.Image:
    """Slow noise of three octaves, mean 128; `cells` is the coarsest grid."""
    total = noise(rng, cells).resize(size, BICUBIC)
    for octave, share in ((2, 0.36), (5, 0.22)):
        finer = noise(rng, (cells[0] * octave, cells[1] * octave)).resize(size, BICUBIC)
        total = Image.blend(total, finer, share)
    return total


@lru_cache(maxsize=1)
def _grain_tile() -> Image.Image:
    """Film grain and paper tooth, mean 128, made once."""
    rng = Random("grain")  # noqa: S311 - a repeatable picture, no secret
    fine = noise(rng, (768, 768)).filter(ImageFilter.GaussianBlur(0.7))
    tooth = noise(rng, (384, 384)).filter(ImageFilter.GaussianBlur(1.2)).resize((768, 768), BILINEAR)
    both = Image.blend(fine, tooth, 0.5)
    return both.point([min(255, max(0, round(128 + (tone - 127.5) * 0.3))) for tone in range(256)])


@lru_cache(maxsize=1)
def _brush_tile() -> Image.Image:
    """Long dabs of a broad brush, mean 128, made once."""
    rng = Random("brush")  # noqa: S311 - a repeatable picture, no secret
    wide = noise(rng, (30, 110)).resize((1024, 1024), BICUBIC)
    tall = noise(rng, (90, 40)).resize((1024, 1024), BICUBIC)
    both = Image.blend(wide, tall, 0.45)
    return both.point([min(255, max(0, round(128 + (tone - 127.5) * 0.055))) for tone in range(256)])


def _tiled(tile: Image.Image, size: Size, rng: Random) -> Image.Image:
    """A piece of the tile at a random place, repeated where the picture is larger."""
    if size[0] <= tile.width and size[1] <= tile.height:
        x, y = rng.randint(0, tile.width - size[0]), rng.randint(0, tile.height - size[1])
        return tile.crop((x, y, x + size[0], y + size[1]))
    piece = ImageChops.offset(tile, rng.randrange(tile.width), rng.randrange(tile.height))
    whole = Image.new("L", size)
    for y in range(0, size[1], tile.height):
        for x in range(0, size[0], tile.width):
            whole.paste(piece, (x, y))
    return whole


def grain(rng: Random, size: Size) -> Image.Image:
    """Grain of the given size, mean 128."""
    return _tiled(_grain_tile(), size, rng)


def brush(rng: Random, size: Size) -> Image.Image:
    """Brush marks of the given size, mean 128."""
    return _tiled(_brush_tile(), size, rng)


def laid(image: Image.Image, texture: Image.Image) -> Image.Image:
    """The picture with a grey texture of mean 128 added to all channels."""
    return ImageChops.add(image, Image.merge("RGB", (texture,) * 3), 1, -128)


def window_shape(rng: Random, size: Size, slant: float) -> Image.Image:
    """Sun through a paned window on a wall: mask of slanted panes, `slant` -1..1 leans them."""
    w, h = size[0] // 4, size[1] // 4
    mask = Image.new("L", (w, h))
    pen = ImageDraw.Draw(mask)
    left, top = w * rng.uniform(0.1, 0.4), h * rng.uniform(-0.05, 0.12)
    columns, rows = rng.choice(((2, 3), (2, 2), (3, 4), (1, 3)))
    wide, tall = w * rng.uniform(0.42, 0.6) / columns, h * rng.uniform(0.42, 0.6) / rows
    gap = w * 0.022
    for column in range(columns):
        for row in range(rows):
            x, y = left + column * wide, top + row * tall
            lean, drop = slant * 0.35, slant * 0.25
            quad = [(x, y), (x + wide - gap, y), (x + wide - gap, y + tall - gap), (x, y + tall - gap)]
            pen.polygon([(a + (b - top) * lean, b + (a - left) * drop) for a, b in quad], fill=255)
    return mask.filter(ImageFilter.GaussianBlur(rng.uniform(1.2, 2.6))).resize(size, BILINEAR)


def foliage_shape(rng: Random, size: Size) -> Image.Image:
    """The shade of a branch out of sight: mask of soft leaves along two or three stems."""
    w, h = size[0] // 4, size[1] // 4
    mask = Image.new("L", (w, h))
    pen = ImageDraw.Draw(mask)
    for _ in range(rng.randint(2, 3)):
        x, y = rng.uniform(0, w), rng.uniform(-0.1, 0.15) * h
        heading = rng.uniform(0.2, 0.8) * pi
        for step in range(16):
            x += cos(heading) * h * 0.045
            y += sin(heading) * h * 0.045
            side = 1 if step % 2 else -1
            shape = leaf(x, y, h * rng.uniform(0.1, 0.17), heading + side * rng.uniform(0.5, 1.0), h * 0.045)
            pen.polygon(shape, fill=255)
    return mask.filter(ImageFilter.GaussianBlur(rng.uniform(1.5, 4.0))).resize(size, BILINEAR)


def bokeh(rng: Random, size: Size, colours: tuple[Colour, ...], count: int, top: float, bottom: float) -> Image.Image:
    """Lights out of focus between two heights (shares of the picture), black elsewhere: to be screened on."""
    w, h = size[0] // 2, size[1] // 2
    layer = Image.new("RGB", (w, h))
    pen = ImageDraw.Draw(layer, "RGBA")
    for _ in range(count):
        x, y = rng.uniform(0, w), rng.uniform(top, bottom) * h
        r = h * rng.choice((0.008, 0.012, 0.02, 0.03, 0.042))
        colour = rng.choice(colours)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(*colour, rng.randint(40, 150)))
    return layer.filter(ImageFilter.GaussianBlur(1.3)).resize(size, BILINEAR)


def steam_shape(rng: Random, size: Size, x: float, y: float, height: float) -> Image.Image:
    """Wisps rising from `(x, y)` pixels: a faint mask."""
    w, h = size[0] // 4, size[1] // 4
    mask = Image.new("L", (w, h))
    pen = ImageDraw.Draw(mask)
    for wisp in range(3):
        phase, sway = rng.uniform(0, 6), rng.uniform(0.05, 0.1) * height / 4
        start = x / 4 + (wisp - 1) * height * 0.045
        for i in range(40):
            t = i / 40
            px = start + sin(phase + t * 5) * sway * (0.4 + t)
            py, r = y / 4 - t * height / 4, (0.012 + 0.03 * t) * height / 4
            pen.ellipse((px - r, py - r, px + r, py + r), fill=round(74 * (1 - t)))
    return mask.filter(ImageFilter.GaussianBlur(4)).resize(size, BILINEAR)


@lru_cache(maxsize=8)
def vignette(size: Size) -> Image.Image:
    """Multiplier for the corners, white in the middle."""
    radial = Image.radial_gradient("L").resize((size[0] // 4, size[1] // 4), BILINEAR)
    table = [255 - round(40 * max(0.0, (tone - 90) / 165) ** 1.6) for tone in range(256)]
    return Image.merge("RGB", (radial.point(table),) * 3).resize(size, BILINEAR)


@lru_cache(maxsize=1)
def print_curve() -> list[int]:
    """Lookup table of 768 entries: lifted middle, gentle shoulder, shadows a little blue and lights a little warm."""
    table: list[int] = []
    for warm in (1.012, 1.0, 0.982):
        for tone in range(256):
            t = tone / 255
            lifted = t**0.84
            curve = lifted + 0.10 * (lifted - 0.5) * lifted * (1 - lifted) * 4
            table.append(min(255, max(0, round(255 * curve * warm + (1 - t) * (4 if warm < 1 else 0)))))
    return table
