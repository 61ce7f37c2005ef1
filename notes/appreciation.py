"""What people do with comments: liking them, and the one the author of a note puts first."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from notes.events import comment_liked, comment_unliked
from notes.models import Comment, CommentLike
from notes.queues import stand_in_line
from users.models import User


class CannotPin(Exception):
    """The comment is not put first; the message may be shown."""


@transaction.atomic
def like_comment(comment: Comment, person: User, *, at: datetime) -> bool:
    """Likes a comment. False, with nothing changed, when it was liked already."""
    if not added(CommentLike(comment=comment, person=person, created_at=at)):
        return False
    _count(comment, by=1)
    announce(comment_liked, comment_id=comment.pk, person_id=person.pk)
    return True


@transaction.atomic
def unlike_comment(comment: Comment, person: User) -> bool:
    """Takes the like of a comment back. False when there was none."""
    deleted, _rows = CommentLike.objects.filter(comment=comment, person=person).delete()
    if not deleted:
        return False
    _count(comment, by=-1)
    announce(comment_unliked, comment_id=comment.pk, person_id=person.pk)
    return True


def _count(comment: Comment, *, by: int) -> None:
    Comment.objects.filter(pk=comment.pk).update(like_count=F("like_count") + by)
    comment.refresh_from_db(fields=["like_count", "heat"])


@transaction.atomic
def pin_comment(comment: Comment, *, at: datetime) -> None:
    """Puts a first-level comment before all others of its note, in place of the one that stood there. Raises CannotPin.

    Whether the person may is the question of Comment.objects.pinnable_by.
    """
    # Two hands that put two comments first: the later one wins, and neither meets the constraint.
    stand_in_line(f"pinned comment:{comment.note_id}")
    Comment.objects.filter(note=comment.note_id, pinned_at__isnull=False).exclude(pk=comment.pk).update(pinned_at=None)
    if not Comment.objects.filter(pk=comment.pk, parent=None, removed_at=None).update(pinned_at=at):
        raise CannotPin(_("Only a comment that stands by itself can be put first."))


def unpin_comment(comment: Comment) -> bool:
    """Lets a comment stand where it would without its pin. False when it was not pinned."""
    return bool(Comment.objects.filter(pk=comment.pk, pinned_at__isnull=False).update(pinned_at=None))
