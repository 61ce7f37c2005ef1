"""The newest notes of the people a reader follows, for followers' eyes included."""

from datetime import datetime

from django.db.models.expressions import RawSQL

from feed.candidates import Candidate, facts_of
from feed.readers import Reader
from feed.sources.contract import by_rank
from notes.models import Note, NoteQuerySet, Visibility
from users.models import Follow


def notes_followed(person_id: int) -> NoteQuerySet:
    """Live notes of everybody this person follows, newest first. A subselect: fast with hundreds of followed people."""
    followed = Follow.objects.filter(follower=person_id).values("followed")
    notes = Note.objects.live().filter(author__in=followed, author__is_active=True)
    return notes.exclude(visibility=Visibility.PRIVATE).order_by("-published_at", "-pk")


# The newest of each followed person, along notes_of_author: sorting all that they ever wrote would take longer the more
# they publish, and mixing lets none of them fill a page anyway.
_NEWEST_OF_EACH = """
    SELECT newest.id FROM users_follow JOIN LATERAL (
        SELECT id, published_at FROM notes_note
        WHERE author_id = followed_id AND state = 'live' AND visibility <> 'private'
        ORDER BY published_at DESC, id DESC LIMIT %s
    ) newest ON true
    WHERE follower_id = %s ORDER BY newest.published_at DESC, newest.id DESC LIMIT %s
"""
PER_PERSON = 5


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    if reader.person_id is None:
        return []
    newest = RawSQL(_NEWEST_OF_EACH, [PER_PERSON, reader.person_id, limit])  # noqa: S611  (nothing anybody typed)
    notes = Note.objects.live().filter(pk__in=newest, author__is_active=True)
    return by_rank("followed", facts_of(notes.order_by("-published_at", "-pk"), limit), limit)
