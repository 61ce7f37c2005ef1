"""The forty people, their faces, interests and whom they follow."""

import random
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from common.models import Category, City
from demo.logins import LOGINS, PASSWORD
from demo.reading import Row, rows
from demo.rendering import Rendered
from users import following
from users.models import GrowthEntry, Interest, Kind, Onboarding, User

MAY_LOG_IN = frozenset(handle for _role, handle, _password in LOGINS)


def load_people(portraits: dict[str, Rendered], *, at: datetime) -> dict[str, User]:
    """Makes everybody of people_*.toml. Only the accounts of demo.logins get a password."""
    password = make_password(PASSWORD)
    cities = {city.code: city for city in City.objects.all()}
    categories = {category.code: category for category in Category.objects.top()}
    everybody = {}
    for number, row in enumerate(rows("person")):
        joined = at - timedelta(days=30 + 37 * (number % 20))
        person = _person(row, cities, portraits, joined)
        person.password = password if person.handle in MAY_LOG_IN else make_password(None)
        person.save()
        _interests(person, row, categories, joined)
        _level_line(person, joined)
        everybody[person.handle] = person
    return everybody


def _person(row: Row, cities: dict[str, City], portraits: dict[str, Rendered], joined: datetime) -> User:
    portrait = portraits.get(row["handle"])
    return User(
        handle=row["handle"],
        email=f"{row['handle']}@example.org",
        name=row["name"],
        kind=row["kind"],
        bio=row["bio"],
        city=cities.get(row["city"]),
        language=row["language"],
        time_zone=row["time_zone"],
        level=row["level"],
        avatar=portrait.stem if portrait else "",
        is_staff=row["kind"] == Kind.STAFF,
        is_superuser=row["kind"] == Kind.STAFF,
        onboarding=Onboarding.DONE,
        joined_at=joined,
        seen_at=joined + timedelta(days=20),
    )


def _interests(person: User, row: Row, categories: dict[str, Category], joined: datetime) -> None:
    chosen = [categories[code] for code in row.get("interests", ()) if code in categories]
    if person.kind in {Kind.EXPERT, Kind.OFFICIAL} and chosen:
        person.vertical = chosen[0]
        person.save(update_fields=["vertical"])
    Interest.objects.bulk_create([Interest(person=person, category=c, created_at=joined) for c in chosen])


def _level_line(person: User, joined: datetime) -> None:
    """The ledger says where the level of a demo account comes from."""
    if person.level:
        GrowthEntry.objects.create(
            person=person,
            reason=GrowthEntry.Reason.STAFF,
            source=f"level:{person.level}",
            detail="demo community",
            created_at=joined,
        )


def load_follows(people: dict[str, User], *, at: datetime) -> int:
    """Follows of follows*.toml, through the same deed as the site. Returns how many were made."""
    chance = random.Random(7)  # noqa: S311  (a demo, not a secret)
    made = 0
    for row in rows("follow"):
        pair = people.get(row["follower"]), people.get(row["followed"])
        if pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
            made += following.follow(pair[0], pair[1], at=at - timedelta(hours=chance.randint(1, 24 * 25)))
    return made
