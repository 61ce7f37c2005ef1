"""The versions of a published note: what it said, what was changed, and what it may never take back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from notes.models import Note, NoteProduct, NoteTopic, Picture, Point, Revision, Video
from shop.models import Relation

# The strongest first: what was paid for outweighs a gift, a gift outweighs one's own shop.
TOLD = (Relation.PAID, Relation.GIFTED, Relation.OWN)

Facts = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of a note that its author writes, as plain values."""

    title: str
    body: str
    visibility: str
    facts: Facts


def snapshot(note: Note) -> Snapshot:
    """What the rows of a note say now. Four queries."""
    facts: Facts = {
        "pictures": _pictures(note),
        "category": note.category.code if note.category else "",
        "topics": _topics(note),
        "place": note.place.name if note.place else "",
        "city": note.place.city.code if note.place and note.place.city else "",
        "products": _products(note),
        "disclosure": note.disclosure,
        "is_ai_made": note.is_ai_made,
    }
    return Snapshot(note.title, note.body, note.visibility, facts)


def words_of(note: Note) -> str:
    """Every word that readers meet on a note, one kind a line: also what its pictures and its video are described
    with, what is marked on them, the topics and the place. Five queries."""
    said = snapshot(note)
    on_pictures = [words for picture in said.facts["pictures"] for words in (picture["alt"], *picture["points"])]
    films = Video.objects.filter(note=note).values_list("alt", flat=True)
    return "\n".join([said.title, said.body, *on_pictures, *films, *said.facts["topics"], said.facts["place"]])


def mark_of(note: Note) -> str:
    """Stands for all that a note says now, its video too: another mark, other words. Five queries."""
    said = snapshot(note)
    film = Video.objects.filter(note=note).values_list("public_id", "alt").first()
    return digest([said.title, said.body, said.visibility, said.facts, film])


def digest(said: object) -> str:
    """A short hash of plain values, for telling whether they are still the same."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:24]


def _pictures(note: Note) -> list[Facts]:
    rows = Picture.objects.filter(note=note).prefetch_related("points__product", "points__person")
    return [
        {"id": row.public_id, "alt": row.alt, "points": [point.label for point in _in_order(row)]}
        for row in rows.order_by("position", "pk")
    ]


def _in_order(picture: Picture) -> list[Point]:
    return sorted(picture.points.all(), key=lambda point: (point.position, point.pk))


def _topics(note: Note) -> list[str]:
    rows = NoteTopic.objects.filter(note=note).order_by("position", "pk")
    return list(rows.values_list("topic__name", flat=True))


def _products(note: Note) -> list[Facts]:
    rows = NoteProduct.objects.filter(note=note).select_related("product").order_by("position", "pk")
    return [
        {"id": row.product.public_id, "name": row.product.name_en, "relation": row.relation, "stance": row.stance}
        for row in rows
    ]


def keep(note: Note, before: Snapshot, *, is_open: bool, at: datetime) -> bool:
    """Writes down what an edit changed; False when it changed nothing. The note's row is locked by the caller.

    The first edit also writes what the note said from its publication on. `is_open` says whether readers could open
    the note just before the edit.
    """
    after = snapshot(note)
    if after == before:
        return False
    last = Revision.objects.filter(note=note).aggregate(last=Max("number"))["last"] or 0
    if not last:
        _add(note, before, 1, is_open=is_open, at=note.published_at or note.created_at)
        last = 1
    _add(note, after, last + 1, is_open=is_open, at=at)
    return True


def _add(note: Note, said: Snapshot, number: int, *, is_open: bool, at: datetime) -> None:
    Revision.objects.create(
        note=note,
        number=number,
        title=said.title,
        body=said.body,
        visibility=said.visibility,
        facts=said.facts,
        is_open=is_open,
        made_at=at,
    )


def let_be_read(note: Note) -> None:
    """The note went live: readers may read what it says now, in its history too."""
    _newest(note).update(is_open=True)


def keep_from_readers(note: Note) -> None:
    """What the note says now was taken down: it is the author's and the staff's, until it is let through."""
    _newest(note).update(is_open=False)


def _newest(note: Note) -> QuerySet[Revision]:
    newest = Revision.objects.filter(note=note).order_by("-number").values("pk")[:1]
    return Revision.objects.filter(pk__in=newest)


def strictest(relations: Sequence[str]) -> str:
    """The strongest relation among these that must be told, "" for none."""
    return next((str(told) for told in TOLD if told in relations), "")


def told_relations(note: Note) -> Mapping[str, str]:
    """For each product the note ever spoke of, by public id, the strongest relation that readers were told."""
    said: dict[str, list[str]] = {}
    for row in [*_products(note), *_products_ever(note)]:
        said.setdefault(row["id"], []).append(row["relation"])
    return {product: strictest(relations) for product, relations in said.items()}


def _products_ever(note: Note) -> list[Facts]:
    facts = Revision.objects.filter(note=note).values_list("facts", flat=True)
    return [row for one in facts for row in one.get("products", ())]


def weakens(relation: str, told: str) -> bool:
    """Whether a relation says less than what readers were told before."""
    return told in TOLD and (relation not in TOLD or TOLD.index(Relation(relation)) > TOLD.index(Relation(told)))
