"""Writing and taking back comments."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from common.text import clean, graphemes
from notes.events import comment_removed, comment_written
from notes.models import Comment, Note
from users import levels
from users.models import GrowthEntry, User

LONGEST = 500
# Code points: one letter may carry any number of accents.
_MOST_POINTS = 4000


class CommentRefused(Exception):
    """The comment was not taken; the message may be shown beside its field."""


@transaction.atomic
def write_comment(
    note: Note, author: User, body: str, *, at: datetime, parent: Comment | None = None, key: uuid.UUID | None = None
) -> Comment:
    """Writes a comment, or a reply when `parent` is given (a reply to a reply joins the same thread).

    The same key gives the same comment. Raises CommentRefused.
    """
    text = clean(body).strip()
    if not text:
        raise CommentRefused(_("Write something first."))
    if len(text) > _MOST_POINTS or graphemes(text) > LONGEST:
        raise CommentRefused(_("The comment is too long: at most 500 characters."))
    if parent is not None and (parent.note_id != note.pk or parent.removed_at is not None):
        raise CommentRefused(_("The comment you answer is gone."))
    thread = parent.parent if parent is not None and parent.parent_id else parent
    comment = Comment(note=note, author=author, parent=thread, body=text, created_at=at, submission_key=key)
    if not added(comment):
        return Comment.objects.get(author=author, submission_key=key)
    _count(comment, by=1)
    levels.record(author.pk, reason=GrowthEntry.Reason.COMMENTED, source=note.source, at=at)
    announce(comment_written, comment_id=comment.pk, note_id=note.pk, person_id=author.pk)
    return comment


@transaction.atomic
def remove_comment(comment: Comment, *, at: datetime) -> bool:
    """Takes a comment out of sight, replies included. False when it was gone already."""
    if not Comment.objects.filter(pk=comment.pk, removed_at=None).update(removed_at=at):
        return False
    replies = Comment.objects.filter(parent=comment, removed_at=None).update(removed_at=at)
    Note.objects.filter(pk=comment.note_id).update(comment_count=F("comment_count") - 1 - replies)
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") - 1)
    announce(comment_removed, comment_id=comment.pk, note_id=comment.note_id)
    return True


def _count(comment: Comment, *, by: int) -> None:
    Note.objects.filter(pk=comment.note_id).update(comment_count=F("comment_count") + by)
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + by)
