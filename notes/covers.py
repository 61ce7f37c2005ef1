"""The cover of a note: which picture, and how large a card shows it."""

from typing import NotRequired, TypedDict

from common.media import poster_stem
from notes.models import Form, Note, Picture, Video

# A card clamps its cover to between 3:4 and 4:3, so that no column is filled by one tall picture.
TALLEST, WIDEST = 4 / 3, 3 / 4
CARD_WIDTH = 360


class CoverFacts(TypedDict):
    """What Note.cover holds: the stem of the renditions and the size at which a card reserves room."""

    stem: str
    width: int
    height: int
    colour: str
    placeholder: str
    alt: str
    # Of a video: how long it is, and the stem of its films, of which a card shows the preview.
    seconds: NotRequired[float]
    film: NotRequired[str]


def clamped_height(width: int, height: int) -> int:
    """The height of a cover CARD_WIDTH wide, its shape clamped to 3:4..4:3."""
    ratio = height / width if width else 1.0
    return round(CARD_WIDTH * min(max(ratio, WIDEST), TALLEST))


def cover_facts(picture: Picture) -> CoverFacts:
    return {
        "stem": picture.stem,
        "width": CARD_WIDTH,
        "height": clamped_height(picture.width, picture.height),
        "colour": picture.colour,
        "placeholder": picture.placeholder,
        "alt": picture.alt,
    }


def video_cover_facts(video: Video) -> CoverFacts:
    """The poster its author chose, and what a card needs to show the film."""
    poster = video.posters[min(video.poster, len(video.posters) - 1)]
    return {
        "stem": poster_stem(video.stem, min(video.poster, len(video.posters) - 1)),
        "width": CARD_WIDTH,
        "height": clamped_height(poster["width"], poster["height"]),
        "colour": poster["colour"],
        "placeholder": poster["placeholder"],
        "alt": video.alt,
        "seconds": video.seconds,
        "film": video.stem,
    }


def renew_cover(note: Note) -> None:
    """Copies the video's poster or the first ready picture onto the note; a note whose pictures were all refused
    becomes a text note."""
    if note.form == Form.VIDEO:
        video = Video.objects.filter(note=note, state=Video.State.READY).first()
        note.cover = dict(video_cover_facts(video)) if video and video.posters else None
    else:
        _cover_from_pictures(note)
    note.save(update_fields=["cover", "form"])


def _cover_from_pictures(note: Note) -> None:
    pictures = list(Picture.objects.filter(note=note).usable().order_by("position", "pk"))
    first = next((picture for picture in pictures if picture.state == Picture.State.READY), None)
    note.cover = dict(cover_facts(first)) if first else None
    if note.form == Form.PICTURES and not pictures:
        note.form = Form.TEXT
