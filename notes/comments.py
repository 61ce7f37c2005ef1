"""Writing and taking back comments."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from common.events import announce
from common.rows import added
from common.text import clean, graphemes
from notes import linking
from notes.audience import may_comment
from notes.events import comment_removed, comment_written
from notes.mentions import announce_in_comment
from notes.models import Comment, Note, Picture
from notes.policy import policy_for
from notes.queues import hold, stand_in_line
from users import levels
from users.models import GrowthEntry, User
from users.privileges import Privilege, allows, level_that_opens, limit
from users.shield import is_blocked_between

LONGEST = 500
LONGEST_ALT = 500
# Code points: one letter may carry any number of accents.
_MOST_POINTS = 4000
HOUR = timedelta(hours=1)


class CommentRefused(Exception):
    """The comment was not taken; the message may be shown beside its field."""


class TooManyComments(CommentRefused):
    """The author wrote as many comments within an hour as their level allows. `again_at` is when the next may come."""

    def __init__(self, most: int, again_at: datetime) -> None:
        super().__init__(wait_sentence(most, again_at))
        self.again_at = again_at


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says: words, a picture of theirs that is free, or both; `parent` is the comment it answers.

    The same key is the same comment, however often it is sent.
    """

    body: str
    parent: Comment | None = None
    key: uuid.UUID | None = None
    picture: Picture | None = None
    alt: str = ""


def write_comment(
    note: Note, author: User, body: str, *, at: datetime, parent: Comment | None = None, key: uuid.UUID | None = None
) -> Comment:
    """Writes a comment of words alone, or a reply when `parent` is given. Raises CommentRefused."""
    return say(note, author, Saying(body, parent, key), at=at)


@transaction.atomic
def say(note: Note, author: User, saying: Saying, *, at: datetime) -> Comment:
    """Writes a comment, or a reply (a reply to a reply joins the same thread). Raises CommentRefused, NoteGone."""
    text = clean(saying.body).strip()
    sent = Comment.objects.filter(author=author, submission_key=saying.key).first() if saying.key else None
    if sent is not None:
        return sent
    _check(note, author, saying, text)
    stand_in_line(f"comments:{author.pk}")
    hold(note)
    _keep_to_limit(author, at=at)
    thread = _thread_to_join(note, author, saying.parent)
    comment = Comment(note=note, author=author, parent_id=thread, body=text, created_at=at, submission_key=saying.key)
    if not added(comment):
        return Comment.objects.get(author=author, submission_key=saying.key)
    _keep_to_links(comment, author, at=at)
    if saying.picture is not None:
        _take_picture(comment, saying.picture, saying.alt)
    _count(comment, by=1)
    levels.record(author.pk, reason=GrowthEntry.Reason.COMMENTED, source=note.source, at=at)
    announce(comment_written, comment_id=comment.pk, note_id=note.pk, person_id=author.pk)
    announce_in_comment(comment)
    return comment


def _check(note: Note, author: User, saying: Saying, text: str) -> None:
    if not may_comment(note, author):
        raise CommentRefused(_("The author does not take comments from you here."))
    if not text and saying.picture is None:
        raise CommentRefused(_("Write something first."))
    if len(text) > _MOST_POINTS or graphemes(text) > LONGEST:
        raise CommentRefused(_("The comment is too long: at most 500 characters."))
    if saying.picture is not None and not allows(author.level, Privilege.PICTURES_IN_COMMENTS):
        raise CommentRefused(pictures_closed())


def pictures_closed() -> str:
    """The sentence for somebody whose level does not bring pictures into comments yet."""
    opens = level_that_opens(Privilege.PICTURES_IN_COMMENTS)
    return gettext("Pictures in comments open at level %d.") % (opens or 10)


def comments_an_hour(author: User) -> int:
    """How many comments somebody may write within an hour. Nobody is silenced by a figure: one is the least."""
    return max(1, limit(author.level, Privilege.COMMENTS_AN_HOUR))


def next_comment_at(author: User, *, at: datetime) -> datetime | None:
    """When somebody who used up their hour may write again; None when they may now. One query along an index."""
    most = comments_an_hour(author)
    newest = Comment.objects.filter(author=author, created_at__lte=at).order_by("-pk")
    oldest_of_hour = newest.values_list("created_at", flat=True)[most - 1 : most].first()
    return oldest_of_hour + HOUR if oldest_of_hour is not None and oldest_of_hour > at - HOUR else None


def wait_sentence(most: int, again_at: datetime) -> str:
    """Tells when the limit of an hour lifts, in the zone of the page."""
    words = ngettext(
        "Your level brings %(number)d comment an hour. The next one may come at %(time)s.",
        "Your level brings %(number)d comments an hour. The next one may come at %(time)s.",
        most,
    )
    # A minute is not begun: "at 14:05" has to be true at 14:05.
    shown = timezone.localtime(again_at + timedelta(seconds=59))
    return words % {"number": most, "time": date_format(shown, "H:i")}


def _keep_to_limit(author: User, *, at: datetime) -> None:
    again_at = next_comment_at(author, at=at)
    if again_at is not None:
        raise TooManyComments(comments_an_hour(author), again_at)


def _keep_to_links(comment: Comment, author: User, *, at: datetime) -> None:
    """Uses up the links of the week. Refused, the row goes back with the transaction."""
    try:
        most = policy_for(author).weekly_links(author.level)
        linking.spend_links(author, comment.body, "", most=most, at=at)
    except linking.TooManyLinks as refusal:
        raise CommentRefused(str(refusal)) from refusal


def _take_picture(comment: Comment, picture: Picture, alt: str) -> None:
    """Only the author's own picture, and only one that nothing else holds."""
    free = Picture.objects.loose().usable().filter(pk=picture.pk, owner=comment.author_id)
    if not free.update(comment=comment, alt=clean(alt).strip()[:LONGEST_ALT]):
        raise CommentRefused(_("The picture is gone. Add it once more."))


@transaction.atomic
def remove_comment(comment: Comment, *, at: datetime) -> bool:
    """Takes a comment out of sight, replies and pictures included. False when it was gone already."""
    _lock(_thread_of(comment))
    if not Comment.objects.filter(pk=comment.pk, removed_at=None).update(removed_at=at, pinned_at=None):
        return False
    replies = list(Comment.objects.filter(parent=comment, removed_at=None))
    Comment.objects.filter(pk__in=[reply.pk for reply in replies]).update(removed_at=at)
    gone = Q(comment=comment) | Q(comment__parent=comment)
    Picture.objects.filter(gone).update(comment=None, loose_since=at)
    _count(comment, by=-1 - len(replies))
    announce(comment_removed, comment_id=comment.pk, note_id=comment.note_id)
    for one in (comment, *replies):
        announce_in_comment(one)
    return True


def _thread_of(comment: Comment) -> int:
    """The key of the first-level comment a comment stands under, or its own."""
    return comment.parent_id or comment.pk


def _lock(thread_id: int) -> None:
    """Answers and removals of one thread stand in one queue; before the note's row, so that none wait in a ring."""
    list(Comment.objects.select_for_update(no_key=True).filter(pk=thread_id).values_list("pk"))


def _thread_to_join(note: Note, author: User, parent: Comment | None) -> int | None:
    """The thread an answer joins, held open; None for a comment that answers nothing. Raises CommentRefused."""
    if parent is None:
        return None
    if parent.note_id != note.pk or not _hold_open(parent) or is_blocked_between(author.pk, parent.author_id):
        raise CommentRefused(_("The comment you answer is gone."))
    return _thread_of(parent)


def _hold_open(parent: Comment) -> bool:
    """Keeps a thread from being taken back while it is answered. False when it was already."""
    keys = {parent.pk, _thread_of(parent)}
    _lock(_thread_of(parent))
    return Comment.objects.filter(pk__in=keys, removed_at=None).count() == len(keys)


def _count(comment: Comment, *, by: int) -> None:
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + by)
    Note.objects.filter(pk=comment.note_id).update(comment_count=F("comment_count") + by)
