"""How somebody who looks at a profile stands to the person on it."""

from dataclasses import asdict, dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from users.models import Follow, User
from users.requests import asked_among
from users.shield import shield_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`is_shut_out`: the account is private and the viewer does not follow it, so the page says who it is, no more."""

    is_following: bool = False
    follows_viewer: bool = False
    is_asked: bool = False
    is_muted: bool = False
    is_shut_out: bool = False

    def as_context(self) -> dict[str, bool]:
        return asdict(self)


def standing_towards(person: User, viewer: User | AnonymousUser) -> Standing:
    """One query for somebody known, one more for a private account they do not follow."""
    if not isinstance(viewer, User):
        return Standing(is_shut_out=person.is_private)
    if viewer.pk == person.pk:
        return Standing()
    either_way = Q(follower=viewer, followed=person) | Q(follower=person, followed=viewer)
    followers = set(Follow.objects.filter(either_way).values_list("follower_id", flat=True))
    is_following = viewer.pk in followers
    return Standing(
        is_following=is_following,
        follows_viewer=person.pk in followers,
        is_asked=not is_following and bool(asked_among(viewer, [person])),
        is_muted=person.pk in shield_of(viewer).muted,
        is_shut_out=person.is_private and not is_following,
    )
