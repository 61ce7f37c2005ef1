"""The forty people, their faces and interests, and whom they follow."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import permutations

from django.contrib.auth.hashers import make_password

from common.models import Category, City
from demo.logins import LOGINS, PASSWORD
from demo.reading import PersonRow
from demo.rendering import Rendered
from users import following
from users.models import Interest, Kind, Onboarding, User

MAY_LOG_IN = frozenset(handle for _role, handle, _password in LOGINS)
# How likely somebody who shares an interest follows an account of this kind, before its standing counts.
_PULL = {Kind.EXPERT: 1.15, Kind.OFFICIAL: 0.6, Kind.MEMBER: 0.28, Kind.BRAND: 0.2, Kind.STAFF: 0.2}
# Without a shared interest the same wish is this much weaker.
_NOT_MY_FIELD = 0.5


def load_people(rows: Sequence[PersonRow], portraits: dict[str, Rendered], *, at: datetime) -> dict[str, User]:
    """Makes everybody. Only the accounts of demo.logins get a password."""
    password = make_password(PASSWORD)
    cities = {city.code: city for city in City.objects.all()}
    categories = {category.code: category for category in Category.objects.top()}
    everybody = {}
    for number, row in enumerate(rows):
        joined = at - timedelta(days=70 + 37 * (number % 20))
        person = _person(row, cities[row.city], portraits[row.handle].stem, joined)
        person.password = password if person.handle in MAY_LOG_IN else make_password(None)
        chosen = [categories[code] for code in row.interests]
        if person.kind in {Kind.EXPERT, Kind.OFFICIAL}:
            person.vertical = chosen[0]
        person.save()
        Interest.objects.bulk_create([Interest(person=person, category=c, created_at=joined) for c in chosen])
        everybody[person.handle] = person
    return everybody


def _person(row: PersonRow, city: City, avatar: str, joined: datetime) -> User:
    return User(
        handle=row.handle,
        email=f"{row.handle}@example.org",
        name=row.name,
        kind=row.kind,
        bio=row.about,
        city=city,
        language=row.language,
        time_zone=row.zone,
        level=row.level,
        avatar=avatar,
        is_staff=row.kind == Kind.STAFF,
        is_superuser=row.kind == Kind.STAFF,
        onboarding=Onboarding.DONE,
        joined_at=joined,
        seen_at=joined + timedelta(days=20),
    )


def follow_chance(follower: PersonRow, followed: PersonRow) -> float:
    """How likely one follows the other: by shared interests, by language, by kind and standing of the followed."""
    shared = len(set(follower.interests) & set(followed.interests))
    wish = _PULL[Kind(followed.kind)] * (0.5 + 0.15 * shared + 0.05 * followed.level)
    same_tongue = 1.0 if follower.language == followed.language else 0.4
    return min(0.95, wish * same_tongue * (1.0 if shared else _NOT_MY_FIELD))


def load_follows(rows: Sequence[PersonRow], people: dict[str, User], *, at: datetime) -> int:
    """Everybody follows by taste, through the same deed as the site, the oldest first. Returns how many follows."""
    chance = random.Random(7)  # noqa: S311  (a demo, not a secret)
    wanted = []
    for follower, followed in permutations(rows, 2):
        drawn, hours = chance.random(), chance.randint(1, 24 * 60)
        if drawn < follow_chance(follower, followed):
            wanted.append((hours, follower.handle, followed.handle))
    for hours, follower_handle, followed_handle in sorted(wanted, reverse=True):
        following.follow(people[follower_handle], people[followed_handle], at=at - timedelta(hours=hours))
    return len(wanted)
