"""Mentions: who is named in a text, and the news of it. What becomes of the news is decided when it is told."""

from collections.abc import Iterable

from common.events import announce
from common.markup import mentions_in
from notes.events import person_mentioned
from notes.models import Comment, Note
from users.models import User

# Of a text that names a crowd the first so many are told.
MOST_TOLD = 20


def told_in(text: str) -> list[str]:
    """The handles a text mentions and whose owners are told, in order."""
    return mentions_in(text)[:MOST_TOLD]


def text_of(note: Note) -> str:
    return f"{note.title}\n{note.body}"


def announce_in_note(note: Note, *before: str) -> None:
    """Tells of everybody whom a note names, or named in what it said `before`."""
    _announce([text_of(note), *before], note_id=note.pk, comment_id=0)


def announce_in_comment(comment: Comment) -> None:
    """Tells of everybody whom a comment names, or named when it stood."""
    _announce([comment.body], note_id=comment.note_id, comment_id=comment.pk)


def _announce(texts: Iterable[str], **where: int) -> None:
    handles = {handle for text in texts for handle in told_in(text)}
    # Most texts name nobody: then nobody is asked for.
    if handles:
        for person_id in User.objects.filter(handle__in=handles).order_by("pk").values_list("pk", flat=True):
            announce(person_mentioned, person_id=person_id, **where)
