"""Private accounts: asking to follow one, being let in, and opening or closing one's own."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from users.events import follow_asked, person_changed
from users.following import CannotFollow, admit, follow, unfollow
from users.locking import lock_people
from users.models import Follow, FollowRequest, User
from users.shield import is_blocked_between


@transaction.atomic
def ask_to_follow(asker: User, asked: User, *, at: datetime) -> bool:
    """Follows an open account, asks a private one. True when `asker` follows now. Raises CannotFollow.

    Asking twice is asking once; whoever follows already need not ask.
    """
    private = lock_people(asker.pk, asked.pk)
    if asked.pk not in private or Follow.objects.filter(follower=asker, followed=asked).exists():
        follow(asker, asked, at=at)
        return True
    if asker.pk == asked.pk or not asked.is_active or is_blocked_between(asker.pk, asked.pk):
        raise CannotFollow(_("You cannot follow this account."))
    if added(FollowRequest(asker=asker, asked=asked, created_at=at)):
        announce(follow_asked, asker_id=asker.pk, asked_id=asked.pk)
    return False


@transaction.atomic
def accept(asked: User, asker: User, *, at: datetime) -> bool:
    """Lets somebody in who asked. False when there is no such question any more: of two hands one wins."""
    lock_people(asked.pk, asker.pk)
    if not FollowRequest.objects.filter(asker=asker, asked=asked).delete()[0]:
        return False
    admit(asker, asked, at=at)
    announce(follow_asked, asker_id=asker.pk, asked_id=asked.pk)
    return True


@transaction.atomic
def decline(asked: User, asker: User) -> bool:
    """Takes a question away without an answer; the asker is not told. False when there was none."""
    if not FollowRequest.objects.filter(asker=asker, asked=asked).delete()[0]:
        return False
    announce(follow_asked, asker_id=asker.pk, asked_id=asked.pk)
    return True


@transaction.atomic
def stop_following(follower: User, followed: User) -> None:
    """Ends a follow, and takes back a question that stands."""
    lock_people(follower.pk, followed.pk)
    unfollow(follower, followed)
    decline(followed, follower)


@transaction.atomic
def close_account(person: User) -> bool:
    """Makes an account private; its followers stay. False when it was already."""
    if not User.objects.filter(pk=person.pk, is_private=False).update(is_private=True):
        return False
    person.is_private = True
    announce(person_changed, person_id=person.pk)
    return True


@transaction.atomic
def open_account(person: User, *, at: datetime) -> bool:
    """Makes a private account public and lets in everybody who asked. False when it was public already."""
    waiting = list(User.objects.active().filter(pk__in=FollowRequest.objects.filter(asked=person).values("asker")))
    # All rows at once and in one order: taken pair by pair, two accounts that open could wait for each other.
    lock_people(person.pk, *(asker.pk for asker in waiting))
    if not User.objects.filter(pk=person.pk, is_private=True).update(is_private=False):
        return False
    person.is_private = False
    for asker in waiting:
        accept(person, asker, at=at)
    # Whoever asked between the look and the lock.
    FollowRequest.objects.filter(asked=person).delete()
    announce(person_changed, person_id=person.pk)
    return True


def asked_among(asker: User | AnonymousUser, people: Iterable[User]) -> set[int]:
    """The keys of those of `people` whom `asker` asked to follow. No query when none of them is private."""
    ids = [person.pk for person in people if person.is_private]
    if not ids or not asker.is_authenticated:
        return set()
    return set(FollowRequest.objects.filter(asker=asker.pk, asked__in=ids).values_list("asked_id", flat=True))


def waiting_for(person: User) -> list[User]:
    """Who asks to follow a person, the newest first."""
    rows = FollowRequest.objects.filter(asked=person, asker__is_active=True).select_related("asker")
    return [row.asker for row in rows.order_by("-pk")[:100]]
