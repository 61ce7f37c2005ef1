"""The reader as the feed sees one: known or not, with interests, city and stage."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from users.models import Interest, User
from users.shield import shield_of

NOVICE_DAYS = 7


class Stage(StrEnum):
    VISITOR = "visitor"
    NOVICE = "novice"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Reader:
    """What sources may look at. `interests` are top codes."""

    person_id: int | None
    stage: Stage
    interests: frozenset[str] = frozenset()
    city_id: int | None = None
    # Authors whose notes do not come up: muted, or with a block between them and the reader.
    hidden: frozenset[int] = frozenset()
    # Off: only sources that are the same for everybody.
    is_personal: bool = True


def stage_of(person: User, at: datetime) -> Stage:
    """Novice in the first week and until level 1 is reached, growth from then on."""
    is_new = at - person.joined_at < timedelta(days=NOVICE_DAYS) or person.level < 1
    return Stage.NOVICE if is_new else Stage.GROWTH


def reader_of(user: User | AnonymousUser, at: datetime) -> Reader:
    """The reader behind a request. One query for somebody known, none for a visitor or somebody who wants nothing
    personal."""
    if not isinstance(user, User):
        return Reader(None, Stage.VISITOR)
    if not user.has_personal_feed:
        return Reader(user.pk, stage_of(user, at), hidden=shield_of(user).hidden, is_personal=False)
    codes = Interest.objects.filter(person=user).values_list("category__code", flat=True)
    return Reader(user.pk, stage_of(user, at), frozenset(codes), user.city_id, shield_of(user).hidden)
