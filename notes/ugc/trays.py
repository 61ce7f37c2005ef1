"""The two trays of the composer, as they travel with its form: pictures in their order, products with their facts.

A tray is read from what the browser sent, changed by one step ("put this picture earlier"), and shown again. So the
composer works, button by button, without any script; a script does the same steps at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import Q
from django.http import QueryDict

from notes.composition import MAX_ALT, MAX_PRODUCTS, PictureUse, ProductTag
from notes.models import Note, Picture
from shop.models import Product, Relation
from users.models import User


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was not taken: its name and the reason."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PictureTray:
    uses: tuple[PictureUse, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, sent: QueryDict, owner: User, note: Note | None) -> Self:
        """The owner's own pictures among those named, free or of this note, in the order sent. One query."""
        wanted = list(dict.fromkeys(sent.getlist("picture")))
        free = Picture.objects.filter(Q(note=None) | Q(note=note) if note else Q(note=None))
        found = {picture.public_id: picture for picture in free.filter(owner=owner, public_id__in=wanted[:60])}
        kept = [found[name] for name in wanted if name in found]
        return cls(tuple(PictureUse(picture, sent.get(f"alt_{picture.public_id}", "")[:MAX_ALT]) for picture in kept))

    @classmethod
    def of(cls, note: Note) -> Self:
        """The pictures a note has. One query."""
        pictures = Picture.objects.filter(note=note).order_by("position", "pk")
        return cls(tuple(PictureUse(picture, picture.alt) for picture in pictures))

    @property
    def usable(self) -> tuple[PictureUse, ...]:
        """What a note can take; a refused picture stays in the tray with its reason and is left behind."""
        return tuple(use for use in self.uses if use.picture.state != Picture.State.REFUSED)

    def with_new(self, pictures: Iterable[Picture], problems: Iterable[Problem]) -> Self:
        uses = (*self.uses, *(PictureUse(picture) for picture in pictures))
        return replace(self, uses=uses, problems=(*self.problems, *problems))

    def without(self, public_id: str) -> Self:
        return replace(self, uses=tuple(use for use in self.uses if use.picture.public_id != public_id))

    def moved(self, public_id: str, by: int) -> Self:
        """The picture put `by` places later (earlier when negative), as far as there is room."""
        uses = list(self.uses)
        at = next((i for i, use in enumerate(uses) if use.picture.public_id == public_id), None)
        if at is None:
            return self
        use = uses.pop(at)
        uses.insert(min(max(at + by, 0), len(uses)), use)
        return replace(self, uses=tuple(uses))


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
        wanted = list(dict.fromkeys(sent.getlist("product")))[: MAX_PRODUCTS * 2]
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


def rows_of(public_ids: Sequence[str], facts: Mapping[str, str]) -> list[ProductRow]:
    """A row for each live product named, in the order named."""
    found = Product.objects.live().select_related("brand").in_bulk(list(public_ids), field_name="public_id")
    return [
        ProductRow(found[name], facts.get(f"relation_{name}", ""), facts.get(f"stance_{name}", ""))
        for name in public_ids
        if name in found
    ]


RELATIONS = Relation.choices
STANCES = [("5", "5"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1")]
