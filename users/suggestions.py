"""Whom a new person may want to follow: experts of what they like, and people close to them."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower

from users.interests import interest_ids_of
from users.models import Interest, Kind, User, Whereabouts
from users.models.person import UserQuerySet
from users.shield import people_for, people_offered_to

EXPERTS = (Kind.EXPERT, Kind.OFFICIAL)
SHOWN = 12
# Friends are looked for among so many, so that the page costs the same on a site of a million.
_LIKE_MINDED = 500
_NEIGHBOURS = 200


def most_followed(person: User, *, size: int = SHOWN) -> list[User]:
    """The most followed of all others: what is shown where nothing closer is known."""
    return list(_others(person).order_by("-followers_count", "-pk")[:size])


def experts_for(person: User, *, size: int = SHOWN) -> list[User]:
    """Experts and official accounts, those of the person's interests first, then by followers.

    Where there are none, the most followed of everybody.
    """
    liked = interest_ids_of(person)
    fits = Case(
        When(Q(vertical__in=liked) | Q(vertical__parent__in=liked), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    experts = _others(person).filter(kind__in=EXPERTS).annotate(fits=fits)
    return list(experts.order_by("-fits", "-followers_count", "-pk")[:size]) or most_followed(person, size=size)


def friends_for(person: User, *, size: int = SHOWN) -> list[User]:
    """Members who share most interests with the person, those of the same city before others, then by followers.

    Where nobody shares anything, the most followed of everybody.
    """
    shared = _shared_interests(person)
    people = _others(person).filter(kind=Kind.MEMBER, pk__in={*shared, *_neighbours(person)})
    close = sorted(people, key=lambda other: _closeness(person, other, shared), reverse=True)
    return close[:size] or most_followed(person, size=size)


def find_person(asked: str, seeker: User) -> list[User]:
    """The active person of exactly this handle (with or without @) or e-mail address: one or none, never `seeker`.

    Exact on purpose: nobody can leaf through the people or guess at addresses by their beginning.
    """
    wanted = asked.strip()
    handle = wanted.removeprefix("@").lower()
    # LOWER(email) is what the unique index holds; iexact would compare UPPER(email) and read the whole table.
    found = (
        people_for(seeker)
        .exclude(pk=seeker.pk)
        .alias(address=Lower("email"))
        .filter(Q(handle=handle) | Q(address=wanted.lower()))
    )
    return list(found[:1]) if wanted else []


def _others(person: User) -> UserQuerySet:
    return people_offered_to(person).exclude(pk=person.pk)


def _shared_interests(person: User) -> Counter[int]:
    liked = interest_ids_of(person)
    others = Interest.objects.filter(category__in=liked).exclude(person=person).order_by("-pk")
    return Counter(others.values_list("person_id", flat=True)[:_LIKE_MINDED])


def _neighbours(person: User) -> Iterable[int]:
    """People of one's city, where this person and they chose to be found so."""
    if person.city_id is None or not Whereabouts.objects.filter(person=person, shares_city=True).exists():
        return []
    open_here = _others(person).filter(city=person.city_id, whereabouts__shares_city=True)
    return open_here.order_by("-pk").values_list("pk", flat=True)[:_NEIGHBOURS]


def _closeness(person: User, other: User, shared: Counter[int]) -> tuple[int, bool, int, int]:
    is_near = other.city_id is not None and other.city_id == person.city_id
    return shared[other.pk], is_near, other.followers_count, other.pk
