"""Liking, collecting and commenting after logging in."""

import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial

from notes.appreciation import like_comment
from notes.comments import CommentRefused, Saying, say
from notes.engagement import KINDS, react
from notes.models import Comment, Note
from notes.queues import NoteGone
from users import intents
from users.models import User

COMMENT, COMMENT_LIKE = "comment", "comment_like"


def _react(kind: str, person: User, about: str, at: datetime) -> None:
    note = Note.objects.visible_to(person).live().filter(public_id=about).first()
    if note is not None:
        # Deleted while somebody logged in: they land on what the page says of it now.
        with suppress(NoteGone):
            react(note, person, kind, at=at)


def _like_comment(person: User, about: str, at: datetime) -> None:
    notes = Note.objects.visible_to(person).live()
    comment = Comment.objects.visible_to(person).filter(public_id=about, note__in=notes).first()
    if comment is not None:
        like_comment(comment, person, at=at)


def about_comment(note: Note, facts: Mapping[str, object]) -> str:
    """A wish to comment as text: the note, the words, the comment it answers and the key of its form."""
    key = facts["submission_key"]
    kept = {"note": note.public_id, "body": facts["body"], "parent": facts["parent"], "key": str(key) if key else ""}
    return json.dumps(kept)


def words_of(about: str) -> dict[str, str]:
    """The wish back from its text."""
    kept: dict[str, str] = json.loads(about)
    return kept


def _comment(person: User, about: str, at: datetime) -> None:
    kept = words_of(about)
    note = Note.objects.visible_to(person).live().select_related("author").filter(public_id=kept["note"]).first()
    if note is None:
        return
    shown = Comment.objects.visible_to(person).filter(note=note)
    parent = shown.filter(public_id=kept["parent"]).first() if kept["parent"] else None
    key = uuid.UUID(kept["key"]) if kept["key"] else None
    try:
        say(note, person, Saying(kept["body"], parent, key), at=at)
    except CommentRefused as refused:
        raise intents.CannotFulfil(str(refused)) from refused


for _kind in KINDS:
    intents.register(_kind, partial(_react, _kind))
intents.register(COMMENT, _comment)
intents.register(COMMENT_LIKE, _like_comment)
