"""Films go through a process of their own and come out upright, small and silent about their author."""

from pathlib import Path

import av
import pytest
from PIL import Image

from common.media import VIDEO_SLOTS, WIDTHS
from common.videos import VideoLimits, VideoMade, VideoRefused, VideoWorkerFailed, prepare_still, prepare_video
from tests.common.video_files import LOCATION, facts_of, film, long_film, modest_claim


def prepared(source: Path, **limits) -> tuple[VideoMade, Path]:
    folder = source.parent / f"{source.name}-made"
    folder.mkdir()
    return prepare_video(source, folder, limits=VideoLimits(**limits), tell=lambda percent: None), folder


def refused(source: Path, **limits) -> VideoRefused:
    folder = source.parent / f"{source.name}-made"
    folder.mkdir()
    with pytest.raises(VideoRefused) as refusal:
        prepare_video(source, folder, limits=VideoLimits(**limits), tell=lambda percent: None)
    return refusal.value


@pytest.mark.parametrize(
    ("name", "codec", "sound"),
    [("a.mp4", "libx264", "aac"), ("a.mov", "libx264", "aac"), ("a.webm", "libvpx", "libopus")],
)
def test_each_form_becomes_h264_and_aac_in_every_rendition(tmp_path, name, codec, sound):
    made, folder = prepared(film(tmp_path / name, codec=codec, sound=sound))
    assert (made.format, made.width, made.height, made.has_sound) == (name.split(".")[1], 320, 240, True)
    assert made.seconds == pytest.approx(2.0, abs=0.15)
    for slot in ("720", "480"):
        facts = facts_of(folder / f"{slot}.mp4")
        assert (facts["codec"], facts["sound"], facts["size"]) == ("h264", ["aac"], (320, 240))
    assert facts_of(folder / "preview.mp4")["sound"] == []


def test_a_large_film_is_reduced_to_720_480_and_a_light_preview(tmp_path):
    made, folder = prepared(film(tmp_path / "a.mp4", size=(1080, 1920), seconds=1, sound=""))
    assert {slot: figures[:2] for slot, figures in made.renditions.items()} == {
        "720": (720, 1280),
        "480": (480, 854),
        "preview": (360, 640),
    }
    assert {slot: figures[2] for slot, figures in made.renditions.items()} == {
        slot: (folder / f"{slot}.mp4").stat().st_size for slot in VIDEO_SLOTS
    }


def test_a_film_of_sixty_pictures_a_second_is_served_with_thirty(tmp_path):
    _made, folder = prepared(film(tmp_path / "a.mp4", rate=60, seconds=1, sound=""))
    with av.open(str(folder / "720.mp4")) as file:
        assert sum(1 for _ in file.decode(video=0)) == 30


def test_a_film_held_sideways_is_served_upright(tmp_path):
    """Red is left in the file; turned a quarter against the clock it is below."""
    made, folder = prepared(film(tmp_path / "a.mov", turn=90, sound=""))
    assert (made.width, made.height) == (240, 320)
    assert facts_of(folder / "720.mp4")["size"] == (240, 320)
    with Image.open(folder / "p3-720.webp") as still:
        above, below = still.convert("RGB").getpixel((20, 40)), still.convert("RGB").getpixel((20, 290))
    assert above[2] > 150 > above[0]
    assert below[0] > 150 > below[2]


def test_no_served_byte_says_where_or_with_what_it_was_filmed(tmp_path):
    facts = {
        "com.apple.quicktime.location.ISO6709": LOCATION,
        "com.apple.quicktime.make": "Telephone Works",
        "title": "Our kitchen",
    }
    source = film(tmp_path / "a.mov", facts=facts)
    assert LOCATION.encode() in source.read_bytes()
    made, folder = prepared(source)
    assert made.removed == ("location", "camera")
    for file in folder.iterdir():
        content = file.read_bytes()
        assert not [word for word in (LOCATION, "48.8584", "Telephone", "kitchen", "Lavf") if word.encode() in content]
    assert set(facts_of(folder / "720.mp4")["metadata"]) == {"major_brand", "minor_version", "compatible_brands"}


def test_the_index_stands_in_front_so_that_playing_begins_at_once(tmp_path):
    _made, folder = prepared(film(tmp_path / "a.mp4"))
    for slot in VIDEO_SLOTS:
        content = (folder / f"{slot}.mp4").read_bytes()
        assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_six_stills_over_the_film_are_offered_in_every_width(tmp_path):
    made, folder = prepared(film(tmp_path / "a.mp4", seconds=3))
    assert [poster.at_ms for poster in made.posters] == [0, 500, 1000, 1500, 2000, 2500]
    assert all((folder / f"p{number}-{width}.webp").exists() for number in range(6) for width in WIDTHS)


def test_a_still_of_any_moment_can_be_asked_for(tmp_path):
    _made, folder = prepared(film(tmp_path / "a.mp4", seconds=3, sound=""))
    desk = tmp_path / "still"
    desk.mkdir()
    poster = prepare_still(folder / "720.mp4", desk, at_ms=1240)
    assert poster.at_ms == 1300
    assert sorted(path.name for path in desk.iterdir()) == ["p0-1440.webp", "p0-360.webp", "p0-720.webp"]
    assert prepare_still(folder / "720.mp4", desk, at_ms=99_000).at_ms == 2900


def test_the_name_of_a_file_is_not_believed(tmp_path):
    webm = film(tmp_path / "a.webm", codec="libvpx", sound="")
    made, _folder = prepared(webm.rename(tmp_path / "a.mp4"))
    assert made.format == "webm"


def test_a_film_of_ten_hours_is_refused_without_being_decoded(tmp_path):
    refusal = refused(long_film(tmp_path / "a.mp4"), cpu_seconds=2)
    assert (refusal.code, refusal.message) == ("too_long", "This video is longer than 5:00: 9:58:01.")


def test_a_film_of_ten_hours_whose_header_says_four_seconds_is_refused_as_well(tmp_path):
    assert refused(modest_claim(long_film(tmp_path / "a.mp4")), cpu_seconds=2).code == "too_long"


def test_ten_minutes_are_let_in_where_ten_minutes_are_allowed(tmp_path):
    six_minutes = long_film(tmp_path / "a.mp4", hours=0.1, frames=30)
    made, _folder = prepared(six_minutes, max_seconds=600.0)
    assert made.seconds == pytest.approx(350, abs=15)


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b'<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1/</BaseURL></MPD>',
        b"GIF89a" + b"\0" * 100,
        b"\x1aE\xdf\xa3\x42\x82\x88matroska",
        b"words",
    ],
)
def test_pages_playlists_and_other_files_named_mp4_are_no_videos(tmp_path, content):
    (tmp_path / "a.mp4").write_bytes(content)
    assert refused(tmp_path / "a.mp4").code == "not_a_video"


@pytest.mark.parametrize("kept", [40, 1500, 6000])
def test_a_film_that_was_cut_off_is_refused(tmp_path, kept):
    whole = film(tmp_path / "whole.mp4")
    (tmp_path / "a.mp4").write_bytes(whole.read_bytes()[:kept])
    assert refused(tmp_path / "a.mp4").code == "damaged"


def test_a_film_with_a_scratch_in_the_middle_is_still_shown(tmp_path):
    source = film(tmp_path / "a.mp4", seconds=4, sound="")
    data = bytearray(source.read_bytes())
    middle = data.index(b"mdat") + 3000
    data[middle : middle + 60] = b"\xff" * 60
    source.write_bytes(data)
    assert prepared(source)[0].seconds == pytest.approx(4, abs=0.2)


def test_sound_alone_is_no_video(tmp_path):
    with av.open(str(tmp_path / "a.mp4"), "w") as file:
        voice = file.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame(format="s16", layout="mono", samples=4800)
        frame.sample_rate = 48_000
        file.mux(voice.encode(frame))
        file.mux(voice.encode(None))
    assert refused(tmp_path / "a.mp4").code == "no_picture"


def test_a_codec_beside_the_list_is_refused(tmp_path):
    assert refused(film(tmp_path / "a.mov", codec="mpeg2video", rate=25, sound="")).code == "codec"


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"pixels": 320 * 240 - 1}, "too_many_pixels"), ({"file_bytes": 1000}, "too_large"),
     ({"max_seconds": 0.5}, "too_long"), ({"memory_bytes": 330 * 1024 * 1024}, "too_heavy")],
)  # fmt: skip
def test_each_limit_has_its_own_refusal(tmp_path, limits, code):
    assert refused(film(tmp_path / "a.mp4", seconds=3), **limits).code == code


def test_a_worker_that_burns_more_than_its_time_is_ended(tmp_path):
    source = film(tmp_path / "a.mp4", size=(1920, 1080), rate=30, seconds=20, sound="")
    assert refused(source, cpu_seconds=1, cpu_per_second=0.01).code == "too_slow"


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"")
    assert refused(tmp_path / "a.mp4").message == "This file is empty."


def test_whoever_hears_of_the_progress_may_end_the_work(tmp_path):
    class Enough(Exception):
        pass

    def tell(percent: int) -> None:
        raise Enough

    (tmp_path / "made").mkdir()
    with pytest.raises(Enough):
        prepare_video(film(tmp_path / "a.mp4"), tmp_path / "made", tell=tell)


def test_progress_is_told_in_per_cent(tmp_path):
    heard: list[int] = []
    (tmp_path / "made").mkdir()
    prepare_video(film(tmp_path / "a.mp4", sound=""), tmp_path / "made", tell=heard.append)
    assert heard == sorted(set(heard))
    assert heard[0] == 0
    assert heard[-1] >= 90


def test_a_worker_that_cannot_start_is_a_fault_of_ours(tmp_path):
    (tmp_path / "made").mkdir()
    with pytest.raises(VideoWorkerFailed):
        prepare_video(film(tmp_path / "a.mp4"), tmp_path / "made", limits=VideoLimits(cpu_seconds=-5), tell=print)
