"""Picture files for tests, made as cameras, editors and attackers make them."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageCms
from PIL.ExifTags import IFD, Base

_FILES = Path(__file__).parent / "files"
HEIC = _FILES / "with-location.heic"
# Stored 64 x 48 with a quarter turn in the container and another one in its EXIF, as telephones write both.
HEIC_TURNED = _FILES / "held-upright.heic"

XMP = (
    b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="31,14.0N"/></rdf:RDF></x:xmpmeta>'
)

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 180, 20), (20, 20, 220), (255, 255, 255)


def quarters(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red, green / blue, white, so that every turn and every mirror shows."""
    width, height = size
    picture = Image.new("RGB", size, RED)
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    picture.paste(WHITE, (width // 2, height // 2, width, height))
    return picture


def camera_exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: who made it, where it was held, how it was held."""
    exif = Image.Exif()
    exif[Base.Make] = "Lumen"
    exif[Base.Model] = "Pocket 9"
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo).update({1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 28.0, 0.0)})
    return exif


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def swapped_profile() -> bytes:
    """An RGB profile under which pure red is shown as blue: impossible to overlook when it is applied."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    renamed = profile.replace("sRGB".encode("utf-16-be"), "Test".encode("utf-16-be"))
    return renamed[:red] + b"bXYZ" + renamed[red + 4 : blue] + b"rXYZ" + renamed[blue + 4 :]


def sixteen_bit_png(values: list[int]) -> bytes:
    """A row of 16-bit grey pixels."""
    raw = b"\x00" + struct.pack(f">{len(values)}H", *values)
    return _png(len(values), 1, depth=16, colour_type=0, data=zlib.compress(raw))


def bomb_png(width: int, height: int) -> bytes:
    """A small PNG that would unfold into `width` x `height` pixels of nothing."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return _png(width, height, depth=8, colour_type=0, data=data)


def _png(width: int, height: int, *, depth: int, colour_type: int, data: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
