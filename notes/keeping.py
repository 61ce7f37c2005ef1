"""Keeping a note in an album of one's choice."""

from datetime import datetime

from django.db import transaction

from notes import albums
from notes.albums import AlbumFacts
from notes.engagement import react
from notes.models import Album, Collect, Note
from notes.queues import stand_in_line
from users.models import User


@transaction.atomic
def keep(note: Note, person: User, album: Album | None, *, at: datetime) -> Collect:
    """Collects a note into an album, or moves it there when it was collected before. Raises AlbumRefused."""
    # Before the rows that collecting locks, see notes.albums.
    stand_in_line(albums.queue_of(person.pk))
    react(note, person, "collect", at=at)
    collect = Collect.objects.get(note=note, person=person)
    albums.put(collect, album, at=at)
    return collect


@transaction.atomic
def keep_in_new(note: Note, person: User, facts: AlbumFacts, *, at: datetime) -> Album:
    """Makes an album and collects a note into it; both or neither. Raises AlbumRefused."""
    album = albums.make(person, facts, at=at)
    keep(note, person, album, at=at)
    return album
