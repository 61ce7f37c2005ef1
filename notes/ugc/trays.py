"""The two trays of the composer, as they travel with its form: pictures in their order, products with their facts.

A tray is read from what the browser sent, changed by one step ("put this picture earlier"), and shown again. So the
composer works, button by button, without any script; a script does the same steps at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import Q
from django.http import QueryDict

from common.ids import PublicIdConverter
from notes.composition import MAX_ALT, MAX_PRODUCTS, PictureUse, ProductTag
from notes.models import Note, Picture
from notes.points import MOST_ON_A_PICTURE
from notes.ugc.point_rows import PointRow, marks, rows_sent, rows_stored
from shop.models import Product, Relation
from users.models import User

Rows = tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was not taken: its name and the reason."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture on the tray with its description and its marks, half-filled ones included."""

    picture: Picture
    alt: str = ""
    rows: tuple[PointRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureTray:
    uses: tuple[Laid, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, sent: QueryDict, owner: User, note: Note | None) -> Self:
        """The owner's own pictures among those named, free or of this note, in the order sent. One query."""
        wanted = ids_in(sent.getlist("picture"))
        free = Picture.objects.filter(Q(note=None) | Q(note=note) if note else Q(note=None), comment=None)
        found = {picture.public_id: picture for picture in free.filter(owner=owner, public_id__in=wanted[:60])}
        kept = [found[name] for name in wanted if name in found]
        return cls(tuple(_laid(picture, sent) for picture in kept))

    @classmethod
    def of(cls, note: Note) -> Self:
        """The pictures a note has, with their marks. Four queries."""
        pictures = Picture.objects.filter(note=note).order_by("position", "pk")
        rows = pictures.prefetch_related("points__product", "points__person")
        return cls(tuple(Laid(picture, picture.alt, rows_stored(picture)) for picture in rows))

    @property
    def usable(self) -> tuple[PictureUse, ...]:
        """What a note can take; a refused picture stays in the tray with its reason and is left behind."""
        kept = [use for use in self.uses if use.picture.state != Picture.State.REFUSED]
        found = marks([use.rows for use in kept])
        return tuple(PictureUse(use.picture, use.alt, points) for use, points in zip(kept, found, strict=True))

    def with_new(self, pictures: Iterable[Picture], problems: Iterable[Problem]) -> Self:
        uses = (*self.uses, *(Laid(picture) for picture in pictures))
        return replace(self, uses=uses, problems=(*self.problems, *problems))

    def without(self, public_id: str) -> Self:
        return replace(self, uses=tuple(use for use in self.uses if use.picture.public_id != public_id))

    def with_point(self, public_id: str) -> Self:
        """One more mark, in the middle of a picture."""
        return self._with_rows(public_id, lambda rows: (*rows, PointRow())[:MOST_ON_A_PICTURE])

    def without_point(self, about: str) -> Self:
        """Without the mark "<picture>:<number from 0>"."""
        public_id, _colon, number = about.partition(":")
        return self._with_rows(public_id, lambda rows: tuple(r for i, r in enumerate(rows) if str(i) != number))

    def _with_rows(self, public_id: str, change: Callable[[Rows], Rows]) -> Self:
        uses = (replace(use, rows=change(use.rows)) if use.picture.public_id == public_id else use for use in self.uses)
        return replace(self, uses=tuple(uses))

    def as_cover(self, public_id: str) -> Self:
        """The picture put before all others: the first is the cover."""
        return self.moved(public_id, -len(self.uses))

    def moved(self, public_id: str, by: int) -> Self:
        """The picture put `by` places later (earlier when negative), as far as there is room."""
        uses = list(self.uses)
        at = next((i for i, use in enumerate(uses) if use.picture.public_id == public_id), None)
        if at is None:
            return self
        use = uses.pop(at)
        uses.insert(min(max(at + by, 0), len(uses)), use)
        return replace(self, uses=tuple(uses))


def _laid(picture: Picture, sent: QueryDict) -> Laid:
    alt = sent.get(f"alt_{picture.public_id}", "")
    return Laid(picture, alt[:MAX_ALT], rows_sent(sent, picture.public_id))


@dataclass(frozen=True, slots=True)
class ProductRow:
    product: Product
    relation: str = ""
    stance: str = ""

    @property
    def tag(self) -> ProductTag:
        stance = int(self.stance) if self.stance.isascii() and self.stance.isdecimal() else None
        return ProductTag(self.product, self.relation, stance)


@dataclass(frozen=True, slots=True)
class ProductTray:
    rows: tuple[ProductRow, ...] = ()
    # What a search without a script found, to choose from.
    found: tuple[Product, ...] = field(default=())
    query: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> Self:
        """The products named that can be spoken of, each with its facts. One query."""
        wanted = ids_in(sent.getlist("product"))[: MAX_PRODUCTS * 2]
        return cls(tuple(rows_of(wanted, {name: value for name, value in sent.items() if isinstance(value, str)})))

    @classmethod
    def of(cls, note: Note) -> Self:
        """The products a note speaks of. One query."""
        rows = note.note_products.select_related("product__brand").order_by("position", "pk")
        return cls(tuple(ProductRow(row.product, row.relation, str(row.stance or "")) for row in rows))

    def without(self, public_id: str) -> Self:
        return replace(self, rows=tuple(row for row in self.rows if row.product.public_id != public_id))

    def with_product(self, public_id: str) -> Self:
        return replace(self, rows=(*self.rows, *rows_of([public_id], {})))


def ids_in(names: Iterable[str]) -> list[str]:
    """What could be public ids, each once, in the order named."""
    return [name for name in dict.fromkeys(names) if PublicIdConverter.fits(name)]


def rows_of(public_ids: Sequence[str], facts: Mapping[str, str]) -> list[ProductRow]:
    """A row for each live product named, in the order named."""
    wanted = ids_in(public_ids)
    found = Product.objects.live().select_related("brand").in_bulk(wanted, field_name="public_id")
    return [
        ProductRow(found[name], facts.get(f"relation_{name}", ""), facts.get(f"stance_{name}", ""))
        for name in wanted
        if name in found
    ]


RELATIONS = Relation.choices
STANCES = [("5", "5"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1")]
