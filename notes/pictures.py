"""A note's pictures as a reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from common.media import rendition_url
from notes.models import Note, Picture, Point, State
from users.models import User


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


@dataclass(frozen=True, slots=True)
class Described:
    """How many of the pictures an author shows are described for people who cannot see them."""

    total: int
    described: int
    # The newest note with a picture that is not.
    next_note: Note | None

    @property
    def percent(self) -> int:
        """Rounded down: a hundred means every one."""
        return self.described * 100 // self.total if self.total else 100


def described_by(author: User) -> Described:
    """Over the pictures of the author's live notes. Two queries at most."""
    shown = Picture.objects.filter(note__author=author, note__state=State.LIVE)
    counts = shown.aggregate(total=Count("pk"), described=Count("pk", filter=~Q(alt="")))
    is_done = counts["described"] == counts["total"]
    bare = Note.objects.live().filter(Exists(Picture.objects.filter(note=OuterRef("pk"), alt="")), author=author)
    next_note = None if is_done else bare.only("public_id").order_by("-published_at", "-pk").first()
    return Described(counts["total"], counts["described"], next_note)


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
