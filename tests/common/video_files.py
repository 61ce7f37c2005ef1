"""Films for tests, drawn and encoded on the spot: small, and with whatever a telephone or an attacker puts in."""

import math
import struct
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image, ImageDraw

SOUND_RATE = 48_000
LOCATION = "+48.8584+002.2945+035.000/"


def film(
    path: Path,
    *,
    codec: str = "libx264",
    size: tuple[int, int] = (320, 240),
    seconds: float = 2.0,
    rate: int = 10,
    sound: str = "aac",
    turn: int = 0,
    facts: dict[str, str] | None = None,
) -> Path:
    """A film in which the left half is red, the right half blue, and a white bar walks from left to right.

    The container follows the suffix of `path`. `sound` names an encoder or is empty; `turn` marks a rotation.
    """
    form = {".webm": "webm", ".mov": "mov"}.get(path.suffix, "mp4")
    options = {"movflags": "use_metadata_tags"} if facts else {}
    with av.open(str(path), "w", format=form, options=options) as file:
        file.metadata.update(facts or {})
        picture = file.add_stream(codec, rate=rate)
        picture.width, picture.height = size
        picture.pix_fmt = "yuv420p"
        if turn:
            picture.set_display_rotation(turn)
        voice = file.add_stream(sound, rate=SOUND_RATE, layout="mono") if sound else None
        for number in range(round(seconds * rate)):
            file.mux(picture.encode(_frame(size, number / (seconds * rate), number)))
        file.mux(picture.encode(None))
        if voice is not None:
            for tone in _tones(seconds):
                file.mux(voice.encode(tone))
            file.mux(voice.encode(None))
    return path


def _frame(size: tuple[int, int], part: float, number: int) -> av.VideoFrame:
    width, height = size
    image = Image.new("RGB", size, (200, 30, 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height), fill=(30, 30, 200))
    left = int(part * width)
    draw.rectangle((left, 0, left + max(1, width // 10), height), fill=(250, 250, 250))
    frame = av.VideoFrame.from_image(image)
    frame.pts = number
    return frame


def _tones(seconds: float):
    """A quiet A, in pieces of 960 samples."""
    for start in range(0, int(seconds * SOUND_RATE), 960):
        samples = [int(6000 * math.sin(2 * math.pi * 440 * (start + n) / SOUND_RATE)) for n in range(960)]
        frame = av.AudioFrame(format="s16", layout="mono", samples=960)
        frame.planes[0].update(struct.pack("<960h", *samples))
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        yield frame


def long_film(path: Path, *, hours: float = 10, size: tuple[int, int] = (16, 16), frames: int = 300) -> Path:
    """A film of few pictures, each of which is to stand for minutes."""
    step = hours * 3600 / frames
    with av.open(str(path), "w", format="mp4") as file:
        picture = file.add_stream("libx264", rate=1, options={"x264-params": "keyint=10"})
        picture.width, picture.height = size
        picture.pix_fmt = "yuv420p"
        picture.codec_context.time_base = Fraction(1, 1000)
        for number in range(frames):
            frame = _frame(size, number / frames, number)
            frame.pts, frame.time_base = round(number * step * 1000), Fraction(1, 1000)
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
    return path


def modest_claim(path: Path, seconds: float = 4.0) -> Path:
    """Rewrites every length the headers of an MP4 file claim, so that only leafing through tells the truth."""
    data = bytearray(path.read_bytes())
    for name, at in ((b"mvhd", 16), (b"mdhd", 16), (b"tkhd", 20)):
        begin = 0
        while (found := data.find(name, begin)) >= 0:
            place = found + 4 + at
            data[place : place + 4] = struct.pack(">I", round(seconds * 1000))
            begin = found + 4
    path.write_bytes(data)
    return path


def facts_of(path: Path) -> dict[str, object]:
    """What a player learns of a file."""
    with av.open(str(path)) as file:
        picture = file.streams.video[0]
        return {
            "codec": picture.codec_context.name,
            "size": (picture.codec_context.width, picture.codec_context.height),
            "sound": [stream.codec_context.name for stream in file.streams.audio],
            "seconds": round((file.duration or 0) / av.time_base, 1),
            "metadata": dict(file.metadata),
        }
