"""What people say they like: the top categories, and the deed that changes the choice."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from common.events import announce
from common.models import Category, CategoryQuerySet
from users.events import interests_changed
from users.models import Interest, User


def offered_interests() -> CategoryQuerySet:
    """The categories a person may choose, in the staff's order."""
    return Category.objects.offered().top()


def interest_ids_of(person: User) -> set[int]:
    """The keys of the categories a person chose. One query."""
    return set(Interest.objects.filter(person=person).values_list("category_id", flat=True))


@transaction.atomic
def choose_interests(person: User, categories: Iterable[Category], *, at: datetime) -> bool:
    """Makes exactly these the person's interests. Returns False when they already were.

    The person's row is locked, so that two forms sent at once leave the choice of one of them and not a mixture.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    wanted, have = {category.pk for category in categories}, interest_ids_of(person)
    if wanted == have:
        return False
    Interest.objects.filter(person=person, category__in=have - wanted).delete()
    Interest.objects.bulk_create(
        [Interest(person=person, category_id=pk, created_at=at) for pk in sorted(wanted - have)]
    )
    announce(interests_changed, person_id=person.pk)
    return True
