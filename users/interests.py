"""What people say they like: the top categories, and the deed that changes the choice."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from common.events import announce
from common.models import Category, CategoryQuerySet
from common.rows import added
from users.events import interests_changed
from users.models import Interest, InterestSource, User


def offered_interests() -> CategoryQuerySet:
    """The categories a person may choose, in the staff's order."""
    return Category.objects.offered().top()


def interest_ids_of(person: User) -> set[int]:
    """The keys of the categories a person chose. One query."""
    return set(Interest.objects.filter(person=person).values_list("category_id", flat=True))


@transaction.atomic
def choose_interests(
    person: User, categories: Iterable[Category], *, at: datetime, source: str = InterestSource.SETTINGS
) -> bool:
    """Makes exactly these the person's interests. Returns False when they already were.

    The person's row is locked, so that two forms sent at once leave the choice of one of them and not a mixture.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    wanted, have = {category.pk for category in categories}, interest_ids_of(person)
    if wanted == have:
        return False
    Interest.objects.filter(person=person, category__in=have - wanted).delete()
    Interest.objects.bulk_create(
        [Interest(person=person, category_id=pk, source=source, created_at=at) for pk in sorted(wanted - have)]
    )
    announce(interests_changed, person_id=person.pk)
    return True


def interests_of(person: User) -> list[Interest]:
    """What stands in a person's list and since when, the newest first. One query."""
    rows = Interest.objects.filter(person=person).select_related("category")
    return list(rows.order_by("-created_at", "-pk"))


@transaction.atomic
def add_interest(person_id: int, category: Category, *, source: str, at: datetime) -> bool:
    """Puts one category into a person's list. False when it stood there."""
    if not added(Interest(person_id=person_id, category=category, source=source, created_at=at)):
        return False
    announce(interests_changed, person_id=person_id)
    return True


@transaction.atomic
def forget_interest(person: User, code: str) -> bool:
    """Takes one category, by its code, out of a person's list. False when it was not there."""
    deleted, _rows = Interest.objects.filter(person=person, category__code=code).delete()
    if not deleted:
        return False
    announce(interests_changed, person_id=person.pk)
    return True
