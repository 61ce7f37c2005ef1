"""Where Nearby looks for somebody: in their square, else in their city, else nowhere; and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feed import pools
from feed.candidates import recommendable
from notes.models import NoteQuerySet
from users.models import User
from users.nearness import cell_now, people_about_in


class Where(StrEnum):
    SQUARE = "square"
    CITY = "city"
    # Something was chosen, and too few people are about in it.
    TOO_FEW = "too_few"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`is_square_quiet`: a square was chosen, but fewer people than needed are about in it, and the page says so."""

    where: Where
    cell: int | None = None
    is_square_quiet: bool = False


def surroundings_of(viewer: User, *, at: datetime) -> Surroundings:
    """One query, and the pools."""
    cell = cell_now(viewer.pk, at=at)
    if cell is not None and pools.around(cell, at):
        return Surroundings(Where.SQUARE, cell)
    if viewer.city_id is not None and pools.nearby(viewer.city_id, at):
        return Surroundings(Where.CITY, cell, cell is not None)
    is_unknown = cell is None and viewer.city_id is None
    return Surroundings(Where.UNKNOWN if is_unknown else Where.TOO_FEW, cell, cell is not None)


def notes_in(found: Surroundings, viewer: User, *, at: datetime) -> NoteQuerySet:
    """The public notes of those surroundings; none where too few people are about."""
    if found.where is Where.SQUARE and found.cell is not None:
        return recommendable().filter(author__in=people_about_in(found.cell, at=at).values("pk"))
    if found.where is Where.CITY:
        return recommendable().filter(author__city=viewer.city_id)
    return recommendable().none()
