"""A note's video as a reader sees it."""

from dataclasses import dataclass

from common.media import poster_stem, rendition_url, stored_url, video_url
from common.video_lengths import told
from notes.models import Note, Video


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the film."""

    name: str
    url: str
    width: int
    height: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Player:
    """What the player needs: the films from the best to the lightest, the still before, the captions."""

    sources: tuple[Source, ...]
    poster: str
    width: int
    height: int
    seconds: float
    has_sound: bool
    alt: str
    captions: str
    captions_language: str

    @property
    def length(self) -> str:
        return told(self.seconds)

    @property
    def best(self) -> Source:
        return self.sources[0]

    @property
    def lightest(self) -> Source:
        return self.sources[-1]


def video_of(note: Note) -> Video | None:
    """The video of a note that was loaded with it; no query then."""
    found: Video | None = getattr(note, "video", None)
    return found


def player_of(video: Video | None) -> Player | None:
    """The player of a video that is ready, None before."""
    if video is None or video.state != Video.State.READY:
        return None
    return Player(
        sources=tuple(_sources(video)),
        poster=rendition_url(poster_stem(video.stem, video.poster), 1440),
        width=video.width,
        height=video.height,
        seconds=video.seconds,
        has_sound=video.has_sound,
        alt=video.alt,
        captions=stored_url(video.captions),
        captions_language={"zh": "zh-Hans", "en": "en"}.get(video.captions_language, "und") if video.captions else "",
    )


def _sources(video: Video) -> list[Source]:
    """The 720 and, where it is smaller, the 480."""
    found = [Source(name, video_url(video.stem, name), *video.renditions[name]) for name in ("720", "480")]
    same = (found[0].width, found[0].height) == (found[1].width, found[1].height)
    return found[:1] if same else found
