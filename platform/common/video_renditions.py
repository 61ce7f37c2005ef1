"""What is done to moving pictures: one pass over the film makes every rendition. Runs in the worker process only."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, NamedTuple

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from PIL import Image, ImageStat

from common import picture_renditions as stills
from common.picture_reading import Refused
from common.video_reading import Bounds, Reading, check_size, film_of, opened, sound_of, undamaged

CLOCK = Fraction(1, 90_000)
# Nothing on a telephone or in a column gains from more, and every picture costs the reader's battery.
MAX_RATE = 30
SOUND_RATE = 48_000
LONGEST_SIDE = 1920
# A film whose first picture is black or one colour looks broken on a card.
_PLAIN = 12.0


class Line(NamedTuple):
    """One rendition: its name, the length of the short side at most, and what x264 is told."""

    slot: str
    short_side: int
    rate: int
    options: dict[str, str]
    has_sound: bool = True


_COMMON = {"preset": "veryfast", "profile": "high", "threads": "2"}
LINES = (
    Line("720", 720, MAX_RATE, _COMMON | {"crf": "23", "maxrate": "3500k", "bufsize": "7000k"}),
    Line("480", 480, MAX_RATE, _COMMON | {"crf": "25", "maxrate": "1400k", "bufsize": "2800k"}),
    Line("preview", 360, 15, _COMMON | {"crf": "31", "maxrate": "450k", "bufsize": "900k"}, has_sound=False),
)
PREVIEW_SECONDS = 3.2
POSTERS = 6


class Made(NamedTuple):
    """One finished file."""

    slot: str
    width: int
    height: int


class Poster(NamedTuple):
    """A still: when it was taken, and what stands in its place until it is loaded."""

    at_ms: int
    width: int
    height: int
    colour: str
    placeholder: str


class Film(NamedTuple):
    """What came out of one pass. `chosen` is the poster that suits best, counted from 0."""

    width: int
    height: int
    seconds: float
    renditions: list[Made]
    posters: list[Poster]
    chosen: int


def fitted(size: tuple[int, int], short_side: int) -> tuple[int, int]:
    """The size of a rendition: never larger than the source, both sides even, as the codec wants them."""
    width, height = size
    ratio = min(1.0, short_side / min(size), LONGEST_SIDE / max(size))
    return max(2, round(width * ratio / 2) * 2), max(2, round(height * ratio / 2) * 2)


class Desk(NamedTuple):
    """Where files are written, and how wide the posters are, widest first."""

    folder: Path
    widths: list[int]


class Scaler:
    """Frames of any size, turned and reduced to one size. A film that changes its size on the way gets a new graph."""

    def __init__(self, size: tuple[int, int], turn: int = 0) -> None:
        self.size = size
        self.turn = turn % 360
        self._graph: Graph | None = None
        self._for: tuple[int, int, str] | None = None

    def scaled(self, frame: VideoFrame) -> VideoFrame:
        shape = (frame.width, frame.height, frame.format.name)
        if self._graph is None or shape != self._for:
            self._graph, self._for = self._built(frame), shape
        self._graph.vpush(frame)
        return self._graph.vpull()

    def _built(self, frame: VideoFrame) -> Graph:
        graph = Graph()
        width, height = self.size
        source = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=CLOCK)
        turns = [graph.add(name, value) for name, value in _TURNS.get(self.turn, ())]
        scale = graph.add("scale", f"{width}:{height}:flags=bicubic")
        graph.link_nodes(source, *turns, scale, graph.add("format", "yuv420p"), graph.add("buffersink")).configure()
        return graph


# By how much a frame's rotation mark (degrees against the clock) has to be undone.
_TURNS: dict[int, tuple[tuple[str, str], ...]] = {
    90: (("transpose", "cclock"),),
    180: (("hflip", ""), ("vflip", "")),
    270: (("transpose", "clock"),),
}


class Writer:
    """One rendition on its way into its file: scales, thins out, encodes."""

    def __init__(self, line: Line, folder: Path, size: tuple[int, int], *, has_sound: bool) -> None:
        self.line = line
        self.size = fitted(size, line.short_side)
        self.scaler = Scaler(self.size)
        # Bit-exact: no name of a program, no time of writing; the file says nothing but the film.
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        self.file: OutputContainer = av.open(str(folder / f"{line.slot}.mp4"), "w", format="mp4", options=options)
        self.film = self.file.add_stream("libx264", rate=line.rate, options=line.options)
        self.film.width, self.film.height = self.size
        self.film.pix_fmt = "yuv420p"
        self.film.codec_context.time_base = CLOCK
        self.film.codec_context.gop_size = line.rate * 2
        self.sound = self._sound() if has_sound and line.has_sound else None
        self._due = 0.0
        self._last = -1

    def _sound(self) -> "av.AudioStream":
        sound = self.file.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        sound.codec_context.bit_rate = 128_000
        return sound

    def wants(self, at: float) -> bool:
        """False for a frame that comes too soon after the last."""
        return at >= self._due - 0.001 and round(at / CLOCK) > self._last

    def take(self, frame: VideoFrame, at: float) -> None:
        if not self.wants(at):
            return
        self._due = max(self._due + 1 / self.line.rate, at)
        self._last = round(at / CLOCK)
        frame.pts, frame.time_base = self._last, CLOCK
        written = self.scaler.scaled(frame)
        written.pts, written.time_base = self._last, CLOCK
        _copy_colours(frame, self.film.codec_context)
        self.file.mux(self.film.encode(written))

    def hear(self, frame: AudioFrame) -> None:
        if self.sound is not None:
            self.file.mux(self.sound.encode(frame))

    def close(self) -> Made:
        self.file.mux(self.film.encode(None))
        if self.sound is not None:
            self.file.mux(self.sound.encode(None))
        self.file.close()
        return Made(self.line.slot, *self.size)


def _copy_colours(frame: VideoFrame, encoder: av.VideoCodecContext) -> None:
    """The marks by which a browser knows what the numbers mean; before the encoder opens."""
    if encoder.is_open:
        return
    encoder.color_range, encoder.colorspace = frame.color_range, frame.colorspace
    encoder.color_primaries, encoder.color_trc = frame.color_primaries, frame.color_trc


class Pass:
    """One walk through a film. Frames come in the order of time; `tell` hears per cent."""

    def __init__(self, reading: Reading, bounds: Bounds, desk: Desk, tell: Callable[[int], None]) -> None:
        self.reading = reading
        self.bounds = bounds
        self.desk = desk
        self.tell = tell
        self.size = (0, 0)
        self.writers: list[Writer] = []
        self.posters: list[Poster] = []
        self.stirs: list[float] = []
        self.upright: Scaler | None = None
        self.resampler = AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE, options={"async": "1"})
        self.frames = 0
        self.told = -1
        self.ends = 0.0

    def walk(self, file: IO[bytes]) -> Film:
        with opened(file) as container:
            film, sound = film_of(container), sound_of(container)
            streams = [film, sound] if sound is not None and self.reading.has_sound else [film]
            for frame in _decoded(container.demux(*streams)):
                if isinstance(frame, VideoFrame):
                    self._see(frame)
                elif isinstance(frame, AudioFrame):
                    self._hear(frame)
        if not self.frames:
            raise Refused("damaged")
        return self._finished()

    def _see(self, frame: VideoFrame) -> None:
        check_size(frame.width, frame.height, self.bounds)
        at = max(0.0, (frame.time or 0.0) - self.reading.start) if frame.pts is not None else self.ends
        self.frames += 1
        self.ends = max(self.ends, at)
        if at > self.bounds.max_seconds + 1 or self.frames > self.bounds.max_frames:
            raise Refused("too_many_frames", str(self.frames))
        if self.upright is None:
            self._begin(frame)
        assert self.upright is not None  # noqa: S101  (tells the type checker)
        frame.pts, frame.time_base = round(at / CLOCK), CLOCK
        self._write(self.upright, frame, at)
        self._say(at)

    def _begin(self, frame: VideoFrame) -> None:
        """The first frame decides how the film is held and how large it is seen."""
        turn = frame.rotation
        self.size = (frame.height, frame.width) if turn % 180 else (frame.width, frame.height)
        largest = fitted(self.size, LINES[0].short_side)
        self.upright = Scaler(largest, turn)
        self.writers = [Writer(line, self.desk.folder, largest, has_sound=self.reading.has_sound) for line in LINES]

    def _write(self, upright: Scaler, frame: VideoFrame, at: float) -> None:
        full, middle, preview = self.writers
        if not full.wants(at):
            return
        seen = upright.scaled(frame)
        full.take(seen, at)
        middle.take(seen, at)
        begin = self._preview_begin()
        if begin <= at < begin + PREVIEW_SECONDS:
            preview.take(seen, at - begin)
        if len(self.posters) < POSTERS and at >= self._poster_moment(len(self.posters)):
            self._keep_poster(seen, at)

    def _preview_begin(self) -> float:
        return self.reading.seconds * 0.1 if self.reading.seconds > PREVIEW_SECONDS * 2 else 0.0

    def _poster_moment(self, number: int) -> float:
        return self.reading.seconds * number / POSTERS

    def _keep_poster(self, frame: VideoFrame, at: float) -> None:
        still = _image(frame)
        self.posters.append(keep_poster(still, self.desk, len(self.posters), at))
        self.stirs.append(float(ImageStat.Stat(still.convert("L")).stddev[0]))

    def _hear(self, frame: AudioFrame) -> None:
        at = (frame.time or 0.0) - self.reading.start
        if not self.writers or frame.pts is None or not 0 <= at <= self.bounds.max_seconds + 1:
            return
        frame.pts, frame.time_base = round(at * frame.sample_rate), Fraction(1, frame.sample_rate)
        for piece in self.resampler.resample(frame):
            for writer in self.writers:
                writer.hear(piece)

    def _say(self, at: float) -> None:
        now = min(99, int(100 * at / self.reading.seconds))
        if now > self.told:
            self.told = now
            self.tell(now)

    def _finished(self) -> Film:
        made = [writer.close() for writer in self.writers]
        lively = next((n for n, stir in enumerate(self.stirs) if stir >= _PLAIN), None)
        chosen = lively if lively is not None else self.stirs.index(max(self.stirs))
        seconds = max(self.reading.seconds, self.ends)
        return Film(*self.size, seconds, made, self.posters, chosen)


def _decoded(packets: Iterator["av.Packet[Any]"]) -> Iterator[object]:  # Any: of any stream
    """Every frame that can be decoded. A broken piece in the middle costs that piece, as in any player."""
    broken = 0
    while True:
        packet = undamaged(lambda: next(packets, None))
        if packet is None:
            return
        try:
            yield from packet.decode()
        except (MemoryError, Refused):
            raise
        except Exception as damage:
            broken += 1
            if broken > 100:
                raise Refused("damaged") from damage


def _image(frame: VideoFrame) -> Image.Image:
    image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it without types
    return image


def keep_poster(still: Image.Image, desk: Desk, number: int, at: float) -> Poster:
    """The still in the widths of every picture, as p<number>-<width>.webp."""
    smallest = still
    for picture, encoded in stills.renditions(still, still.size, desk.widths):
        smallest = picture
        (desk.folder / f"p{number}-{encoded.slot}.webp").write_bytes(encoded.content)
    colour, placeholder = stills.dominant_colour(smallest), stills.placeholder(smallest)
    return Poster(round(at * 1000), *still.size, colour, placeholder)


def still_at(file: IO[bytes], moment: float, desk: Desk) -> Poster:
    """A still of one moment of a rendition of ours, or of its last picture when the film is over by then."""
    found: VideoFrame | None = None
    with opened(file) as container:
        film = film_of(container)
        container.seek(round(max(0.0, moment) * av.time_base), backward=True)
        for frame in _decoded(container.demux(film)):
            if isinstance(frame, VideoFrame):
                found = frame
                if (frame.time or 0.0) >= moment - 0.001:
                    break
    if found is None:
        raise Refused("damaged")
    return keep_poster(_image(found), desk, 0, found.time or 0.0)
