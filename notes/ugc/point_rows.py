"""Marks on pictures as the composer's fields hold them: half-filled rows included."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from common.ids import PublicIdConverter
from notes.models import Picture, PointKind
from notes.points import MOST_ON_A_PICTURE, PointMark
from shop.models import Product
from users.models import User

_PRODUCT = f"{PointKind.PRODUCT}:"
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class PointRow:
    """One row: `about` is "place", "person" or "product:<id>"; `x` and `y` are per cent, as typed."""

    about: str = ""
    words: str = ""
    x: str = "50"
    y: str = "50"

    @property
    def product(self) -> str:
        return self.about.removeprefix(_PRODUCT) if self.about.startswith(_PRODUCT) else ""

    @property
    def handle(self) -> str:
        return self.words.strip().lstrip("@").lower()[:40] if self.about == PointKind.PERSON else ""


def rows_sent(sent: QueryDict, picture_id: str) -> tuple[PointRow, ...]:
    """The rows of one picture. Its four columns travel side by side, so rows end with the shortest."""
    columns = (sent.getlist(f"pt_{column}_{picture_id}") for column in ("about", "words", "x", "y"))
    rows = zip(*columns, strict=False)
    return tuple(PointRow(about, words[:60], x, y) for about, words, x, y in rows)[: MOST_ON_A_PICTURE + 1]


def rows_stored(picture: Picture) -> tuple[PointRow, ...]:
    """The rows of a picture whose points, with products and people, were fetched."""
    ordered = sorted(picture.points.all(), key=lambda point: (point.position, point.pk))
    return tuple(
        PointRow(
            f"{_PRODUCT}{point.product.public_id}" if point.product else point.kind,
            point.person.handle if point.person else point.words,
            f"{point.x / 10:g}",
            f"{point.y / 10:g}",
        )
        for point in ordered
    )


def marks(rows_by_picture: Sequence[Sequence[PointRow]]) -> list[tuple[PointMark, ...]]:
    """Marks for the rows of each picture. Two queries at most, none without rows."""
    rows = [row for rows in rows_by_picture for row in rows]
    products = _products({row.product for row in rows if PublicIdConverter.fits(row.product)})
    people = _people({row.handle for row in rows} - {""})
    return [tuple(_mark(row, products, people) for row in rows) for rows in rows_by_picture]


def _products(ids: Iterable[str]) -> Mapping[str, Product]:
    wanted = list(ids)
    return Product.objects.live().in_bulk(wanted, field_name="public_id") if wanted else {}


def _people(handles: Iterable[str]) -> Mapping[str, User]:
    wanted = [handle for handle in handles if handle.isprintable()]
    return {person.handle: person for person in User.objects.active().filter(handle__in=wanted)} if wanted else {}


def _mark(row: PointRow, products: Mapping[str, Product], people: Mapping[str, User]) -> PointMark:
    x, y = _thousandths(row.x), _thousandths(row.y)
    if row.product:
        return PointMark(PointKind.PRODUCT, x, y, product=products.get(row.product))
    if row.about == PointKind.PERSON:
        return PointMark(PointKind.PERSON, x, y, person=people.get(row.handle), words=row.handle)
    return PointMark(row.about, x, y, words=row.words)


def _thousandths(per_cent: str) -> int:
    """Thousandths of a side; -1, which lies on no picture, for what is no number."""
    whole, _dot, part = per_cent.strip().replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdecimal() and len(whole) <= 3):
        return _NOWHERE
    tenth = part[:1] if part.isascii() and part.isdecimal() else "0"
    return int(whole) * 10 + int(tenth)
