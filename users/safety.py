"""Keeping somebody away: blocking and undoing it. What follows for each page is asked of the shield."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from users.addressing import may_comment, may_mention, may_message, mentionable_by
from users.events import person_blocked, person_unblocked
from users.following import unfollow
from users.locking import lock_people
from users.models import Block, FollowRequest, User
from users.shield import Shield, blocked_ids, is_blocked_between, people_for, raise_edition, shield_of

__all__ = [
    "CannotBlock",
    "Shield",
    "block",
    "blocked_ids",
    "is_blocked_between",
    "may_comment",
    "may_mention",
    "may_message",
    "mentionable_by",
    "people_for",
    "shield_of",
    "unblock",
]


class CannotBlock(Exception):
    """The block was refused; the message may be shown."""


@transaction.atomic
def block(blocker: User, blocked: User, *, at: datetime) -> bool:
    """Ends everything between two people: follows and requests both ways go. False when it was so already.

    Raises CannotBlock. Both rows are locked first, as in `follow`: whoever comes second sees what the first did.
    """
    if blocker.pk == blocked.pk:
        raise CannotBlock(_("You cannot block yourself."))
    lock_people(blocker.pk, blocked.pk)
    if not added(Block(blocker=blocker, blocked=blocked, created_at=at)):
        return False
    _end_follows(((blocker, blocked), (blocked, blocker)))
    raise_edition(blocker, blocked)
    announce(person_blocked, blocker_id=blocker.pk, blocked_id=blocked.pk)
    return True


def _end_follows(ways: Iterable[tuple[User, User]]) -> None:
    for one, other in ways:
        unfollow(one, other)
        FollowRequest.objects.filter(asker=one, asked=other).delete()


@transaction.atomic
def unblock(blocker: User, blocked: User) -> bool:
    """Takes a block back; nothing that it ended comes back by itself. False when there was none."""
    lock_people(blocker.pk, blocked.pk)
    deleted, _rows = Block.objects.filter(blocker=blocker, blocked=blocked).delete()
    if not deleted:
        return False
    raise_edition(blocker, blocked)
    announce(person_unblocked, blocker_id=blocker.pk, blocked_id=blocked.pk)
    return True
