"""Turned things: bottles, jars, cups, bowls, pots. A profile is spun about an upright axis."""

from dataclasses import dataclass, field
from itertools import pairwise
from math import pi

from PIL import Image, ImageChops

from demo.painting import light
from demo.painting.colour import Colour, darker, mix, ramp
from demo.painting.easel import Easel
from demo.painting.forms import Patch, cast, cut, fill, grounded, model, painted
from demo.painting.shapes import Point, Points, arc, ellipse, flow

Profile = list[tuple[float, float]]
Band = tuple[float, float, Colour]

SAG = 0.12
CYLINDER: Profile = [(0, 0.98), (0.04, 1), (0.5, 1), (1, 1)]
BOTTLE: Profile = [(0, 0.95), (0.03, 1), (0.6, 1), (0.7, 0.9), (0.76, 0.5), (0.8, 0.36), (1, 0.36)]
VASE: Profile = [(0, 0.5), (0.1, 0.72), (0.38, 1), (0.62, 0.86), (0.8, 0.48), (0.92, 0.42), (1, 0.52)]
GOURD: Profile = [(0, 0.55), (0.2, 0.95), (0.36, 1), (0.52, 0.7), (0.62, 0.52), (0.76, 0.6), (0.9, 0.4), (1, 0.36)]
JUG: Profile = [(0, 0.7), (0.12, 0.92), (0.4, 1), (0.66, 0.78), (0.84, 0.6), (1, 0.7)]
BOWL: Profile = [(0, 0.42), (0.06, 0.44), (0.12, 0.58), (0.4, 0.84), (0.75, 0.97), (1, 1)]
CUP: Profile = [(0, 0.56), (0.06, 0.66), (0.3, 0.88), (0.7, 0.98), (1, 1)]
POT: Profile = [(0, 0.7), (0.05, 0.74), (0.9, 0.98), (1, 1)]
TUBE: Profile = [(0, 0.6), (0.03, 0.6), (0.14, 0.6), (0.16, 0.92), (0.3, 0.97), (1, 1)]
PROFILES = (VASE, GOURD, JUG, CYLINDER, BOTTLE)


@dataclass(frozen=True)
class Glaze:
    """How a turned thing looks: colour, bands of other colours `(from, to, colour)` by height, and shine 0..1."""

    colour: Colour
    bands: tuple[Band, ...] = field(default=())
    gloss: float = 0.6
    mouth: Colour | None = None
    tilt: float = 0.13


def radius(profile: Profile, t: float) -> float:
    """Half width at height `t` (0 foot, 1 top) as a share of the widest."""
    for (low, a), (high, b) in pairwise(profile):
        if t <= high:
            return a + (b - a) * (t - low) / (high - low or 1)
    return profile[-1][1]


def _softened(profile: Profile) -> Profile:
    return [(t, r) for t, r in flow(list(profile), 5)]


def _outline(profile: Profile, x: float, base: float, half: float, height: float, tilt: float) -> Points:
    left = [(x - half * r, base - height * t) for t, r in profile]
    right = [(x + half * r, base - height * t) for t, r in profile][::-1]
    foot, top = half * profile[0][1], half * profile[-1][1]
    below = arc(x, base, foot, foot * tilt, 0, pi)
    above = arc(x, base - height, top, top * tilt, pi, 2 * pi)
    return left + above + right + below


def _tone(easel: Easel, size: light.Size, gloss: float) -> Image.Image:
    """Cylinder light: bright flank, turning edge, reflected light on the dark side, a strip of window."""
    row = [112, 168, 188, 172, 142, 116, 92, 66, 58, 88]
    if gloss > 0.3:
        row[1] = round(168 + 60 * gloss)
        row[2] = round(188 + 66 * gloss)
        row[8], row[9] = 62, round(84 + 40 * gloss)
    if easel.sun.x > 0:
        row = row[::-1]
    low = [round(tone * 0.8) for tone in row]
    return light.tones(size, [row, row, row, low])


def _texture(easel: Easel, size: light.Size, glaze: Glaze) -> Image.Image:
    tone = _tone(easel, size, glaze.gloss)
    if glaze.gloss < 0.3:
        tone = ImageChops.add(tone, light.grain(easel.rng, size), 1, -128)
    sheet = painted(tone, ramp(glaze.colour))
    for start, end, colour in glaze.bands:
        top, bottom = round(size[1] * (1 - end)), round(size[1] * (1 - start))
        box = (0, top, size[0], max(top + 1, bottom))
        sheet.paste(painted(tone.crop(box), ramp(colour)), box)
    return sheet


def _wrapped(
    sheet: Image.Image, profile: Profile, size: light.Size, box: tuple[float, float, float, float]
) -> Image.Image:
    """Bend a flat texture round the profile; `box` is centre x, top, half width and height within `size`."""
    cx, top, half, height = box
    rows, columns = min(22, size[1]), min(6, size[0])
    sag = half * SAG
    mesh = []
    for row in range(rows):
        y0, y1 = size[1] * row // rows, size[1] * (row + 1) // rows
        for column in range(columns):
            x0, x1 = size[0] * column // columns, size[0] * (column + 1) // columns
            quad: list[float] = []
            for x, y in ((x0, y0), (x0, y1), (x1, y1), (x1, y0)):
                t = min(1.0, max(0.0, 1 - (y - top) / height))
                across = min(1.0, max(-1.0, (x - cx) / max(1.0, half * radius(profile, t) * 1.02)))
                lift = sag * (1 - across * across) * radius(profile, t)
                down = min(1.0, max(0.0, (y - lift - top) / height))
                quad += [(across + 1) / 2 * (sheet.width - 1), down * (sheet.height - 1)]
            mesh.append(((x0, y0, x1, y1), tuple(quad)))
    return sheet.transform(size, Image.Transform.MESH, mesh, light.BILINEAR)


def turned_form(easel: Easel, foot: Point, half_and_height: Point, profile: Profile, glaze: Glaze) -> Patch:
    """Paint a turned thing standing with its foot's centre at `(x, base)`, with its shadows; returns its patch."""
    (x, base), (half, height) = foot, half_and_height
    shape = _softened(profile)
    patch = cut(easel, _outline(shape, x, base, half, height, glaze.tilt))
    cast(easel, patch, base)
    grounded(easel, x, base + half * shape[0][1] * glaze.tilt * 0.5, half * shape[0][1] * 1.06)
    unshadowed(easel, patch, (x, base, half, height), shape, glaze)
    return patch


def unshadowed(
    easel: Easel, patch: Patch, place: tuple[float, float, float, float], shape: Profile, glaze: Glaze
) -> None:
    """The body alone; `place` is x, base, half width and height."""
    x, base, half, height = place
    sheet = _texture(easel, (64, max(24, round(height))), glaze)
    frame = (x - patch.x, base - height - patch.y, half, height)
    body = _wrapped(sheet, shape, patch.mask.size, frame)
    easel.image.paste(body, patch.at, patch.mask)
    if glaze.mouth is not None:
        mouth(easel, x, base - height, half * shape[-1][1], glaze)


def mouth(easel: Easel, x: float, y: float, half: float, glaze: Glaze) -> None:
    """The rim and inside of an open vessel, or the flat top of a closed one, whose mouth has the glaze's colour."""
    inside = glaze.mouth or glaze.colour
    rim = cut(easel, ellipse(x, y, half, half * glaze.tilt))
    top = light_colour(glaze.bands[-1][2] if glaze.bands and glaze.bands[-1][1] >= 0.99 else glaze.colour)
    fill(easel, rim, top)
    if inside != glaze.colour:
        hole = cut(easel, ellipse(x, y + half * 0.012, half * 0.9, half * glaze.tilt * 0.86))
        model(easel, hole, inside, 0.9, -0.7)


def light_colour(colour: Colour) -> Colour:
    """The colour of a face that looks up into the light."""
    return mix(colour, (255, 247, 232), 0.42)


def glass_form(easel: Easel, foot: Point, half_and_height: Point, profile: Profile, tint: Colour) -> Patch:
    """A clear vessel: what is behind it shows, darker at the edges, with strips of light."""
    (x, base), (half, height) = foot, half_and_height
    shape = _softened(profile)
    patch = cut(easel, _outline(shape, x, base, half, height, 0.13))
    cast(easel, patch, base, 0.26)
    grounded(easel, x, base, half * shape[0][1], 0.35)
    box = (patch.x, patch.y, patch.x + patch.mask.width, patch.y + patch.mask.height)
    behind = easel.image.crop(box)
    row = [70, 205, 235, 128, 120, 124, 130, 150, 215, 80]
    tone = light.tones((64, max(24, round(height))), [row if easel.sun.x < 0 else row[::-1]])
    body = _wrapped(
        painted(tone, ramp(tint)), shape, patch.mask.size, (x - patch.x, base - height - patch.y, half, height)
    )
    easel.image.paste(Image.blend(behind, body, 0.3), patch.at, patch.mask)
    rim = cut(easel, ellipse(x, base - height, half * shape[-1][1], half * shape[-1][1] * 0.13))
    fill(easel, rim, darker(tint, 0.2), 0.35)
    return patch
