"""What a video file says about itself. Runs in the worker process only, on bytes nobody vouches for.

The demuxer is chosen from the first bytes and forced; it reads one open file and can open nothing else. Before any
picture is decoded the whole file is leafed through, packet by packet: what the header claims is not believed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple, NoReturn, TypeVar

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from common.picture_reading import Refused
from common.video_lengths import told

# First atoms of QuickTime files that carry no brand of their own.
_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_EBML = b"\x1aE\xdf\xa3"
VIDEO_CODECS = ("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4")
AUDIO_CODECS = ("aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "libvorbis", "alac", "ac3", "pcm_s16le",
                "pcm_s16be", "pcm_s24le", "pcm_s24be")  # fmt: skip
_LOCATION = ("location", "gps", "xyz", "iso6709")
_CAMERA = ("make", "model", "manufacturer", "camera", "serial")
# Enough to learn of every stream; a file that hides them deeper was not written by a camera.
_DEMUXING = {
    "probesize": str(8 * 1024 * 1024),
    "analyzeduration": "10000000",
    "protocol_whitelist": "file",
    "codec_whitelist": ",".join((*VIDEO_CODECS, *AUDIO_CODECS)),
    "max_streams": "32",
}
T = TypeVar("T")


class Bounds(NamedTuple):
    """What a video may be: seconds, frames a second on average, pixels of one frame."""

    max_seconds: float
    max_pixels: int
    max_rate: int = 60

    @property
    def max_frames(self) -> int:
        # Slow motion is filmed at 240 pictures a second, in short pieces.
        return max(240 * 60, int(self.max_seconds * self.max_rate))


class Reading(NamedTuple):
    """What was found by leafing through. `start` is the time of the first packet on the file's own clock."""

    format: str
    start: float
    seconds: float
    frames: int
    has_sound: bool
    removed: tuple[str, ...]


def demuxer_of(head: bytes) -> str:
    """ "mov" or "webm" by the first bytes of the file. Raises Refused("not_a_video")."""
    if head[4:8] == b"ftyp" or head[4:8] in _ATOMS:
        return "mov"
    if head[:4] == _EBML and b"webm" in head:
        return "matroska"
    raise Refused("not_a_video")


def _format_of(head: bytes) -> str:
    if head[:4] == _EBML:
        return "webm"
    return "mov" if head[4:8] != b"ftyp" or head[8:10] == b"qt" else "mp4"


def _refuse_to_open(url: str, flags: int, options: dict[str, str]) -> NoReturn:
    raise Refused("not_a_video")


@contextmanager
def opened(file: IO[bytes]) -> Iterator[InputContainer]:
    """The file from its start, through the demuxer its first bytes ask for. Raises Refused: not_a_video, damaged."""
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    demuxer = demuxer_of(head)
    options = {**_DEMUXING, "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2" if demuxer == "mov" else "matroska,webm"}
    container = undamaged(
        lambda: av.open(
            file, "r", format=demuxer, container_options=options, metadata_errors="replace", io_open=_refuse_to_open
        )
    )
    with container:
        yield container


def undamaged(step: Callable[[], T]) -> T:
    """What libav returns. Over broken bytes it raises whatever it likes: it becomes Refused("damaged")."""
    try:
        return step()
    except (MemoryError, Refused):
        raise
    except Exception as broken:
        raise Refused("damaged") from broken


def film_of(container: InputContainer) -> VideoStream:
    """The moving picture. Raises Refused: no_picture, codec."""
    films = [one for one in container.streams.video if not one.disposition & Disposition.attached_pic]
    if not films:
        raise Refused("no_picture")
    film = films[0]
    if film.codec_context is None or film.codec_context.name not in VIDEO_CODECS:
        raise Refused("codec")
    film.thread_type = "AUTO"
    film.codec_context.thread_count = 2
    return film


def sound_of(container: InputContainer) -> AudioStream | None:
    """The first sound that can be decoded."""
    sounds = (one for one in container.streams.audio if one.codec_context is not None)
    return next((one for one in sounds if one.codec_context.name in AUDIO_CODECS), None)


def read(file: IO[bytes], bounds: Bounds) -> Reading:
    """Leaf through the file without decoding. Raises Refused: not_a_video, damaged, no_picture, codec, too_long,
    too_many_frames, too_many_pixels."""
    file.seek(0)
    head = file.read(64)
    with opened(file) as container:
        film = film_of(container)
        check_size(film.codec_context.width, film.codec_context.height, bounds)
        _check_claim(container, bounds)
        start, seconds, frames = _leafed_through(container, film, bounds)
        return Reading(
            _format_of(head), start, seconds, frames, sound_of(container) is not None, tuple(_removed(container))
        )


def check_size(width: int, height: int, bounds: Bounds) -> None:
    """Raises Refused: damaged, too_many_pixels."""
    if width < 1 or height < 1:
        raise Refused("damaged")
    if width * height > bounds.max_pixels:
        raise Refused("too_many_pixels", f"{width}x{height}")


def _check_claim(container: InputContainer, bounds: Bounds) -> None:
    """A header that says itself that the film is too long is taken at its word."""
    claimed = (container.duration or 0) / av.time_base
    if claimed > bounds.max_seconds + 1:
        raise Refused("too_long", told(claimed))


def _leafed_through(container: InputContainer, film: VideoStream, bounds: Bounds) -> tuple[float, float, int]:
    first, last, frames = None, 0.0, 0
    for packet in _packets(container, film):
        at = packet.pts if packet.pts is not None else packet.dts
        if at is None or packet.time_base is None:
            continue
        frames += 1
        begins = float(at * packet.time_base)
        first = begins if first is None else min(first, begins)
        last = max(last, begins + float((packet.duration or 0) * packet.time_base))
        if last - first > bounds.max_seconds + 1:
            raise Refused("too_long", told(last - first))
        if frames > bounds.max_frames:
            raise Refused("too_many_frames", str(frames))
    if first is None:
        raise Refused("damaged")
    return first, max(last - first, 0.04), frames


def _packets(container: InputContainer, film: VideoStream) -> Iterator["Packet[VideoStream]"]:
    packets = container.demux(film)
    while True:
        packet = undamaged(lambda: next(packets, None))
        if packet is None:
            return
        yield packet


def _removed(container: InputContainer) -> Iterator[str]:
    """Which private things the file carries, as codes for the page to put in words: location, camera, sound."""
    names = [name.lower() for name in container.metadata]
    for stream in container.streams:
        names += [name.lower() for name in stream.metadata]
    if any(mark in name for name in names for mark in _LOCATION):
        yield "location"
    if any(mark in name for name in names for mark in _CAMERA):
        yield "camera"
    if container.streams.audio and sound_of(container) is None:
        yield "sound"
