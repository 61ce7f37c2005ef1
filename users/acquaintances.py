"""People one may know: friends of friends, and people of one's city where both said yes."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from users.models import Follow, User, Whereabouts
from users.models.person import UserQuerySet
from users.people_lists import PersonRow, rows_of
from users.safety import people_for, shield_of

SHOWN = 12
# Friends are looked for through so many of those one followed last, so that the page costs the same for everybody.
_THROUGH = 300


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody with the reason: how many of those one follows follow them. Never who: that is theirs to tell."""

    row: PersonRow
    mutuals: int = 0


def friends_of_friends(person: User, *, size: int = SHOWN) -> list[Acquaintance]:
    """Whom most of those one follows follow. Three queries.

    Private accounts are neither gone through nor found: whom they follow and who follows them is not for others.
    """
    counted = dict(_counted(person)[:size])
    people = {other.pk: other for other in _open(person).filter(pk__in=counted)}
    found = [people[pk] for pk in counted if pk in people]
    return [Acquaintance(row, counted[row.person.pk]) for row in rows_of(found, person)]


def _counted(person: User) -> "QuerySet[Follow, tuple[int, int]]":
    """(key, how many) of those followed by the people one follows, the most first."""
    followed = Follow.objects.filter(follower=person)
    through = followed.filter(followed__is_private=False, followed__is_active=True).order_by("-pk")
    edges = Follow.objects.filter(follower__in=through.values("followed")[:_THROUGH])
    strangers = edges.exclude(followed=person).exclude(followed__in=followed.values("followed"))
    shown = strangers.filter(followed__in=_open(person).values("pk"))
    return shown.values("followed").annotate(n=Count("pk")).order_by("-n", "-followed").values_list("followed", "n")


def neighbours(person: User, *, without: Collection[int] = (), size: int = SHOWN) -> list[Acquaintance]:
    """People of one's city whom one does not follow; only where this person and they chose to be found so."""
    if person.city_id is None or not Whereabouts.objects.filter(person=person, shares_city=True).exists():
        return []
    people = _open(person).filter(city=person.city_id, whereabouts__shares_city=True).exclude(pk__in=without)
    known = Follow.objects.filter(follower=person).values("followed")
    found = people.exclude(pk=person.pk).exclude(pk__in=known).order_by("-followers_count", "-pk")[:size]
    return [Acquaintance(row) for row in rows_of(found, person)]


def _open(person: User) -> UserQuerySet:
    """Everybody this person may be shown: active, not private, not blocked, not muted."""
    return people_for(person).filter(is_private=False).exclude(pk__in=shield_of(person).muted)
