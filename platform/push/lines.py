"""Items of the inbox as the page shows them: a sentence in the reader's language, a cover, where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import Truncator

from notes.cards import Cover, cover_of
from notes.labels import labels_of
from notes.models import Note
from push.kinds import KINDS, Words
from push.models import InboxItem, Kind
from users.models import User

EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page. `words` are the comment's, or the note's title; empty when neither is to be seen.
    `person` is whose picture stands before it, `icon` what stands there without one."""

    id: str
    kind: str
    sentence: str
    words: str
    cover: Cover | None
    ground: str
    person: User | None
    icon: str
    labels: tuple[str, ...]
    happened_at: datetime
    is_unread: bool


def shown(items: Sequence[InboxItem], reader: User) -> list[Shown]:
    """The items as lines. One query for all their notes: those the reader may open; of others nothing is told."""
    wanted = {item.note_id for item in items if item.note_id is not None}
    notes = Note.objects.visible_to(reader).for_cards().in_bulk(wanted) if wanted else {}
    return [_line(item, notes.get(item.note_id) if item.note_id else None) for item in items]


def _line(item: InboxItem, note: Note | None) -> Shown:
    said = item.comment.body if note and item.comment and item.comment.is_standing else ""
    told = KINDS[item.kind]
    return Shown(
        id=item.public_id,
        kind=item.kind,
        sentence=told.sentence(Words(item, note)),
        words=Truncator(said).chars(EXCERPT) if said else (note.title if note else ""),
        cover=cover_of(note) if note else None,
        ground=note.category.top_code if note and note.category else "lifestyle",
        person=note.author if note and item.kind == Kind.FOR_YOU else item.shown_actor,
        icon=told.icon,
        labels=tuple(labels_of(note)) if note and not said else (),
        happened_at=item.happened_at,
        is_unread=item.read_at is None,
    )


def address_of(item: InboxItem, reader: User) -> str:
    """Where an item leads; back to the inbox when what it was about is gone."""
    return KINDS[item.kind].leads_to(item, reader)
