"""Changing what one's profile says."""

from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from common.events import announce
from common.models import City
from users.avatars import forget_avatar, store_avatar
from users.events import person_changed
from users.models import User


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What a person writes about themselves. `avatar` None leaves the picture as it is."""

    name: str
    bio: str
    city: City | None
    language: str
    time_zone: str
    has_open_likes: bool = False
    avatar: File | None = None  # type: ignore[type-arg]  # uploads are files of bytes; the stubs want AnyStr
    removes_avatar: bool = False


def change_profile(person: User, facts: ProfileFacts) -> None:
    """Writes all facts or none. Raises PictureRefused and PictureWorkerFailed for the avatar.

    The new avatar's files are there before the row says so; the old ones go once the row is committed.
    """
    before = person.avatar
    stem = store_avatar(facts.avatar) if facts.avatar else "" if facts.removes_avatar else before
    person.name, person.bio, person.city = facts.name, facts.bio, facts.city
    person.language, person.time_zone, person.avatar = facts.language, facts.time_zone, stem
    person.has_open_likes = facts.has_open_likes
    with transaction.atomic():
        person.save(update_fields=["name", "bio", "city", "language", "time_zone", "avatar", "has_open_likes"])
        announce(person_changed, person_id=person.pk)
        if before != stem:
            transaction.on_commit(lambda: forget_avatar(before))
