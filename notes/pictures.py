"""A note's pictures as a reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.media import rendition_url
from notes.models import Picture


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture of the carousel, with the room it takes."""

    src360: str
    src720: str
    src1440: str
    width: int
    height: int
    placeholder: str
    colour: str
    alt: str
    number: int


def slides_of(pictures: Iterable[Picture]) -> list[Slide]:
    """Slides in the author's order, numbered from 1."""
    ordered = sorted(pictures, key=lambda picture: (picture.position, picture.pk))
    return [
        Slide(
            rendition_url(picture.stem, 360),
            rendition_url(picture.stem, 720),
            rendition_url(picture.stem, 1440),
            picture.width,
            picture.height,
            picture.placeholder,
            picture.colour,
            picture.alt,
            number,
        )
        for number, picture in enumerate(ordered, start=1)
    ]
