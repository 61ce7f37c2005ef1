"""What a picture file says about itself. Runs in the worker process only, on bytes nobody vouches for."""

import importlib
from collections.abc import Callable
from typing import IO, NamedTuple, TypeVar

# Every decoder is imported by name: Pillow would otherwise import all its plugins to look for a missing one.
from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)
from PIL.ExifTags import IFD, Base

# More than one decoding thread would cost address space, which is bounded, for little time.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1

FORMATS = {
    JpegImagePlugin.JpegImageFile.format: "jpeg",
    PngImagePlugin.PngImageFile.format: "png",
    WebPImagePlugin.WebPImageFile.format: "webp",
    GifImagePlugin.GifImageFile.format: "gif",
    AvifImagePlugin.AvifImageFile.format: "avif",
    "HEIF": "heic",
}
# Two pictures in one JPEG file, which many phones write; the first is the photograph.
_SAME_AS = {"MPO": "JPEG"}
_MOVING = ("GIF", "WEBP", "PNG", "AVIF")

_SIDEWAYS = (5, 6, 7, 8)
_CAMERA_TAGS = {Base.Make, Base.Model}
_CAMERA_DETAILS = {Base.MakerNote, Base.BodySerialNumber, Base.LensMake, Base.LensModel, Base.LensSerialNumber}
_XMP_LOCATION = (b"exif:GPS", b"photoshop:City", b"Iptc4xmpExt:Location")

T = TypeVar("T")


class Refused(Exception):
    """The picture cannot be taken. `code` is a key of `pictures.REFUSALS`, `found` the figure its sentence shows."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code = code
        self.found = found


class Reading(NamedTuple):
    """What the header says. `size` is as stored, before `orientation` (1 to 8, as in EXIF) is applied."""

    format: str
    size: tuple[int, int]
    orientation: int
    first_frame_only: bool
    removed: tuple[str, ...]

    @property
    def is_sideways(self) -> bool:
        return self.orientation in _SIDEWAYS

    @property
    def seen_size(self) -> tuple[int, int]:
        """Width and height the way a person sees the picture."""
        width, height = self.size
        return (height, width) if self.is_sideways else (width, height)


def open_picture(file: IO[bytes], max_pixels: int) -> tuple[Image.Image, Reading]:
    """Read the header and no pixels. Raises Refused: not_a_picture, damaged, too_many_pixels."""
    # Pillow's own guard has no count to tell a person, so ours comes first and Pillow's then watches over the decoding.
    Image.MAX_IMAGE_PIXELS = None
    _load_heif_decoder_if_needed(file)
    # A name Pillow does not know would make it import all its plugins in the search for it.
    known = [name for name in FORMATS if name in Image.OPEN]
    try:
        picture = undamaged(lambda: Image.open(file, formats=known))
    except UnidentifiedImageError as unknown:
        raise Refused("damaged" if _begins_like_one_of(file, known) else "not_a_picture") from unknown
    width, height = picture.size
    if width * height > max_pixels:
        # One decimal, rounded up, so that 50,010,000 pixels are not told as 50.0 million.
        raise Refused("too_many_pixels", f"{-(-width * height // 100_000) / 10:.1f}")
    Image.MAX_IMAGE_PIXELS = max_pixels
    return picture, _reading(picture)


def undamaged(step: Callable[[], T]) -> T:
    """What a decoder returns. Over broken bytes decoders raise whatever they like: it becomes Refused("damaged")."""
    try:
        return step()
    except (MemoryError, UnidentifiedImageError, Refused):
        raise
    except Exception as broken:
        raise Refused("damaged") from broken


def _load_heif_decoder_if_needed(file: IO[bytes]) -> None:
    head = file.read(12)
    file.seek(0)
    if head[4:8] == b"ftyp":
        # Not at the top: it would add 40 ms to every picture of another format, and a way in for a hostile one.
        heif = importlib.import_module("pi_heif")
        heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False, decode_threads=1)


def _begins_like_one_of(file: IO[bytes], names: list[str]) -> bool:
    file.seek(0)
    head = file.read(16)
    accepts = [Image.OPEN[name][1] for name in names]
    return any(accept(head) is True for accept in accepts if accept)


def _reading(picture: Image.Image) -> Reading:
    exif = _exif(picture)
    orientation = exif.get(Base.Orientation, 1)
    name = _SAME_AS.get(picture.format or "", picture.format or "")
    return Reading(
        format=FORMATS[name],
        size=picture.size,
        orientation=orientation if orientation in range(1, 9) else 1,
        first_frame_only=name in _MOVING and undamaged(lambda: bool(getattr(picture, "is_animated", False))),
        removed=tuple(_removed(exif, picture.info.get("xmp", b""))),
    )


def _exif(picture: Image.Image) -> Image.Exif:
    try:
        return undamaged(picture.getexif)
    except Refused:
        # Metadata is thrown away in any case, so a picture is not refused because its metadata is broken.
        return Image.Exif()


def _removed(exif: Image.Exif, xmp: object) -> list[str]:
    """Which private things the file carries, as codes for the page to put in words: location, camera."""
    packet = xmp if isinstance(xmp, bytes) else b""
    carries = {
        "location": bool(_directory(exif, IFD.GPSInfo)) or any(mark in packet for mark in _XMP_LOCATION),
        "camera": bool(_CAMERA_TAGS & set(exif)) or bool(_CAMERA_DETAILS & set(_directory(exif, IFD.Exif))),
    }
    return [name for name, is_there in carries.items() if is_there]


def _directory(exif: Image.Exif, directory: IFD) -> dict[int, object]:
    try:
        return undamaged(lambda: exif.get_ifd(directory))
    except Refused:
        return {}
