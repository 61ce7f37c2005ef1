"""The inboxes of those a visitor of the demo may log in as: told of what others did, as the worker would tell them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from demo.logins import LOGINS
from notes.engagement import KINDS
from notes.models import Comment
from push import notices
from push.models import InboxItem
from users.models import Follow, User

# What is older was read.
_NEWS = timedelta(days=3)


def load_inboxes(people: Mapping[str, User], *, at: datetime) -> int:
    """Tells each of everything that stands. Returns how many lines there are."""
    readers = [people[handle].pk for _role, handle, _password in LOGINS if handle in people]
    for reader_id in readers:
        _tell_of_notes(reader_id)
        for follower_id in Follow.objects.filter(followed=reader_id).order_by("pk").values_list("follower", flat=True):
            notices.settle_follow(follower_id, reader_id)
    lines = InboxItem.objects.filter(reader__in=readers)
    lines.filter(happened_at__lt=at - _NEWS).update(read_at=at - _NEWS)
    return lines.count()


def _tell_of_notes(author_id: int) -> None:
    for kind, rows in KINDS.items():
        done = rows.objects.filter(note__author=author_id, note__state="live").order_by("pk")
        for note_id, person_id in done.values_list("note", "person"):
            notices.settle_reaction(note_id, person_id, kind)
    for comment_id in Comment.objects.filter(note__author=author_id).order_by("pk").values_list("pk", flat=True):
        notices.settle_comment(comment_id)
