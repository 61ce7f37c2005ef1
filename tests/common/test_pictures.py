"""What becomes of a good picture. Every one goes through the real worker process."""

import io
import random
from pathlib import Path

import pytest
from PIL import Image

from common.pictures import Rendered, inspect_picture, prepare_picture
from tests.common.picture_files import (
    BLUE,
    GREEN,
    HEIC,
    HEIC_TURNED,
    RED,
    WHITE,
    XMP,
    bomb_png,
    camera_exif,
    quarters,
    saved,
    sixteen_bit_png,
    swapped_profile,
)

PAPER = (0xFB, 0xFA, 0xF7)


def _prepared(folder: Path, content: bytes) -> Rendered:
    source = folder / "source.bin"
    source.write_bytes(content)
    return prepare_picture(source, folder / "made", stem="k7")


def _shown(rendered: Rendered) -> Image.Image:
    return Image.open(rendered.renditions[-1].path).convert("RGB")


def _is_close(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


def _corners(picture: Image.Image) -> list[object]:
    right, bottom = picture.width - 8, picture.height - 8
    return [picture.getpixel(at) for at in ((8, 8), (right, 8), (8, bottom), (right, bottom))]


def _noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(5).randbytes(size[0] * size[1] * 3))


def test_three_renditions_are_named_for_their_widths_and_measured(tmp_path: Path) -> None:
    rendered = _prepared(tmp_path, saved(quarters((3000, 1500)), "JPEG"))
    made = [(one.slot, one.width, one.height, one.path.name) for one in rendered.renditions]
    assert made == [(360, 360, 180, "k7-360.webp"), (720, 720, 360, "k7-720.webp"), (1440, 1440, 720, "k7-1440.webp")]
    assert [Image.open(one.path).size for one in rendered.renditions] == [(360, 180), (720, 360), (1440, 720)]
    assert [one.path.stat().st_size for one in rendered.renditions] == [one.size_bytes for one in rendered.renditions]
    assert len(list((tmp_path / "made").iterdir())) == 3


def test_a_small_picture_is_never_enlarged_and_still_fills_every_slot(tmp_path: Path) -> None:
    rendered = _prepared(tmp_path, saved(quarters((500, 250)), "JPEG"))
    assert [(one.slot, one.width, one.height) for one in rendered.renditions] == [
        (360, 360, 180),
        (720, 500, 250),
        (1440, 500, 250),
    ]


def test_a_stem_may_lie_in_folders(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(saved(quarters(), "PNG"))
    rendered = prepare_picture(source, tmp_path / "made", stem="p/ab/cd12")
    assert rendered.renditions[0].path == tmp_path / "made/p/ab/cd12-360.webp"
    assert rendered.renditions[0].path.is_file()


@pytest.mark.parametrize("stem", ["", "../x", "/x", "a/../b", "a.b", "x/"])
def test_a_stem_that_could_leave_the_folder_is_a_mistake_of_the_caller(tmp_path: Path, stem: str) -> None:
    with pytest.raises(ValueError, match="is no stem"):
        prepare_picture(HEIC, tmp_path, stem=stem)


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("JPEG", {"quality": 95}, "jpeg"),
        ("PNG", {}, "png"),
        ("WEBP", {"quality": 95}, "webp"),
        ("GIF", {}, "gif"),
        ("AVIF", {"quality": 95}, "avif"),
        ("MPO", {"quality": 95, "save_all": True, "append_images": [Image.new("RGB", (80, 40))]}, "jpeg"),
    ],
)
def test_every_format_is_read_and_told(tmp_path: Path, kind: str, options: dict[str, object], told: str) -> None:
    rendered = _prepared(tmp_path, saved(quarters(), kind, **options))
    assert (rendered.facts.format, rendered.facts.width, rendered.facts.height) == (told, 80, 40)
    assert all(map(_is_close, _corners(_shown(rendered)), [RED, GREEN, BLUE, WHITE]))
    assert not rendered.facts.first_frame_only


def test_heic_of_a_telephone_is_read_and_its_location_is_named_as_removed(tmp_path: Path) -> None:
    rendered = prepare_picture(HEIC, tmp_path, stem="k7")
    assert (rendered.facts.format, rendered.facts.width, rendered.facts.height) == ("heic", 64, 48)
    assert rendered.facts.removed == ("location", "camera")
    assert _is_close(_shown(rendered).getpixel((8, 8)), (200, 30, 30))


def test_a_heic_that_says_twice_how_it_was_held_is_turned_once(tmp_path: Path) -> None:
    rendered = prepare_picture(HEIC_TURNED, tmp_path, stem="k7")
    shown = _shown(rendered)
    assert (rendered.facts.width, rendered.facts.height, shown.size) == (48, 64, (48, 64))
    assert _is_close(shown.getpixel((8, 56)), (200, 30, 30))


@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_a_picture_is_turned_the_way_it_was_held(
    tmp_path: Path, orientation: int, corners: list[tuple[int, int, int]]
) -> None:
    rendered = _prepared(tmp_path, saved(quarters((1600, 800)), "JPEG", exif=camera_exif(orientation)))
    upright = (800, 1600) if orientation >= 5 else (1600, 800)
    shown = _shown(rendered)
    assert (rendered.facts.width, rendered.facts.height) == upright
    assert shown.size == ((800, 1600) if orientation >= 5 else (1440, 720))
    assert all(map(_is_close, _corners(shown), corners))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_served_byte_tells_place_camera_or_anything_else(tmp_path: Path, kind: str) -> None:
    content = saved(
        quarters(), kind, exif=camera_exif(), xmp=XMP, icc_profile=swapped_profile(), comment=b"GPS at home"
    )
    assert b"Lumen" in content
    rendered = _prepared(tmp_path, content)
    assert rendered.facts.removed == ("location", "camera")
    for one in rendered.renditions:
        served = one.path.read_bytes()
        assert not [
            mark
            for mark in (b"Exif", b"EXIF", b"GPS", b"Lumen", b"http://ns.adobe.com", b"XMP ", b"ICCP")
            if mark in served
        ]
        assert served[12:16] == b"VP8 "


def test_a_heic_gives_its_place_away_in_no_served_byte(tmp_path: Path) -> None:
    rendered = prepare_picture(HEIC, tmp_path, stem="k7")
    assert b"Exif" in HEIC.read_bytes()
    assert {one.path.read_bytes()[12:16] for one in rendered.renditions} == {b"VP8 "}
    assert not any(b"Exif" in one.path.read_bytes() for one in rendered.renditions)


def test_a_place_that_only_xmp_tells_is_named_as_removed(tmp_path: Path) -> None:
    assert _prepared(tmp_path, saved(quarters(), "JPEG", xmp=XMP)).facts.removed == ("location",)


def test_nothing_is_named_where_nothing_was(tmp_path: Path) -> None:
    assert _prepared(tmp_path, saved(quarters(), "JPEG")).facts.removed == ()


def test_broken_metadata_does_not_cost_the_picture(tmp_path: Path) -> None:
    rendered = _prepared(tmp_path, saved(quarters(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff broken"))
    assert rendered.facts.removed == ()


def test_what_is_hidden_behind_the_picture_is_not_served(tmp_path: Path) -> None:
    archive = b"PK\x03\x04 a page that steals <script>alert(1)</script>" + b"PK\x05\x06" + bytes(18)
    rendered = _prepared(tmp_path, saved(quarters(), "JPEG") + archive)
    served = b"".join(one.path.read_bytes() for one in rendered.renditions)
    assert b"PK\x03\x04" not in served
    assert b"script" not in served


def test_colours_are_converted_by_the_profile_of_the_file(tmp_path: Path) -> None:
    rendered = _prepared(tmp_path, saved(Image.new("RGB", (64, 64), (255, 0, 0)), "PNG", icc_profile=swapped_profile()))
    assert _is_close(_shown(rendered).getpixel((32, 32)), (0, 0, 255))


def test_a_broken_profile_is_left_aside(tmp_path: Path) -> None:
    rendered = _prepared(tmp_path, saved(Image.new("RGB", (64, 64), RED), "PNG", icc_profile=b"no profile" * 20))
    assert _is_close(_shown(rendered).getpixel((32, 32)), RED)


def test_transparency_lies_on_paper(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    picture.paste((*RED, 255), (0, 0, 32, 64))
    shown = _shown(_prepared(tmp_path, saved(picture, "PNG")))
    assert _is_close(shown.getpixel((8, 32)), RED)
    assert _is_close(shown.getpixel((56, 32)), PAPER)


def test_a_palette_with_a_transparent_colour_lies_on_paper(tmp_path: Path) -> None:
    picture = quarters().quantize(4)
    seen_through = picture.getpixel((8, 8))
    shown = _shown(_prepared(tmp_path, saved(picture, "PNG", transparency=seen_through)))
    assert all(map(_is_close, _corners(shown), [PAPER, GREEN, BLUE, WHITE]))


@pytest.mark.parametrize("mode", ["L", "LA", "1", "CMYK"])
def test_grey_ink_and_line_pictures_keep_their_look(tmp_path: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    shown = _shown(_prepared(tmp_path, saved(Image.new("RGB", (64, 64), WHITE).convert(mode), kind)))
    assert _is_close(shown.getpixel((32, 32)), WHITE)


def test_ink_colours_are_not_inverted(tmp_path: Path) -> None:
    shown = _shown(_prepared(tmp_path, saved(quarters().convert("CMYK"), "JPEG", quality=95)))
    assert all(map(_is_close, _corners(shown), [RED, GREEN, BLUE, WHITE]))


def test_sixteen_bits_of_grey_are_scaled_and_not_clipped(tmp_path: Path) -> None:
    shown = _shown(_prepared(tmp_path, sixteen_bit_png([0x4000] * 64)))
    assert _is_close(shown.getpixel((32, 0)), (0x40, 0x40, 0x40))


def test_a_moving_picture_stands_still_at_its_first_frame_and_says_so(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (40, 40), BLUE), Image.new("RGB", (40, 40), RED)]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        rendered = _prepared(tmp_path, saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100))
        assert rendered.facts.first_frame_only
        assert _is_close(_shown(rendered).getpixel((20, 20)), BLUE)


def test_one_pixel_is_a_picture(tmp_path: Path) -> None:
    rendered = _prepared(tmp_path, saved(Image.new("RGB", (1, 1), RED), "PNG"))
    assert [(one.width, one.height) for one in rendered.renditions] == [(1, 1)] * 3
    assert rendered.colour == "#dc1414"


@pytest.mark.parametrize(
    ("size", "widest"), [((20_000, 500), (1440, 36)), ((40_000, 2), (1440, 1)), ((500, 20_000), (200, 8000))]
)
def test_a_very_long_picture_keeps_its_shape(tmp_path: Path, size: tuple[int, int], widest: tuple[int, int]) -> None:
    rendered = _prepared(tmp_path, bomb_png(*size))
    assert (rendered.renditions[-1].width, rendered.renditions[-1].height) == widest


@pytest.mark.parametrize("picture", [_noise((64, 64)), _noise((900, 600)), quarters(), Image.new("RGB", (1, 900))])
def test_the_placeholder_is_a_tiny_picture_in_an_address(tmp_path: Path, picture: Image.Image) -> None:
    rendered = _prepared(tmp_path, saved(picture, "PNG"))
    assert rendered.placeholder.startswith("data:image/webp;base64,UklGR")
    assert len(rendered.placeholder) <= 300


def test_the_dominant_colour_is_that_of_the_largest_part(tmp_path: Path) -> None:
    picture = Image.new("RGB", (100, 100), (30, 90, 200))
    picture.paste((250, 250, 10), (0, 0, 100, 40))
    colour = _prepared(tmp_path, saved(picture, "PNG")).colour
    assert _is_close(tuple(bytes.fromhex(colour.removeprefix("#"))), (30, 90, 200))


def test_the_header_alone_can_be_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "source"
    # The pixels are missing: an answer shows that nobody looked for them.
    source.write_bytes(saved(quarters((800, 400)), "JPEG", exif=camera_exif(6))[:1200])
    facts = inspect_picture(source)
    assert (facts.format, facts.width, facts.height, facts.removed) == ("jpeg", 400, 800, ("location", "camera"))


def test_doing_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    content = saved(_noise((900, 600)), "JPEG")
    first = [one.path.read_bytes() for one in _prepared(tmp_path, content).renditions]
    assert [one.path.read_bytes() for one in _prepared(tmp_path, content).renditions] == first
    assert Image.open(io.BytesIO(first[0])).size == (360, 240)
