"""Where a person stands with the house: expert, suspended, restored. The reasons are in the staff log."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.models import Category
from common.rows import added
from users.events import person_changed
from users.models import Application, GrowthEntry, Kind, User


class CannotChangeStanding(Exception):
    """The deed was refused; the message may be shown."""


@transaction.atomic
def suspend(person: User, *, by: int) -> None:
    """Takes a person's pages out of sight and ends their sessions. Raises CannotChangeStanding.

    Nobody suspends themselves, and staff are first taken off the staff: a slip must not lock the house.
    """
    if person.pk == by or person.is_staff:
        raise CannotChangeStanding(_("Staff cannot be suspended."))
    if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        raise CannotChangeStanding(_("This person is suspended already."))
    person.is_active = False
    announce(person_changed, person_id=person.pk)


@transaction.atomic
def restore(person: User) -> None:
    """Lets a suspended person back in; their notes are seen again. Raises CannotChangeStanding.

    Somebody who asked to join is no suspended person: their application is decided, not passed by.
    """
    if Application.objects.filter(person=person).exclude(verdict=Application.Verdict.ACCEPTED).exists():
        raise CannotChangeStanding(_("This person asked to join. Decide their application."))
    if not User.objects.filter(pk=person.pk, is_active=False, leaving_at=None).update(is_active=True):
        raise CannotChangeStanding(_("This person is not suspended."))
    person.is_active = True
    announce(person_changed, person_id=person.pk)


@transaction.atomic
def make_expert(person: User, vertical: Category, *, at: datetime) -> None:
    """Makes a member an expert of one field, or moves an expert to another. Raises CannotChangeStanding."""
    able = User.objects.filter(pk=person.pk, kind__in=(Kind.MEMBER, Kind.EXPERT), is_active=True)
    if not able.update(kind=Kind.EXPERT, vertical=vertical):
        raise CannotChangeStanding(_("Only an active member can become an expert."))
    person.kind, person.vertical = Kind.EXPERT, vertical
    line = GrowthEntry(person=person, reason=GrowthEntry.Reason.STAFF, source=f"expert:{vertical.code}", created_at=at)
    added(line)
    announce(person_changed, person_id=person.pk)
