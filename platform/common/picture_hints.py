"""What would make a picture better, cheaply measured. Runs in the worker process only."""

from PIL import Image, ImageChops, ImageFilter, ImageStat

# A card on a large screen shows 720 pixels.
SMALL_WIDTH = 720
# Nine pixels of ten are darker than this, of 255: nothing is lit, which a night with lamps in it is not.
DARK_BELOW = 60
# The mean edge of the sharpest of 64 tiles, of 255. A focused photograph has 10 and more; one blurred over 3 of its
# 720 pixels has less than 2. A quiet sky says nothing, the sharpest part does.
BLURRED_BELOW = 2.0
_SIDE = 720
_TILES = (8, 8)
# The sum of the four neighbours less four times the middle: 0 in what is even, large at an edge.
_EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def hints_for(picture: Image.Image, source: tuple[int, int]) -> list[str]:
    """Codes of common.pictures.HINTS for an upright RGB picture made of a source of this size."""
    grey = picture.convert("L")
    grey.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    found = {
        "small": source[0] < SMALL_WIDTH,
        "dark": _lightest_tenth(grey) < DARK_BELOW,
        "blurred": _sharpest_tile(grey) < BLURRED_BELOW,
    }
    return [code for code, is_so in found.items() if is_so]


def _lightest_tenth(grey: Image.Image) -> int:
    """The value that nine pixels of ten are darker than."""
    left = grey.width * grey.height // 10
    for value, count in reversed(list(enumerate(grey.histogram()))):
        left -= count
        if left < 0:
            return value
    return 0


def _sharpest_tile(grey: Image.Image) -> float:
    even = Image.new("L", grey.size, 128)
    # The filter leaves a frame of one pixel as it was.
    inside = (1, 1, max(2, grey.width - 1), max(2, grey.height - 1))
    edges = ImageChops.difference(grey.filter(_EDGES), even).crop(inside)
    # Tenths survive the averaging into whole numbers.
    tiles = edges.point(lambda value: min(255, value * 10)).resize(_TILES, Image.Resampling.BOX)
    return float(ImageStat.Stat(tiles).extrema[0][1]) / 10
