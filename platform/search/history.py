"""A person's own searches: remembered while they wish it, deletable one by one and all at once."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from search.models import PastSearch, SearchWish
from search.reading import tidy
from search.synonyms import form_of
from users.models import User

MOST_KEPT = 50


@transaction.atomic
def remember(person_id: int, text: str, *, at: datetime) -> bool:
    """Puts a search on top of a person's own; False, with nothing kept, when they wish none kept or it says nothing.

    The oldest beyond MOST_KEPT go.
    """
    shown, form = tidy(text), form_of(tidy(text))
    if not form or not wish_of(person_id).keeps_history:
        return False
    PastSearch.objects.update_or_create(person_id=person_id, form=form, defaults={"text": shown, "searched_at": at})
    too_old = newest(person_id).values_list("pk", flat=True)[MOST_KEPT:]
    PastSearch.objects.filter(pk__in=list(too_old)).delete()
    return True


def newest(person_id: int) -> QuerySet[PastSearch]:
    """A person's own searches, the last one first."""
    return PastSearch.objects.filter(person=person_id).order_by("-searched_at", "-pk")


def forget(person: User, public_id: str) -> bool:
    """Forgets one search of this person; False when there is none of that id."""
    return bool(PastSearch.objects.filter(person=person, public_id=public_id).delete()[0])


def forget_all(person: User) -> int:
    """Forgets every search of this person. Returns how many there were."""
    return PastSearch.objects.filter(person=person).delete()[0]


def wish_of(person_id: int) -> SearchWish:
    """What a person wants of searching; the defaults, unsaved, while they said nothing."""
    return SearchWish.objects.filter(person=person_id).first() or SearchWish(person_id=person_id)


@transaction.atomic
def keep_history(person: User, *, keeps: bool) -> None:
    """Remembers searches from now on, or none any more: what was remembered goes at once."""
    SearchWish.objects.update_or_create(person=person, defaults={"keeps_history": keeps})
    if not keeps:
        forget_all(person)


def show_hot(person: User, *, shows: bool) -> None:
    """Shows the list of what many search for to this person, or leaves it out."""
    SearchWish.objects.update_or_create(person=person, defaults={"shows_hot": shows})
