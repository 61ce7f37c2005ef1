"""The cover of a note: which picture, and how large a card shows it."""

from typing import TypedDict

from notes.models import Form, Note, Picture

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


def renew_cover(note: Note) -> None:
    """Copies the first ready picture onto the note; a note whose pictures were all refused becomes a text note."""
    pictures = list(Picture.objects.filter(note=note).usable().order_by("position", "pk"))
    first = next((picture for picture in pictures if picture.state == Picture.State.READY), None)
    note.cover = dict(cover_facts(first)) if first else None
    if note.form == Form.PICTURES and not pictures:
        note.form = Form.TEXT
    note.save(update_fields=["cover", "form"])
