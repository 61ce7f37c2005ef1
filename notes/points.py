"""Marks on pictures: what may be marked, and putting marks onto the rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.events import announce
from common.text import clean, units
from notes.events import person_marked
from notes.models import WORDED, Note, Picture, Point, PointKind, Unmarking, Visibility
from shop.models import Product
from users.addressing import mentionable_by
from users.models import Follow, User
from users.privileges import Privilege, allows, level_that_opens

MOST_ON_A_PICTURE = 5
MOST_IN_A_NOTE = 20
WIDTH = 1000
# Units of common.text.
LONGEST_STICKER = 24


@dataclass(frozen=True, slots=True)
class PointMark:
    """A mark as it is handed in. `words` name a place or stand on a sticker; for a product or person nobody found, they
    are what was asked for."""

    kind: str
    x: int
    y: int
    product: Product | None = None
    person: User | None = None
    words: str = ""

    @property
    def subject(self) -> tuple[str, int | None, int | None, str]:
        """What it is about, the same for the same mark moved elsewhere."""
        words = self.words if self.kind in WORDED else ""
        product = self.product.pk if self.product else None
        return self.kind, product, self.person.pk if self.person else None, words


def point_errors(
    pictures: Sequence[Sequence[PointMark]], author: User, *, visibility: str, products: Collection[int]
) -> list[str]:
    """What is wrong with the marks of a note's pictures, each sentence once. `products` are those the note names."""
    marks = [mark for marks in pictures for mark in marks]
    if len(marks) > MOST_IN_A_NOTE or any(len(on_one) > MOST_ON_A_PICTURE for on_one in pictures):
        return [_("At most 5 marks on a picture and 20 in a note.")]
    if any(not (0 <= mark.x <= WIDTH and 0 <= mark.y <= WIDTH) for mark in marks):
        return [_("A mark lies beside its picture.")]
    found = [sentence for mark in marks if (sentence := _wrong(mark, products))]
    return list(dict.fromkeys([*found, *_too_early(marks, author), *_unasked(marks, author, visibility)]))


def _wrong(mark: PointMark, products: Collection[int]) -> str:
    match mark.kind:
        case PointKind.PRODUCT:
            known = mark.product is not None and mark.product.pk in products
            return "" if known else _("Mark only products that stand under the note.")
        case PointKind.PERSON:
            known = mark.person is not None and mark.person.is_active
            return "" if known else _("There is nobody called %(handle)s.") % {"handle": f"@{mark.words}"}
        case PointKind.PLACE:
            return "" if 0 < len(clean(mark.words).strip()) <= 40 else _("Name the place in at most 40 characters.")
        case PointKind.STICKER:
            return "" if 0 < units(clean(mark.words).strip()) <= LONGEST_STICKER else _sticker_length()
    return _("Say what the mark shows.")


def _sticker_length() -> str:
    return _("Write at most 8 Chinese characters or 24 letters on a sticker.")


def _too_early(marks: Sequence[PointMark], author: User) -> list[str]:
    """Stickers open with the level that opens pictures in comments."""
    wanted = any(mark.kind == PointKind.STICKER for mark in marks)
    if not wanted or allows(author.level, Privilege.PICTURES_IN_COMMENTS):
        return []
    opens = level_that_opens(Privilege.PICTURES_IN_COMMENTS) or 10
    return [_("Stickers open at level %(level)s.") % {"level": opens}]


def _unasked(marks: Sequence[PointMark], author: User, visibility: str) -> list[str]:
    """People are marked if they let this author mention them, and only where they see it: they may take it out."""
    people = {mark.person.pk: mark.person for mark in marks if mark.person is not None}
    people.pop(author.pk, None)
    if not people:
        return []
    asked = mentionable_by(author, people.values())
    unwilling = [person.handle for key, person in people.items() if key not in asked]
    sentence = _("%(handle)s does not want to be marked by you.")
    return [sentence % {"handle": f"@{handle}"} for handle in unwilling] or _blind(people, author, visibility)


def _blind(people: Mapping[int, User], author: User, visibility: str) -> list[str]:
    if visibility == Visibility.PUBLIC and not author.is_private:
        return []
    readers: set[int] = set()
    if visibility != Visibility.PRIVATE:
        follows = Follow.objects.filter(followed=author, follower__in=people)
        readers = set(follows.values_list("follower_id", flat=True))
    blind = [person.handle for key, person in people.items() if key not in readers]
    return [
        _("%(handle)s could not see this note, so they cannot be marked in it.") % {"handle": f"@{h}"} for h in blind
    ]


def unmarked_in(note: Note, marks: Sequence[PointMark]) -> list[str]:
    """Sentences about people who took the marks of themselves out of this note."""
    people = {mark.person.pk: mark.person.handle for mark in marks if mark.person is not None}
    if not people:
        return []
    gone = Unmarking.objects.filter(note=note, person__in=people).values_list("person_id", flat=True)
    return [_("%(handle)s does not want to be marked in this note.") % {"handle": f"@{people[key]}"} for key in gone]


def put_points(picture_id: int, marks: Sequence[PointMark], *, at: datetime) -> None:
    """Makes the rows of a picture say these marks; a mark that was only moved stays the same row."""
    before = {(p.kind, p.product_id, p.person_id, p.words): p for p in Point.objects.filter(picture=picture_id)}
    kept = []
    for position, mark in enumerate(marks):
        point = before.pop(mark.subject, None) or _new(picture_id, mark, at)
        point.x, point.y, point.position = mark.x, mark.y, position
        point.save()
        kept.append(point.pk)
    Point.objects.filter(picture=picture_id).exclude(pk__in=kept).delete()


def _new(picture_id: int, mark: PointMark, at: datetime) -> Point:
    words = " ".join(clean(mark.words).split()) if mark.kind in WORDED else ""
    return Point(
        picture_id=picture_id, kind=mark.kind, product=mark.product, person=mark.person, words=words, created_at=at
    )


def marks_of(picture: Picture) -> tuple[PointMark, ...]:
    """The marks of a stored picture as they would be handed in. One query unless they were fetched before."""
    rows = sorted(picture.points.all(), key=lambda point: (point.position, point.pk))
    return tuple(PointMark(row.kind, row.x, row.y, row.product, row.person, row.words) for row in rows)


def people_marked_in(note: Note) -> list[int]:
    """The keys of everybody marked in a note, its author left out."""
    points = Point.objects.filter(picture__note=note, person__isnull=False).exclude(person=note.author_id)
    return list(points.order_by("person_id").values_list("person_id", flat=True).distinct())


def announce_marks(note: Note) -> None:
    for person_id in people_marked_in(note):
        announce(person_marked, note_id=note.pk, person_id=person_id)


@transaction.atomic
def unmark(note: Note, person: User, *, at: datetime) -> int:
    """Takes every mark of a person out of a note, for good. Returns how many there were."""
    gone, _rows = Point.objects.filter(picture__note=note, person=person).delete()
    if gone:
        Unmarking.objects.get_or_create(note=note, person=person, defaults={"created_at": at})
        announce(person_marked, note_id=note.pk, person_id=person.pk)
    return gone
