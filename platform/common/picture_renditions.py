"""What is done to the pixels. Runs in the worker process only, on bytes nobody vouches for."""

import base64
import io
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageCms, ImageFilter

from common.picture_reading import Reading, undamaged

# --paper of the light theme: a transparent picture looks the way it does on a page by day.
PAPER = (0xFB, 0xFA, 0xF7)

# The longest screenshots stay readable, and WebP itself ends at 16,383.
MAX_HEIGHT = 8000

QUALITY = 80
# Measured on twenty photographs: method 4 takes nearly twice the time of 2 to save 4 % of the bytes, 0 saves a fifth of
# the time for 16 % more bytes, 1 saves no time. People wait for their upload, so 2.
METHOD = 2

PLACEHOLDER_SIDE = 16
PLACEHOLDER_CHARACTERS = 300

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_REDUCIBLE = ("L", "LA", "RGB", "RGBA", "CMYK")


class Encoded(NamedTuple):
    """One rendition: the width it was made for, its real size, and the WebP file."""

    slot: int
    size: tuple[int, int]
    content: bytes


def decode(picture: Image.Image, reading: Reading, width: int) -> Image.Image:
    """The pixels upright, in sRGB, on paper, at most `width` wide. Raises Refused("damaged").

    Every step that can come after the reduction does: 2 megapixels are cheaper to turn and to convert than 12.
    """
    target = fitted(reading.seen_size, width)
    stored_target = target[::-1] if reading.is_sideways else target
    # JPEG decodes straight to a half, a quarter or an eighth, as long as that is not smaller than what is asked for.
    picture.draft(None, stored_target)
    undamaged(picture.load)
    profile = picture.info.get("icc_profile")
    reduced = _reduced(_reducible(picture), stored_target)
    if reading.orientation in _TURNS:
        reduced = reduced.transpose(_TURNS[reading.orientation])
    return _on_paper(_in_srgb(reduced, profile))


def middle_square(picture: Image.Image) -> Image.Image:
    """The largest square around the middle of the picture."""
    width, height = picture.size
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    return picture.crop((left, top, left + side, top + side))


def renditions(
    picture: Image.Image, source: tuple[int, int], slots: list[int]
) -> Iterator[tuple[Image.Image, Encoded]]:
    """Pixels and WebP file for each of `slots` (widths, widest first), each made from the one before.

    `source` is the size in pixels of what is shown; no rendition is larger.
    """
    content, previous = b"", (0, 0)
    for slot in slots:
        size = fitted(source, slot)
        picture = _reduced(picture, size)
        # A source narrower than two slots fills both with one encoding.
        content = content if size == previous else webp(picture, QUALITY, METHOD)
        previous = size
        yield picture, Encoded(slot, size, content)


def fitted(size: tuple[int, int], width: int) -> tuple[int, int]:
    """The size of a rendition: at most `width` x MAX_HEIGHT, never larger than the source, at least 1 x 1."""
    ratio = min(1.0, width / size[0], MAX_HEIGHT / size[1])
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))


def webp(picture: Image.Image, quality: int, method: int) -> bytes:
    """A WebP file that holds pixels and nothing else."""
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=quality, method=method, icc_profile=b"", exif=b"", xmp=b"")
    return file.getvalue()


def placeholder(picture: Image.Image) -> str:
    """A blurred miniature of an RGB picture as a data: address of at most PLACEHOLDER_CHARACTERS characters."""
    small = picture.copy()
    small.thumbnail((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE))
    small = small.filter(ImageFilter.GaussianBlur(1))
    addresses = (_data_address(webp(small, quality, 6)) for quality in (60, 40, 20, 10, 0))
    return next(address for address in addresses if len(address) <= PLACEHOLDER_CHARACTERS)


def dominant_colour(picture: Image.Image) -> str:
    """The colour most of an RGB picture has, as #rrggbb: the mean of the fullest of 512 boxes of the colour cube."""
    small = picture.copy()
    small.thumbnail((32, 32), Image.Resampling.BOX)
    channels = small.tobytes()
    boxes: Counter[tuple[int, ...]] = Counter()
    pixels = list(zip(channels[0::3], channels[1::3], channels[2::3], strict=True))
    boxes.update(_box(pixel) for pixel in pixels)
    fullest, count = boxes.most_common(1)[0]
    inside = [pixel for pixel in pixels if _box(pixel) == fullest]
    return "#" + "".join(f"{round(sum(channel) / count):02x}" for channel in zip(*inside, strict=True))


def _box(pixel: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(channel >> 5 for channel in pixel)


def _data_address(file: bytes) -> str:
    return "data:image/webp;base64," + base64.b64encode(file).decode("ascii")


def _reducible(picture: Image.Image) -> Image.Image:
    """The same pixels in a mode that can be averaged, which a palette cannot."""
    # convert() alone would clip 16 bits where they have to be scaled.
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 257).convert("L")
    if picture.has_transparency_data:
        return picture if picture.mode in ("LA", "RGBA") else picture.convert("RGBA")
    if picture.mode in _REDUCIBLE:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _reduced(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture
    # The gap lets a cheap box average do the coarse part and Lanczos the last factor of two.
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or RGBA in sRGB. A profile that is broken or made for other channels is left aside, as browsers do."""
    mode = "RGBA" if picture.mode in ("LA", "RGBA") else "RGB"
    if profile:
        try:
            return _through_profile(picture, profile, mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert(mode)


def _through_profile(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if ImageCms.getProfileDescription(source).startswith("sRGB"):
        return picture.convert(mode)
    converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    return converted or picture.convert(mode)


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGBA", picture.size, (*PAPER, 255))
    ground.alpha_composite(picture)
    return ground.convert("RGB")
