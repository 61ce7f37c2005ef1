"""Square pictures: what avatars are cut to, in the real worker process."""

from pathlib import Path

from PIL import Image

from common.pictures import prepare_square_picture
from tests.common.picture_files import BLUE, RED, saved


def test_a_wide_picture_keeps_its_middle_square(tmp_path: Path) -> None:
    wide = Image.new("RGB", (1200, 400), RED)
    wide.paste(BLUE, (400, 0, 800, 400))
    source = tmp_path / "source"
    source.write_bytes(saved(wide, "PNG"))

    rendered = prepare_square_picture(source, tmp_path / "made", stem="k7")

    assert [(one.slot, one.width, one.height) for one in rendered.renditions] == [
        (360, 360, 360),
        (720, 400, 400),
        (1440, 400, 400),
    ]
    shown = Image.open(rendered.renditions[-1].path).convert("RGB")
    corners = [shown.getpixel(at) for at in ((8, 8), (391, 8), (8, 391), (391, 391))]
    assert all(isinstance(one, tuple) and one[2] > 200 and one[0] < 40 for one in corners)


def test_a_tall_picture_is_cut_above_and_below(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(saved(Image.new("RGB", (100, 900), RED), "JPEG"))
    rendered = prepare_square_picture(source, tmp_path / "made", stem="k7")
    assert {(one.width, one.height) for one in rendered.renditions} == {(100, 100)}
