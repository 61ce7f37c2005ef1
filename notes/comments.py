"""Writing and taking back comments."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from common.text import clean, graphemes
from notes.audience import may_comment
from notes.events import comment_removed, comment_written
from notes.models import Comment, Note
from users import levels
from users.models import GrowthEntry, User
from users.shield import is_blocked_between

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
    if not may_comment(note, author):
        raise CommentRefused(_("The author does not take comments from you here."))
    if parent is not None and not (parent.note_id == note.pk and _may_answer(author, parent)):
        raise CommentRefused(_("The comment you answer is gone."))
    thread = _thread_of(parent) if parent is not None else None
    comment = Comment(note=note, author=author, parent_id=thread, body=text, created_at=at, submission_key=key)
    if not added(comment):
        return Comment.objects.get(author=author, submission_key=key)
    _count(comment, by=1)
    levels.record(author.pk, reason=GrowthEntry.Reason.COMMENTED, source=note.source, at=at)
    announce(comment_written, comment_id=comment.pk, note_id=note.pk, person_id=author.pk)
    return comment


@transaction.atomic
def remove_comment(comment: Comment, *, at: datetime) -> bool:
    """Takes a comment out of sight, replies included. False when it was gone already."""
    _lock(_thread_of(comment))
    if not Comment.objects.filter(pk=comment.pk, removed_at=None).update(removed_at=at):
        return False
    replies = Comment.objects.filter(parent=comment, removed_at=None).update(removed_at=at)
    _count(comment, by=-1 - replies)
    announce(comment_removed, comment_id=comment.pk, note_id=comment.note_id)
    return True


def _thread_of(comment: Comment) -> int:
    """The key of the first-level comment a comment stands under, or its own."""
    return comment.parent_id or comment.pk


def _lock(thread_id: int) -> None:
    """Answers and removals of one thread stand in one queue; before the note's row, so that none wait in a ring."""
    list(Comment.objects.select_for_update(no_key=True).filter(pk=thread_id).values_list("pk"))


def _may_answer(author: User, parent: Comment) -> bool:
    """Whether a comment still stands and no block lies between the two people."""
    return _hold_open(parent) and not is_blocked_between(author.pk, parent.author_id)


def _hold_open(parent: Comment) -> bool:
    """Keeps a thread from being taken back while it is answered. False when it was already."""
    keys = {parent.pk, _thread_of(parent)}
    _lock(_thread_of(parent))
    return Comment.objects.filter(pk__in=keys, removed_at=None).count() == len(keys)


def _count(comment: Comment, *, by: int) -> None:
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + by)
    Note.objects.filter(pk=comment.note_id).update(comment_count=F("comment_count") + by)
