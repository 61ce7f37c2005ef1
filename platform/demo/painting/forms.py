"""Forms: an outline is cut into a patch, and a patch is painted with volume, shadow and shine."""

from dataclasses import dataclass
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demo.painting import light
from demo.painting.colour import Colour, mix, ramp
from demo.painting.easel import Easel
from demo.painting.shapes import Point, Points, ellipse, ribbon

SHADOW: Colour = (92, 80, 104)


@dataclass(frozen=True)
class Patch:
    """A mask and where its top left corner lies on the easel; `inner` is the outline's own box inside it."""

    mask: Image.Image
    x: int
    y: int
    pad: int

    @property
    def at(self) -> tuple[int, int]:
        return self.x, self.y

    @property
    def bottom(self) -> float:
        return self.y + self.mask.height - self.pad

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.mask.width / 2, self.y + self.mask.height / 2


def cut(easel: Easel, *outlines: Points) -> Patch:
    """The union of closed outlines as one smooth-edged mask, kept to the picture and a margin about it."""
    xs = [x for line in outlines for x, _ in line]
    ys = [y for line in outlines for _, y in line]
    margin = easel.u * 0.3
    left, right = max(min(xs), -margin), min(max(xs), easel.w + margin)
    top, bottom = max(min(ys), -margin), min(max(ys), easel.h + margin)
    pad = 6 + round(0.05 * max(1.0, min(right - left, bottom - top)))
    x, y = floor(left) - pad, floor(top) - pad
    size = (max(1, ceil(right) + pad - x), max(1, ceil(bottom) + pad - y))
    sheet = Image.new("L", (size[0] * 2, size[1] * 2))
    pen = ImageDraw.Draw(sheet)
    for line in outlines:
        pen.polygon([((px - x) * 2, (py - y) * 2) for px, py in line], fill=255)
    return Patch(sheet.reduce(2), x, y, pad)


def scaled(mask: Image.Image, share: float) -> Image.Image:
    """The mask with all its values multiplied."""
    return mask.point([min(255, round(value * share)) for value in range(256)])


def fill(easel: Easel, patch: Patch, colour: Colour, opacity: float = 1.0) -> None:
    """Flat paint."""
    easel.image.paste(colour, patch.at, patch.mask if opacity >= 1 else scaled(patch.mask, opacity))


def soft(easel: Easel, patch: Patch, colour: Colour, blur: float, opacity: float = 1.0) -> None:
    """Flat paint with a blurred edge that stays within the patch's margin only if the blur is small."""
    room = round(blur * 2)
    mask = Image.new("L", (patch.mask.width + 2 * room, patch.mask.height + 2 * room))
    mask.paste(patch.mask, (room, room))
    mask = scaled(_blurred(mask, blur), opacity)
    easel.image.paste(colour, (patch.x - room, patch.y - room), mask)


def _blurred(mask: Image.Image, radius: float) -> Image.Image:
    """Gaussian blur, done small when the radius is large."""
    step = max(1, int(radius // 3))
    if step == 1:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.reduce(step).filter(ImageFilter.GaussianBlur(radius / step))
    return small.resize(mask.size, light.BILINEAR)


def relief(easel: Easel, patch: Patch, depth: float, strength: float) -> Image.Image:
    """Tone 0..255 of a pillow with the patch's outline in the easel's light, 128 where it faces us.

    `depth` is how far the roundness reaches inwards, as a share of the short side.
    """
    short = min(patch.mask.size) - 2 * patch.pad
    step = max(1, short // 90)
    height = patch.mask.reduce(step)
    radius = max(0.6, depth * short / step / 2)
    height = height.filter(ImageFilter.GaussianBlur(radius))
    dx, dy = round(easel.sun.x * radius), round(easel.sun.y * radius)
    towards, away = ImageChops.offset(height, dx, dy), ImageChops.offset(height, -dx, -dy)
    tone = ImageChops.subtract(towards, away, 1.5 / strength, 128)
    return tone.resize(patch.mask.size, light.BICUBIC) if step > 1 else tone


def painted(tone: Image.Image, table: list[int]) -> Image.Image:
    """A tone through a colour ramp."""
    return Image.merge("RGB", (tone, tone, tone)).point(table)


def model(
    easel: Easel, patch: Patch, colour: Colour, depth: float = 0.5, strength: float = 1.0, rough: float = 0.0
) -> None:
    """Paint the patch as a round body; `rough` 0..1 gives its skin a tooth."""
    tone = relief(easel, patch, depth, strength)
    if rough:
        tooth = light.grain(easel.rng, tone.size)
        tooth = tooth.point([round(128 + (value - 128) * rough) for value in range(256)])
        tone = ImageChops.add(tone, tooth, 1, -128)
    easel.image.paste(painted(tone, ramp(colour)), patch.at, patch.mask)


def shine(easel: Easel, at: Point, radii: Point, strength: float = 0.7, turn: float = 0.0) -> None:
    """A soft highlight."""
    (x, y), (rx, ry) = at, radii
    spot = cut(easel, ellipse(x, y, rx, ry, turn))
    soft(easel, spot, (255, 253, 246), max(0.8, min(rx, ry) * 0.45), strength)


def drop(easel: Easel, patch: Patch, height: float, strength: float = 0.5) -> None:
    """Shadow of a thing lying flat and seen from above; `height` in pixels is how far it stands off."""
    blur = max(1.5, height * 0.55)
    room = round(blur * 2)
    mask = Image.new("L", (patch.mask.width + 2 * room, patch.mask.height + 2 * room))
    mask.paste(patch.mask, (room, room))
    at = (round(patch.x - room - easel.sun.x * height), round(patch.y - room - easel.sun.y * height))
    easel.multiply(SHADOW, scaled(_blurred(mask, blur), strength), at)


def cast(easel: Easel, patch: Patch, base: float, strength: float = 0.5) -> None:
    """Shadow of a standing thing on the ground it stands on at height `base` of the picture.

    It runs away from the light and towards us, longer when the sun reaches far, and is darkest at the foot.
    """
    step = 4
    w, h = easel.w // step, easel.h // step
    lean, squash = -easel.sun.x * easel.sun.reach * 1.5, 0.34 * easel.sun.reach
    small = patch.mask.reduce(step)
    ox, oy, foot = patch.x / step, patch.y / step, base / step
    data = (1, -lean / squash, lean * foot / squash - ox, 0, -1 / squash, foot + foot / squash - oy)
    shadow = small.transform((w, h), Image.Transform.AFFINE, data, light.BILINEAR)
    near = max(1.2, easel.u / step * 0.012)
    shadow = shadow.filter(ImageFilter.GaussianBlur(near))
    fade = light.tones((w, h), [[255], [255]])
    fade.paste(_fading(w, max(1, h - round(foot))), (0, round(foot)))
    shadow = ImageChops.multiply(shadow, fade)
    box = shadow.getbbox()
    if box is None:
        return
    piece = shadow.crop(box).resize(((box[2] - box[0]) * step, (box[3] - box[1]) * step), light.BILINEAR)
    easel.multiply(SHADOW, scaled(piece, strength), (box[0] * step, box[1] * step))


def _fading(width: int, height: int) -> Image.Image:
    """White above, grey below: a shadow pales with its length."""
    return light.tones((width, height), [[255], [40]])


def grounded(easel: Easel, x: float, y: float, rx: float, strength: float = 0.55) -> None:
    """The dark line where a thing touches its ground."""
    foot = cut(easel, ellipse(x - easel.sun.x * rx * 0.12, y, rx, max(2.0, rx * 0.16)))
    room = round(rx * 0.25)
    mask = Image.new("L", (foot.mask.width + 2 * room, foot.mask.height + 2 * room))
    mask.paste(foot.mask, (room, room))
    easel.multiply(SHADOW, scaled(_blurred(mask, max(1.5, rx * 0.1)), strength), (foot.x - room, foot.y - room))


def stroke(easel: Easel, line: Points, width: float, colour: Colour, end: float | None = None) -> Patch:
    """A round line with volume; returns its patch."""
    patch = cut(easel, ribbon(line, width, end))
    model(easel, patch, colour, 0.8, 0.8)
    return patch


def tinted(colour: Colour, easel: Easel, share: float = 0.12) -> Colour:
    """The colour as it looks in this picture's air."""
    return mix(colour, easel.palette.wall, share)
