"""The easel: a picture in the making, its light, its palette, and how it is finished."""

from dataclasses import dataclass
from math import sqrt
from random import Random

from PIL import Image, ImageChops, ImageFilter

from demo.painting import light
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.palettes import DAY, Palette

WORKING_PIXELS = 600 * 800


@dataclass(frozen=True)
class Sun:
    """Where the light stands: `x`, `y` point towards it (y negative is up); `reach` is the length of shadows."""

    x: float
    y: float
    reach: float


class Easel:
    """A picture in the making.

    Scenes paint at a working size and speak in pixels of it: `w`, `h`, and `u`, the short side. `finished`
    enlarges softly and lays grain over, so no one meets the working pixels. `nearest` is how close the camera
    may come and `focus` the place (shares of the free play) it comes closer to.
    """

    def __init__(self, name: str, seed: int, size: light.Size) -> None:
        self.rng = Random(f"{name}/{seed}")  # noqa: S311 - a repeatable picture, no secret
        self.size = size
        scale = min(1.0, sqrt(WORKING_PIXELS / (size[0] * size[1])))
        self.w, self.h = max(8, round(size[0] * scale)), max(8, round(size[1] * scale))
        self.u = min(self.w, self.h)
        self.image = Image.new("RGB", (self.w, self.h))
        self.palette = self.rng.choice(DAY)
        self.nearest, self.focus = 1.24, (0.5, 0.66)
        side = self.rng.choice((-1, 1))
        self.sun = Sun(side * self.rng.uniform(0.6, 0.8), -self.rng.uniform(0.6, 0.75), self.rng.uniform(0.5, 0.9))

    def choose(self, palettes: tuple[Palette, ...]) -> Palette:
        """Take this picture's palette from the given ones."""
        self.palette = self.rng.choice(palettes)
        return self.palette

    def accents(self, count: int) -> list[Colour]:
        """That many colours for things, different while the palette has enough."""
        pool: list[Colour] = []
        while len(pool) < count:
            pool += self.rng.sample(self.palette.accents, len(self.palette.accents))
        return pool[:count]

    def multiply(self, colour: Colour, mask: Image.Image, at: tuple[int, int] = (0, 0)) -> None:
        """Darken through a mask by a colour, as a shadow does."""
        box = (at[0], at[1], at[0] + mask.width, at[1] + mask.height)
        under = self.image.crop(box)
        self.image.paste(ImageChops.multiply(under, Image.new("RGB", under.size, colour)), at, mask)

    def screen(self, layer: Image.Image) -> None:
        """Add light: a whole layer, black where nothing is added."""
        self.image = ImageChops.screen(self.image, layer)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.8) -> None:
        """A soft round light about a point."""
        edge = max(2, round(radius * 2))
        table = [round(strength * 255 * max(0.0, 1 - tone / 255) ** 1.8) for tone in range(256)]
        mask = Image.radial_gradient("L").resize((edge, edge), light.BILINEAR).point(table)
        at = (round(x - radius), round(y - radius))
        under = self.image.crop((at[0], at[1], at[0] + edge, at[1] + edge))
        self.image.paste(ImageChops.screen(under, Image.new("RGB", under.size, colour)), at, mask)

    def soften(self, radius: float) -> None:
        """Put everything painted so far out of focus."""
        self.image = self.image.filter(ImageFilter.BoxBlur(radius))

    def sunlight(self, strength: float = 0.5) -> None:
        """Light of a paned window across what is painted so far."""
        mask = light.window_shape(self.rng, (self.w, self.h), -self.sun.x)
        warm = ImageChops.screen(self.image, Image.new("RGB", self.image.size, (92, 70, 38)))
        self.image.paste(warm, (0, 0), mask.point([round(t * strength) for t in range(256)]))

    def leafshade(self, strength: float = 0.3) -> None:
        """Shade of leaves across what is painted so far."""
        mask = light.foliage_shape(self.rng, (self.w, self.h))
        self.multiply(
            mix(self.palette.deep, (120, 110, 140), 0.4), mask.point([round(t * strength) for t in range(256)])
        )

    def steam(self, x: float, y: float, height: float) -> None:
        """Steam rising from a point."""
        self.image.paste((255, 252, 244), (0, 0), light.steam_shape(self.rng, (self.w, self.h), x, y, height))

    def wall(self, colour: Colour | None = None) -> None:
        """Fill the picture with a wall, bright towards the light and falling off."""
        base = colour or self.palette.wall
        bright, dim = lighter(base, 0.42), darker(base, 0.3)
        row = [bright, base, dim] if self.sun.x < 0 else [dim, base, bright]
        low = [mix(c, darker(base, 0.22), 0.5) for c in row]
        self.image = light.field((self.w, self.h), [row, [mix(a, base, 0.4) for a in row], low])

    def finished(self) -> Image.Image:
        """The picture at its full size, with brush, vignette and grain."""
        whole = light.laid(self._framed(), light.brush(self.rng, self.image.size))
        whole = ImageChops.multiply(whole, light.vignette(whole.size)).point(light.print_curve())
        if whole.size != self.size:
            whole = whole.resize(self.size, light.BILINEAR)
        return light.laid(whole, light.grain(self.rng, self.size))

    def printed(self) -> Image.Image:
        """The picture at its full size with no more than a breath of grain: for marks and flat colour."""
        whole = self.image.resize(self.size, light.BICUBIC)
        return light.laid(whole, light.grain(self.rng, self.size).point([128 + (v - 128) // 4 for v in range(256)]))

    def _framed(self) -> Image.Image:
        """The camera comes a step nearer, towards the middle of interest."""
        zoom = self.rng.uniform(1.0, self.nearest)
        w, h = self.w / zoom, self.h / zoom
        left = (self.w - w) * (self.focus[0] + self.rng.uniform(-0.15, 0.15))
        top = (self.h - h) * (self.focus[1] + self.rng.uniform(-0.15, 0.15))
        left, top = min(max(0.0, left), self.w - w), min(max(0.0, top), self.h - h)
        return self.image.resize((self.w, self.h), light.BILINEAR, box=(left, top, left + w, top + h))
