"""Cards: what a list shows of a note. Thin, frozen, and made from one query's rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from common.media import rendition_url
from notes.models import Like, Note
from users.models import User


@dataclass(frozen=True, slots=True)
class Cover:
    src360: str
    src720: str
    src1440: str
    width: int
    height: int
    colour: str
    placeholder: str
    alt: str


@dataclass(frozen=True, slots=True)
class Card:
    """What templates/components/_card.html and the API show. `source` names why the feed chose the note."""

    id: str
    url: str
    title: str
    form: str
    cover: Cover | None
    ground: str
    excerpt: str
    author_name: str
    author_handle: str
    author_url: str
    author_avatar: str
    author_level: int
    author_kind: str
    likes: int
    is_liked: bool
    disclosure: str
    source: str
    published_at: datetime | None


def cover_of(note: Note) -> Cover | None:
    """The cover copied onto the note, with addresses; None for a text note."""
    facts = note.cover
    if not facts:
        return None
    stem = facts["stem"]
    return Cover(
        rendition_url(stem, 360),
        rendition_url(stem, 720),
        rendition_url(stem, 1440),
        facts["width"],
        facts["height"],
        facts["colour"],
        facts["placeholder"],
        facts["alt"] or note.title,
    )


def card_of(note: Note, *, is_liked: bool, source: str) -> Card:
    """One card from a row of NoteQuerySet.for_cards."""
    author = note.author
    return Card(
        id=note.public_id,
        url=reverse("notes:note", args=[note.public_id]),
        title=note.title,
        form=note.form,
        cover=cover_of(note),
        ground=note.category.top_code if note.category else "lifestyle",
        excerpt=note.excerpt or note.title,
        author_name=author.shown_name,
        author_handle=author.handle,
        author_url=reverse("users:profile", args=[author.handle]),
        author_avatar=rendition_url(author.avatar, 360),
        author_level=author.level,
        author_kind=author.kind,
        likes=note.like_count,
        is_liked=is_liked,
        disclosure=note.disclosure or ("ai" if note.is_ai_made else ""),
        source=source,
        published_at=note.published_at,
    )


def liked_among(notes: Sequence[Note], reader: User | AnonymousUser) -> set[int]:
    """Which of these notes the reader likes. One query; none for somebody unknown or an empty list."""
    if not reader.is_authenticated or not notes:
        return set()
    ids = [note.pk for note in notes]
    return set(Like.objects.filter(person=reader.pk, note__in=ids).values_list("note_id", flat=True))


def cards_of(notes: Iterable[Note], reader: User | AnonymousUser, sources: dict[int, str] | None = None) -> list[Card]:
    """Cards in the order of the notes. `sources` maps a note's key to the name of the source that chose it."""
    rows = list(notes)
    liked = liked_among(rows, reader)
    chosen = sources or {}
    return [card_of(note, is_liked=note.pk in liked, source=chosen.get(note.pk, "")) for note in rows]
