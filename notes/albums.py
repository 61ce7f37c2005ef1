"""Albums: making and changing them, and where the notes stand in them.

Whoever does something to their albums stands in one line (of their own), so that a note which is moved while its album
is deleted ends in one place and is counted there. The counters of albums move last: no lock is waited for behind them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from common.rows import added
from common.text import clean, units
from notes.models import Album, Collect, CollectQuerySet, Note
from notes.queues import stand_in_line
from users.models import User
from users.privileges import Privilege, allows, level_that_opens

MOST_ALBUMS = 100
MOST_NOTES = 1000
# Units of common.text: 20 Chinese characters or 60 Latin letters; 200 or 600.
LONGEST_NAME = 60
LONGEST_ABOUT = 600
_MOST_POINTS = 120


@dataclass(frozen=True, slots=True)
class AlbumFacts:
    """What an owner says of an album."""

    name: str
    about: str = ""
    is_public: bool = False


class AlbumRefused(Exception):
    """Nothing was changed. `field` is what the sentence stands beside; empty for the album as a whole."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def queue_of(owner_id: int) -> str:
    return f"albums:{owner_id}"


def place_of(at: datetime) -> int:
    """Where what came at an instant stands in its album: the newest first."""
    return int(at.timestamp() * 1_000_000)


@transaction.atomic
def make(owner: User, facts: AlbumFacts, *, at: datetime) -> Album:
    """A new album of this person. Raises AlbumRefused."""
    checked = _checked(facts)
    stand_in_line(queue_of(owner.pk))
    if Album.objects.of(owner).count() >= MOST_ALBUMS:
        raise AlbumRefused(_("You have %d albums, which is as many as fit. Delete one first.") % MOST_ALBUMS)
    album = Album(owner=owner, name=checked.name, about=checked.about, is_public=checked.is_public)
    album.created_at = album.used_at = at
    if not added(album):
        raise _name_taken()
    return album


@transaction.atomic
def change(album: Album, facts: AlbumFacts) -> None:
    """Renames an album, describes it, opens or closes it. Raises AlbumRefused."""
    checked = _checked(facts)
    stand_in_line(queue_of(album.owner_id))
    twin = Album.objects.filter(owner=album.owner_id, name__iexact=checked.name).exclude(pk=album.pk)
    if twin.exists():
        raise _name_taken()
    album.name, album.about, album.is_public = checked.name, checked.about, checked.is_public
    album.save(update_fields=["name", "about", "is_public"])


def _name_taken() -> AlbumRefused:
    return AlbumRefused(_("You have an album of this name."), "name")


def _checked(facts: AlbumFacts) -> AlbumFacts:
    name, about = " ".join(clean(facts.name).split()), clean(facts.about).strip()
    if not name:
        raise AlbumRefused(_("Give it a name."), "name")
    if units(name) > LONGEST_NAME or len(name) > _MOST_POINTS:
        raise AlbumRefused(_("At most 20 Chinese characters or 60 letters."), "name")
    if units(about) > LONGEST_ABOUT or len(about) > _MOST_POINTS * 50:
        raise AlbumRefused(_("At most 200 Chinese characters or 600 letters."), "about")
    return AlbumFacts(name, about, facts.is_public)


@transaction.atomic
def delete(album: Album) -> int:
    """Deletes an album. Its notes stay collected: they fall back into the default album. Returns how many."""
    stand_in_line(queue_of(album.owner_id))
    kept = Collect.objects.filter(album=album).update(album=None)
    Album.objects.filter(pk=album.pk).delete()
    return kept


@transaction.atomic
def put(collect: Collect, album: Album | None, *, at: datetime) -> bool:
    """Moves a collected note into an album of the same person, before the others; None is the default album.

    False when it stands there already or is collected no longer. Raises AlbumRefused for a full album, or one that was
    deleted meanwhile.
    """
    stand_in_line(queue_of(collect.person_id))
    row = Collect.objects.filter(pk=collect.pk).first()
    target = _open(album, collect.person_id) if album is not None else None
    if row is None or row.album_id == target:
        return False
    Collect.objects.filter(pk=row.pk).update(album=target, place=place_of(at))
    count(Counter({row.album_id: -1, target: 1}), used=target, at=at)
    collect.album_id = target
    return True


def _open(album: Album, owner_id: int) -> int:
    """The key of an album that has room. Raises AlbumRefused."""
    row = Album.objects.filter(pk=album.pk, owner=owner_id).first()
    if row is None:
        raise AlbumRefused(_("This album is gone. Choose another."))
    if row.notes_count >= MOST_NOTES:
        raise AlbumRefused(_("This album is full: %d notes. Begin another.") % MOST_NOTES)
    return row.pk


def count(changes: Mapping[int | None, int], *, used: int | None = None, at: datetime | None = None) -> None:
    """Moves the counters of albums, in the order of their keys; what lies in the default album is not counted.

    `used` is the album that was opened at an instant. Both in one statement: PostgreSQL looks after the references of a
    row again when a transaction changes it twice, and would wait for a cover that is being deleted while whoever
    deletes it waits for the counter.
    """
    for key in sorted(key for key in changes if key is not None):
        opened = {"used_at": at} if key == used else {}
        Album.objects.filter(pk=key).update(notes_count=F("notes_count") + changes[key], **opened)


def album_of(note: Note, person: User) -> int | None:
    """The key of the album in which a person's collect of a note stands, which nobody moves until the transaction
    ends."""
    stand_in_line(queue_of(person.pk))
    return Collect.objects.filter(note=note, person=person).values_list("album_id", flat=True).first()


@transaction.atomic
def move_before(collect: Collect, other: Collect) -> bool:
    """Puts a note right before another one of the same album. False when they do not stand in one album."""
    stand_in_line(queue_of(collect.person_id))
    rows = {row.pk: row for row in Collect.objects.filter(pk__in=[collect.pk, other.pk], person=collect.person_id)}
    if len(rows) != 2 or rows[collect.pk].album_id != rows[other.pk].album_id:
        return False
    there = rows[other.pk]
    beside = Collect.objects.filter(person=there.person_id, album=there.album_id).exclude(pk=collect.pk)
    beside.filter(Q(place__gt=there.place) | Q(place=there.place, pk__gt=there.pk)).update(place=F("place") + 2)
    Collect.objects.filter(pk=collect.pk).update(place=there.place + 1)
    return True


def move_up(collect: Collect) -> bool:
    """Puts a note one place further to the front. False when it is the first."""
    before = Q(place__gt=collect.place) | Q(place=collect.place, pk__gt=collect.pk)
    neighbour = _beside(collect).filter(before).order_by("place", "pk").first()
    return neighbour is not None and move_before(collect, neighbour)


def move_down(collect: Collect) -> bool:
    """Puts a note one place further to the end. False when it is the last."""
    behind = Q(place__lt=collect.place) | Q(place=collect.place, pk__lt=collect.pk)
    neighbour = _beside(collect).filter(behind).order_by("-place", "-pk").first()
    return neighbour is not None and move_before(neighbour, collect)


def _beside(collect: Collect) -> CollectQuerySet:
    return Collect.objects.filter(person=collect.person_id, album=collect.album_id).exclude(pk=collect.pk)


@transaction.atomic
def choose_cover(album: Album, note: Note | None) -> None:
    """Lets the cover of one of its notes stand for an album; None goes back to its first notes. Raises AlbumRefused."""
    if note is not None:
        # Deleting a note takes its row before it looks for albums: no cover is chosen behind that look.
        Note.objects.select_for_update(no_key=True).filter(pk=note.pk).values_list("pk").first()
    if note is not None and not allows(album.owner.level, Privilege.ALBUM_COVERS):
        opens = level_that_opens(Privilege.ALBUM_COVERS)
        raise AlbumRefused(_("Covers of albums can be chosen from level %d on.") % (opens or 10))
    if note is not None and not Collect.objects.filter(album=album, note=note).exists():
        raise AlbumRefused(_("This note does not stand in the album."))
    Album.objects.filter(pk=album.pk).update(cover_note=note)
    album.cover_note = note


def leave(note: Note) -> None:
    """Takes a note that is going to be deleted out of every album, so that they count what is left."""
    rows = Collect.objects.select_for_update(no_key=True).filter(note=note, album__isnull=False).order_by("pk")
    found = dict(rows.values_list("pk", "album_id"))
    Collect.objects.filter(pk__in=found).delete()
    count(Counter({album: -number for album, number in Counter(found.values()).items()}))
