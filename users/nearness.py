"""Choosing to be found nearby: the city by consent, and a cell of about 5 km that is forgotten by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from common.cells import is_cell
from users.models import CELL_DAYS, User, Whereabouts
from users.models.person import UserQuerySet

# A place is shown only where so many people are about that nobody can be made out.
FEWEST_PEOPLE = 20
# Who was not here for so long is not about.
ABOUT_DAYS = 30


class NoSuchCell(ValueError):
    """What was sent is no cell of the grid; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """What holds for a person now. `cell` is None once it has expired; `until` is when it will."""

    shares_city: bool = False
    cell: int | None = None
    until: datetime | None = None


def nearness_of(person: User, *, at: datetime) -> Nearness:
    """One query."""
    row = Whereabouts.objects.filter(person=person).first()
    if row is None:
        return Nearness()
    until = row.cell_set_at + timedelta(days=CELL_DAYS) if row.cell_set_at else None
    if until is None or until <= at:
        return Nearness(row.shares_city)
    return Nearness(row.shares_city, row.cell, until)


def cell_now(person_id: int, *, at: datetime) -> int | None:
    """The square somebody is in, None when they chose none or it has expired. One query."""
    return Whereabouts.objects.fresh(at).filter(person=person_id).values_list("cell", flat=True).first()


def choose_cell(person: User, cell: int, *, at: datetime) -> None:
    """Keeps the cell somebody is in, in place of any before. Raises NoSuchCell."""
    if not is_cell(cell):
        raise NoSuchCell(_("This is no place on the map."))
    Whereabouts.objects.update_or_create(person=person, defaults={"cell": cell, "cell_set_at": at})


def forget_cell(person: User) -> bool:
    """Forgets the cell. False when there was none."""
    mine = Whereabouts.objects.filter(person=person, cell__isnull=False)
    return bool(mine.update(cell=None, cell_set_at=None))


def forget_old_cells(*, at: datetime) -> int:
    """Forgets every cell that nobody renewed for CELL_DAYS. Returns how many."""
    old = Whereabouts.objects.filter(cell__isnull=False, cell_set_at__lte=at - timedelta(days=CELL_DAYS))
    return old.update(cell=None, cell_set_at=None)


def choose_city(person: User, *, shares: bool) -> None:
    """Whether people of one's city who chose the same are shown to each other."""
    Whereabouts.objects.update_or_create(person=person, defaults={"shares_city": shares})


def people_about_in(cell: int, *, at: datetime) -> UserQuerySet:
    """Active people whose cell this is now and who were here lately. Never shown: counted, and their notes read."""
    since = at - timedelta(days=ABOUT_DAYS)
    fresh = Whereabouts.objects.fresh(at).filter(cell=cell)
    return User.objects.active().filter(seen_at__gt=since, pk__in=fresh.values("person"))


def is_crowded(people: UserQuerySet) -> bool:
    """Whether FEWEST_PEOPLE are among these, so that none of them can be made out."""
    return len(people.order_by().values_list("pk")[:FEWEST_PEOPLE]) >= FEWEST_PEOPLE
