"""Cards: what a list shows of a note. Thin, frozen, and made from one query's rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Value
from django.db.models.expressions import Combinable
from django.urls import reverse

from common.ids import PUBLIC_ID_LENGTH
from common.media import rendition_url, video_url
from common.video_lengths import told
from notes.models import Like, Note, NoteQuerySet
from users.models import User
from users.muting import names_a_muted_word
from users.shield import shield_of

Viewer = User | AnonymousUser


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
    # Of a video: how long it is, and a short silent film for a pointer that rests on the card.
    length: str = ""
    preview: str = ""


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
    is_ai_made: bool
    source: str
    published_at: datetime | None


class CardRow(NamedTuple):
    """The columns of a card, in the order of CARD_COLUMNS."""

    pk: int
    public_id: str
    title: str
    form: str
    cover: dict[str, Any] | None  # Any: JSON, see notes.covers.CoverFacts
    category_code: str | None
    excerpt: str
    handle: str
    name: str
    avatar: str
    level: int
    kind: str
    likes: int
    disclosure: str
    is_ai_made: bool
    published_at: datetime | None


CARD_COLUMNS = (
    "pk", "public_id", "title", "form", "cover", "category__code", "excerpt", "author__handle", "author__name",
    "author__avatar", "author__level", "author__kind", "like_count", "disclosure", "is_ai_made", "published_at",
)  # fmt: skip


_TITLE, _LIKED = CARD_COLUMNS.index("title"), len(CARD_COLUMNS)


def _row_of(note: Note) -> CardRow:
    """The same out of a row of NoteQuerySet.for_cards."""
    author, category = note.author, note.category
    return CardRow(
        note.pk, note.public_id, note.title, note.form, note.cover, category.code if category else None, note.excerpt,
        author.handle, author.name, author.avatar, author.level, author.kind, note.like_count, note.disclosure,
        note.is_ai_made, note.published_at,
    )  # fmt: skip


def cover_of(note: Note) -> Cover | None:
    """The cover copied onto the note, with addresses; None for a text note."""
    return _cover(note.cover, note.title)


def _cover(facts: dict[str, Any] | None, title: str) -> Cover | None:  # Any: JSON
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
        facts["alt"] or title,
        told(facts["seconds"]) if "seconds" in facts else "",
        video_url(facts.get("film", ""), "preview"),
    )


@cache
def _around(name: str, sample: str) -> tuple[str, str]:
    """What stands before and behind the id in an address. Reversing forty of them takes longer than drawing a page."""
    before, _, behind = reverse(name, args=[sample]).partition(sample)
    return before, behind


def _note_url(public_id: str) -> str:
    before, behind = _around("notes:note", "2" * PUBLIC_ID_LENGTH)
    return f"{before}{public_id}{behind}"


def _author_url(handle: str) -> str:
    before, behind = _around("users:profile", "somebody_or_other")
    return f"{before}{handle}{behind}"


def card_of(note: Note, *, is_liked: bool, source: str) -> Card:
    """One card from a row of NoteQuerySet.for_cards."""
    return _card(_row_of(note), is_liked=is_liked, source=source)


def _card(row: CardRow, *, is_liked: bool, source: str) -> Card:
    return Card(
        id=row.public_id,
        url=_note_url(row.public_id),
        title=row.title,
        form=row.form,
        cover=_cover(row.cover, row.title),
        ground=row.category_code.split("/", 1)[0] if row.category_code else "lifestyle",
        excerpt=row.excerpt or row.title,
        author_name=row.name or row.handle,
        author_handle=row.handle,
        author_url=_author_url(row.handle),
        author_avatar=rendition_url(row.avatar, 360),
        author_level=row.level,
        author_kind=row.kind,
        likes=row.likes,
        is_liked=is_liked,
        disclosure=row.disclosure or ("ai" if row.is_ai_made else ""),
        is_ai_made=row.is_ai_made,
        source=source,
        published_at=row.published_at,
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


def offered_cards(notes: Iterable[Note], reader: Viewer, sources: dict[int, str] | None = None) -> list[Card]:
    """Cards of rows of NoteQuerySet.for_offer, without those in which a word stands that the reader muted.

    A page may be a little shorter for it.
    """
    words = shield_of(reader).words
    kept = [note for note in notes if not words or not names_a_muted_word(words, (note.title, note.body))]
    return cards_of(kept, reader, sources)


def cards_among(notes: NoteQuerySet, keys: Sequence[int], reader: Viewer, sources: Mapping[int, str]) -> list[Card]:
    """Cards of those of `notes` that have these keys, in the order of the keys. One query, and no model is made.

    Notes in which a word stands that the reader muted are left out; their whole text is read only for such a reader.
    """
    words = shield_of(reader).words
    liked: Combinable = Value(False)
    if reader.is_authenticated:
        liked = Exists(Like.objects.filter(person=reader.pk, note=OuterRef("pk")))
    columns = (*CARD_COLUMNS, "is_liked", *(("body",) if words else ()))
    found = notes.filter(pk__in=keys).annotate(is_liked=liked).values_list(*columns)
    rows = {row[0]: row for row in found if not words or not names_a_muted_word(words, (row[_TITLE], row[-1]))}
    return [
        _card(CardRow._make(row[:_LIKED]), is_liked=row[_LIKED], source=sources.get(row[0], ""))
        for row in (rows[key] for key in keys if key in rows)
    ]
