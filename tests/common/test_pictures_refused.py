"""What becomes of files that are not taken, and of a worker that goes over its bounds."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image

from common import picture_worker, pictures
from common.pictures import REFUSALS, Limits, PictureRefused, PictureWorkerFailed, prepare_picture
from tests.common.picture_files import HEIC, bomb_png, quarters, saved

MIB = 1024 * 1024
SOURCES = Path(picture_worker.__file__).parent.parent


def _refused(folder: Path, content: bytes, limits: Limits = pictures.DEFAULT_LIMITS) -> PictureRefused:
    """The refusal of `content`; nothing may have been written."""
    source = folder / "holiday.jpg"
    source.write_bytes(content)
    target = folder / "made"
    target.mkdir()
    with pytest.raises(PictureRefused) as refusal:
        prepare_picture(source, target, stem="k7", limits=limits)
    assert list(target.iterdir()) == []
    return refusal.value


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF",
        b"8BPS\x00\x01" + bytes(200),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n",
        saved(quarters(), "TIFF"),
        saved(quarters(), "BMP"),
        saved(quarters(), "ICO"),
        saved(quarters(), "JPEG2000"),
        b"\x00\x00\x00\x18ftypmp42" + bytes(200),
        b"\x00",
    ],
    ids=["svg", "html", "pdf", "psd", "eps", "tiff", "bmp", "ico", "jpeg2000", "mp4", "one-byte"],
)
def test_what_is_no_picture_of_ours_is_refused_whatever_its_name_says(tmp_path: Path, content: bytes) -> None:
    assert _refused(tmp_path, content).code == "not_a_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_breaks_off_is_damaged(tmp_path: Path, kind: str) -> None:
    whole = saved(quarters((640, 480)), kind)
    assert _refused(tmp_path, whole[: len(whole) * 2 // 3]).code == "damaged"


@pytest.mark.parametrize(
    "name", [b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"\xff\xd8\xff\xe0"]
)
def test_a_file_that_breaks_off_after_its_first_words_is_damaged(tmp_path: Path, name: bytes) -> None:
    assert _refused(tmp_path, name).code == "damaged"


def test_a_heic_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    assert _refused(tmp_path, HEIC.read_bytes()[:700]).code == "damaged"


def test_an_empty_file_is_told_as_empty(tmp_path: Path) -> None:
    refusal = _refused(tmp_path, b"")
    assert (refusal.code, refusal.message) == ("empty", "This file is empty.")


def test_a_bomb_of_sixty_megapixels_is_refused_with_its_count(tmp_path: Path) -> None:
    bomb = bomb_png(10_000, 6_000)
    assert len(bomb) < 100_000
    refusal = _refused(tmp_path, bomb)
    assert (refusal.code, refusal.found, refusal.limit) == ("too_many_pixels", "60.0", "50")
    assert refusal.message == "This picture has over 50 megapixels: 60.0."


def test_a_count_just_over_the_limit_is_not_rounded_to_the_limit(tmp_path: Path) -> None:
    refusal = _refused(tmp_path, saved(Image.new("1", (1001, 1000)), "PNG"), Limits(pixels=1_000_000))
    assert refusal.message == "This picture has over 1 megapixels: 1.1."


def test_a_file_over_the_limit_is_refused_with_its_size_before_anything_reads_it(tmp_path: Path) -> None:
    refusal = _refused(tmp_path, b"\xff\xd8\xff" + bytes(int(24.1 * MIB)))
    assert (refusal.code, refusal.message) == ("too_large", "This file is over 20 MB: 24.2 MB.")


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    content = saved(quarters(), "JPEG")
    (tmp_path / "source").write_bytes(content)
    rendered = prepare_picture(
        tmp_path / "source", tmp_path / "made", stem="k7", limits=Limits(file_bytes=len(content))
    )
    assert rendered.facts.format == "jpeg"


def test_a_worker_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    assert _refused(tmp_path, saved(quarters(), "JPEG"), Limits(wall_seconds=0.01)).code == "too_slow"


def test_a_picture_that_needs_more_memory_than_allowed_is_refused(tmp_path: Path) -> None:
    needs_144_mb = saved(Image.new("RGB", (6000, 6000)), "PNG", compress_level=1)
    assert _refused(tmp_path, needs_144_mb, Limits(memory_bytes=120 * MIB)).code == "too_heavy"


def test_the_same_picture_passes_with_the_memory_it_needs(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(saved(Image.new("RGB", (6000, 6000)), "PNG", compress_level=1))
    assert prepare_picture(tmp_path / "source", tmp_path / "made", stem="k7").facts.width == 6000


def test_a_worker_that_burns_its_seconds_is_ended_by_the_kernel() -> None:
    burn = (
        "import sys; sys.path.append(sys.argv[1]); from common.picture_worker import keep_bounds\n"
        "keep_bounds(2**30, 1)\nwhile 1: pass"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", burn, str(SOURCES)], check=False, timeout=20)
    assert ended.returncode == -signal.SIGXCPU


def test_a_worker_may_not_write_more_than_an_answer(tmp_path: Path) -> None:
    flood = (
        "import sys; sys.path.append(sys.argv[1]); from common.picture_worker import keep_bounds, MAX_ANSWER\n"
        "keep_bounds(2**30, 5)\nopen(sys.argv[2], 'wb', 0).write(bytes(MAX_ANSWER + 1)) == MAX_ANSWER and sys.exit(7)"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", flood, str(SOURCES), str(tmp_path / "flood")], check=False)
    assert ended.returncode == 7
    assert (tmp_path / "flood").stat().st_size == picture_worker.MAX_ANSWER


@pytest.mark.parametrize(
    ("ended_by", "code"),
    [("SIGXCPU", "too_slow"), ("SIGKILL", "too_heavy"), ("SIGSEGV", "damaged"), ("SIGABRT", "damaged")],
)
def test_a_worker_that_dies_over_a_picture_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended_by: str, code: str
) -> None:
    monkeypatch.setattr(pictures, "_START", f"import os, signal; os.kill(os.getpid(), signal.{ended_by})")
    assert _refused(tmp_path, saved(quarters(), "JPEG")).code == code


@pytest.mark.parametrize(
    "program", ["raise RuntimeError('no such decoder')", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
)
def test_a_worker_that_fails_by_itself_blames_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(pictures, "_START", program)
    with pytest.raises(PictureWorkerFailed):
        prepare_picture(HEIC, tmp_path, stem="k7")
    assert list(tmp_path.iterdir()) == []


SOUND = {
    "format": "jpeg",
    "width": 9,
    "height": 9,
    "first_frame_only": False,
    "removed": [],
    "placeholder": "data:image/webp;base64,UklGRg==",
    "colour": "#ffffff",
    "hints": [],
    "renditions": [{"slot": slot, "size": [9, 9], "length": 12} for slot in (1440, 720, 360)],
}
WEBP_FILE = b"RIFF\x04\x00\x00\x00WEBP"


def _worker_that_says(monkeypatch: pytest.MonkeyPatch, line: object, files: bytes) -> None:
    said = json.dumps(line).encode() + b"\n" + files
    monkeypatch.setattr(pictures, "_START", f"import sys; sys.stdout.buffer.write({said!r})")


@pytest.mark.parametrize(
    "changed",
    [
        {"placeholder": "javascript:alert(1)"},
        {"placeholder": "data:image/webp;base64," + "A" * 400},
        {"colour": "#fff;background:url(//x)"},
        {"format": "svg"},
        {"removed": ["<b>"]},
        {"width": "9"},
        {"hints": ["<b>"]},
        {"renditions": [{"slot": "/../../page", "size": [9, 9], "length": 12}]},
        {"renditions": []},
        {"refused": "<b>", "found": ""},
        {"refused": "damaged", "found": "<b>"},
    ],
)
def test_the_word_of_a_worker_in_wrong_hands_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object]
) -> None:
    _worker_that_says(monkeypatch, {**SOUND, **changed}, WEBP_FILE * 3)
    with pytest.raises(PictureWorkerFailed):
        prepare_picture(HEIC, tmp_path, stem="k7")
    assert list(tmp_path.iterdir()) == []


def test_a_worker_in_wrong_hands_cannot_have_a_page_of_its_own_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _worker_that_says(monkeypatch, SOUND, WEBP_FILE + b"<html></html>" + WEBP_FILE)
    with pytest.raises(PictureWorkerFailed, match=r"no WebP file for k7-720\.webp"):
        prepare_picture(HEIC, tmp_path, stem="k7")
    assert list(tmp_path.iterdir()) == []


def test_the_answer_that_the_changed_ones_start_from_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _worker_that_says(monkeypatch, SOUND, WEBP_FILE * 3)
    assert [one.size_bytes for one in prepare_picture(HEIC, tmp_path, stem="k7").renditions] == [12, 12, 12]


def test_the_worker_is_told_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setattr(
        pictures, "_START", "import os, sys; sys.exit('heard: ' + os.environ.get('SECRET_KEY', 'nothing'))"
    )
    with pytest.raises(PictureWorkerFailed, match="heard: nothing"):
        prepare_picture(HEIC, tmp_path, stem="k7")


def test_a_full_disk_leaves_no_rendition_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = os.fsync
    calls = iter(range(100))

    def full_at_the_third_file(opened: int) -> None:
        if next(calls) == 4:
            raise OSError(28, "No space left on device")
        synced(opened)

    monkeypatch.setattr(os, "fsync", full_at_the_third_file)
    with pytest.raises(OSError, match="No space left"):
        prepare_picture(HEIC, tmp_path, stem="k7")
    assert list(tmp_path.iterdir()) == []


def test_every_refusal_is_a_sentence_in_the_language_of_the_reader() -> None:
    refusals = [PictureRefused(code, "24.1", "20") for code in REFUSALS]
    with translation.override("en"):
        assert all(refusal.message.endswith(".") and "%" not in refusal.message for refusal in refusals)
        assert PictureRefused("too_large", "24.1", "20").message == "This file is over 20 MB: 24.1 MB."


def test_limits_can_be_changed_one_at_a_time() -> None:
    assert replace(Limits(), pixels=1).file_bytes == 20 * MIB
