"""What stands in albums, as far as somebody may see it: pages of cards, and tiles for lists of albums."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from common.keyset import page_after
from notes.cards import Card, Cover, Viewer, cards_among, cover_of
from notes.models import Album, Collect, Like, Note
from notes.shelves import PAGE, Shelf
from users.models import User

TILES = 24
ROWS = 50
COVERS = 3
_IN_ORDER = ("-place", "-pk")


@dataclass(frozen=True, slots=True)
class Face:
    """What a tile shows of one note: its cover, or for a text note its ground with its first words."""

    cover: Cover | None
    ground: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """An album in a list. The default album has no id: it is no row, and its owner's alone."""

    id: str
    url: str
    name: str
    count: int
    is_public: bool
    faces: list[Face]


@dataclass(frozen=True, slots=True)
class TilePage:
    """Tiles and the cursor of the page after them; an empty cursor means the end."""

    tiles: list[Tile]
    cursor: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """The notes of an own album with their titles and faces, and the cursor of the page after them."""

    rows: list[tuple[Note, Face]]
    cursor: str


def seen_by(viewer: Viewer, rows: QuerySet[Collect]) -> QuerySet[Collect]:
    """Of collected notes those the viewer may open."""
    return rows.filter(note__in=Note.objects.visible_to(viewer).live())


def cards_in(owner: User, album: Album | None, viewer: Viewer, *, cursor: str = "") -> Shelf:
    """A page of an album in its owner's order; None is the default album. Two queries."""
    rows = seen_by(viewer, Collect.objects.lying_in(owner, album))
    page = page_after(rows, cursor, fields=_IN_ORDER, size=PAGE)
    return Shelf(_cards(page.items, viewer), page.next_cursor.encode() if page.next_cursor else "")


def cards_liked_by(person: User, viewer: Viewer, *, cursor: str = "") -> Shelf:
    """What a person liked, as far as the viewer may see it, the last liked first. Two queries."""
    rows = Like.objects.filter(person=person, note__in=Note.objects.visible_to(viewer).live())
    page = page_after(rows, cursor, fields=("-pk",), size=PAGE)
    return Shelf(_cards(page.items, viewer), page.next_cursor.encode() if page.next_cursor else "")


def _cards(rows: Sequence[Collect | Like], viewer: Viewer) -> list[Card]:
    return cards_among(Note.objects.visible_to(viewer).live(), [row.note_id for row in rows], viewer, {})


def albums_of(owner: User, viewer: Viewer, *, cursor: str = "") -> TilePage:
    """A page of a person's albums that the viewer may see, the one used last first. Two queries."""
    rows = Album.objects.visible_to(viewer).of(owner)
    page = page_after(rows, cursor, fields=("-used_at", "-pk"), size=TILES)
    faces = _faces(page.items, viewer)
    tiles = [_tile(album, faces[album.pk]) for album in page.items]
    return TilePage(tiles, page.next_cursor.encode() if page.next_cursor else "")


def default_tile(owner: User) -> Tile:
    """The album of everything that its owner put into no other. Two queries."""
    rows = Collect.objects.lying_in(owner, None)
    first = seen_by(owner, rows).select_related("note__category").order_by(*_IN_ORDER)[:COVERS]
    faces = [_face(row.note) for row in first]
    return Tile("", reverse("notes:album_collected"), _("Collected"), rows.count(), is_public=False, faces=faces)


def _tile(album: Album, faces: list[Face]) -> Tile:
    return Tile(album.public_id, album.get_absolute_url(), album.name, album.notes_count, album.is_public, faces)


def _faces(albums: Sequence[Album], viewer: Viewer) -> dict[int, list[Face]]:
    """The faces of each album: its chosen cover where the viewer may see that note, then its first notes. One query."""
    rows = seen_by(viewer, Collect.objects.filter(album__in=albums)).select_related("note__category")
    is_cover = Case(When(note=F("album__cover_note"), then=0), default=1)
    rank = Window(RowNumber(), partition_by="album", order_by=[is_cover, F("place").desc(), F("pk").desc()])
    found: dict[int, list[Face]] = defaultdict(list)
    for row in rows.annotate(rank=rank).filter(rank__lte=COVERS).order_by("rank"):
        found[row.album_id or 0].append(_face(row.note))
    return found


def _face(note: Note) -> Face:
    ground = note.category.top_code if note.category else "lifestyle"
    return Face(cover_of(note), ground, note.excerpt or note.title)


def arranged(owner: User, album: Album | None, *, cursor: str = "") -> RowPage:
    """A page of an own album for putting it in order. One query."""
    rows = seen_by(owner, Collect.objects.lying_in(owner, album)).select_related("note__category")
    page = page_after(rows, cursor, fields=_IN_ORDER, size=ROWS)
    found = [(row.note, _face(row.note)) for row in page.items]
    return RowPage(found, page.next_cursor.encode() if page.next_cursor else "")
