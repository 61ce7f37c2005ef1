"""Following and unfollowing, with counters that stay right when many hands act at once."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from users import levels
from users.events import person_followed, person_unfollowed
from users.locking import lock_people
from users.models import Follow, GrowthEntry, User
from users.shield import is_blocked_between


class CannotFollow(Exception):
    """The follow was refused; the message may be shown."""


def _count(follower_id: int, followed_id: int, *, by: int) -> None:
    # Rows are updated in primary-key order, so that two people following each other cannot deadlock.
    for person_id in sorted((follower_id, followed_id)):
        field = "following_count" if person_id == follower_id else "followers_count"
        User.objects.filter(pk=person_id).update(**{field: F(field) + by})


@transaction.atomic
def follow(follower: User, followed: User, *, at: datetime) -> bool:
    """Makes `follower` follow `followed`. Returns False when it already was so. Raises CannotFollow.

    Both rows are locked first, as in `block`: a follow and a block at the same moment come one after the other.
    """
    if follower.pk == followed.pk:
        raise CannotFollow(_("You cannot follow yourself."))
    if not followed.is_active:
        raise CannotFollow(_("This account is not active."))
    private = lock_people(follower.pk, followed.pk)
    if is_blocked_between(follower.pk, followed.pk):
        raise CannotFollow(_("You cannot follow this account."))
    if followed.pk in private and not Follow.objects.filter(follower=follower, followed=followed).exists():
        raise CannotFollow(_("This account is private. Ask to follow it."))
    return admit(follower, followed, at=at)


def admit(follower: User, followed: User, *, at: datetime) -> bool:
    """Adds a follow whose right was checked, by a caller who locked both rows. False when it was there already."""
    if not added(Follow(follower=follower, followed=followed, created_at=at)):
        return False
    _count(follower.pk, followed.pk, by=1)
    levels.record(follower.pk, reason=GrowthEntry.Reason.FOLLOWED, source=f"person:{followed.public_id}", at=at)
    announce(person_followed, follower_id=follower.pk, followed_id=followed.pk)
    return True


@transaction.atomic
def unfollow(follower: User, followed: User) -> bool:
    """Ends a follow. Returns False when there was none."""
    deleted, _rows = Follow.objects.filter(follower=follower, followed=followed).delete()
    if not deleted:
        return False
    _count(follower.pk, followed.pk, by=-1)
    announce(person_unfollowed, follower_id=follower.pk, followed_id=followed.pk)
    return True


def followed_among(follower: User | AnonymousUser, people: Iterable[User]) -> set[int]:
    """The keys of those of `people` whom `follower` follows. One query; none for somebody unknown or an empty list."""
    ids = [person.pk for person in people]
    if not ids or not follower.is_authenticated:
        return set()
    return set(Follow.objects.filter(follower=follower.pk, followed__in=ids).values_list("followed_id", flat=True))
