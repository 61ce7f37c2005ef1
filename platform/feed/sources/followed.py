"""The newest notes of the people a reader follows, for followers' eyes included."""

from datetime import datetime

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


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    if reader.person_id is None:
        return []
    return by_rank("followed", facts_of(notes_followed(reader.person_id), limit), limit)
