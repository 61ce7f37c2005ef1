"""Pictures drawn for tests: each seed another one, as heavy as a telephone's small ones."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter


def draw(path: Path, seed: int, size: tuple[int, int] = (1200, 1600)) -> Path:
    """A soft still life of overlapping discs, written in the format of the file's name."""
    chance = random.Random(seed)
    ground = tuple(chance.randint(190, 240) for _ in range(3))
    image = Image.new("RGB", size, ground)
    brush = ImageDraw.Draw(image)
    for _ in range(14):
        x, y, r = chance.randint(0, size[0]), chance.randint(size[1] // 3, size[1]), chance.randint(60, 320)
        brush.ellipse((x - r, y - r, x + r, y + r), fill=tuple(chance.randint(40, 220) for _ in range(3)))
    image.filter(ImageFilter.GaussianBlur(6)).save(path)
    return path
