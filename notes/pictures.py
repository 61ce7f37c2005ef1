"""A note's pictures as a reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.media import rendition_url
from notes.models import Picture, Point


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
    points: tuple[Point, ...] = ()


def points_of(picture: Picture) -> tuple[Point, ...]:
    """The marks of a picture whose points were fetched, in their order; nobody whose account is closed is named."""
    shown = [point for point in picture.points.all() if point.person is None or point.person.is_active]
    return tuple(sorted(shown, key=lambda point: (point.position, point.pk)))


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
            points_of(picture),
        )
        for number, picture in enumerate(ordered, start=1)
    ]
