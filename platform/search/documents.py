"""What each kind of thing is found by: its words in four weights, and what speaks for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log10
from typing import Any

from django.db.models import Model, QuerySet

from common.text import language_of
from common.words import index_tokens
from notes.models import Note, Topic
from search.models import Kind, SearchDocument
from shop.models import Product
from users.models import User

# A tsvector keeps positions up to 16,383; the longest note stays far below.
_LAST_POSITION = 16_383
# What a weight of 1 asks for, on a scale by tens: nobody gains by growing beyond it.
_MANY_LIKES, _MANY_FOLLOWERS, _MANY_VOICES, _MANY_NOTES = 1_000, 100_000, 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Words:
    """Texts by importance: the name, what it is about, where it belongs, everything else."""

    name: Sequence[str]
    about: Sequence[str] = ()
    belongs: Sequence[str] = ()
    text: Sequence[str] = ()


def vector_of(words: Words) -> str:
    """The finished tsvector, written out, so that PostgreSQL does not parse the tokens once more."""
    parts: list[str] = []
    for label, texts in zip("ABCD", (words.name, words.about, words.belongs, words.text), strict=True):
        for token in index_tokens("\n".join(text for text in texts if text)):
            position = min(len(parts) + 1, _LAST_POSITION)
            parts.append(f"'{token}':{position}{label}")
    return " ".join(parts)


def by_tens(count: int, many: int) -> float:
    """0 for none, 1 for `many` and more, even steps for each tenfold between."""
    return min(1.0, log10(1 + max(0, count)) / log10(1 + many))


def _document(kind: Kind, row: Model, ref: str, words: Words, facts: tuple[float, datetime]) -> SearchDocument:
    weight, fresh_at = facts
    language = language_of("\n".join([*words.name, *words.text]))
    return SearchDocument(
        kind=kind,
        ref=ref,
        row_id=row.pk,
        language=language,
        words=vector_of(words),
        weight=min(1.0, max(0.0, weight)),
        fresh_at=fresh_at,
    )


def _of_note(note: Note) -> SearchDocument:
    tagged = [row.product for row in note.note_products.all()]
    words = Words(
        name=[note.title],
        about=[
            *(topic.name for topic in note.topics.all()),
            *(tag.name for tag in note.tags.all()),
            *(name for product in tagged for name in (product.name_en, product.name_zh)),
            note.place.name if note.place else "",
        ],
        belongs=[
            note.author.name,
            note.author.handle,
            *((note.category.name_en, note.category.name_zh) if note.category else ()),
        ],
        text=[note.body],
    )
    weight = 0.4 * note.quality + 0.6 * by_tens(note.like_count + 2 * note.collect_count, _MANY_LIKES)
    return _document(Kind.NOTE, note, note.public_id, words, (weight, note.published_at or note.created_at))


def _of_product(product: Product) -> SearchDocument:
    reputation = getattr(product, "reputation", None)
    words = Words(
        name=[product.name_en, product.name_zh, *map(str, product.aliases)],
        about=[product.brand.name_en, product.brand.name_zh],
        belongs=[product.category.name_en, product.category.name_zh],
        text=[product.about_en, product.about_zh],
    )
    voices = reputation.voices if reputation else 0
    standing = ((reputation.score or 3.0) - 1) / 4 if reputation else 0.5
    weight = 0.5 * by_tens(voices, _MANY_VOICES) + 0.5 * standing
    return _document(Kind.PRODUCT, product, product.public_id, words, (weight, product.created_at))


def _of_person(person: User) -> SearchDocument:
    words = Words(
        name=[person.handle, person.name],
        about=[*((person.vertical.name_en, person.vertical.name_zh) if person.vertical else ())],
        belongs=[*((person.city.name_en, person.city.name_zh) if person.city else ())],
        text=[person.bio],
    )
    weight = 0.7 * by_tens(person.followers_count, _MANY_FOLLOWERS) + 0.03 * person.level
    return _document(Kind.PERSON, person, person.public_id, words, (weight, person.joined_at))


def _of_topic(topic: Topic) -> SearchDocument:
    words = Words(name=[topic.name], text=[topic.about])
    weight = by_tens(topic.notes_count, _MANY_NOTES)
    return _document(Kind.TOPIC, topic, topic.slug, words, (weight, topic.created_at))


def _notes() -> QuerySet[Note]:
    rows = Note.objects.public().select_related("author", "category", "place")
    # The stubs do not know the manager of taggit.
    return rows.prefetch_related("topics", "tags", "note_products__product")  # type: ignore[misc]


def _products() -> QuerySet[Product]:
    return Product.objects.live().select_related("brand", "category", "reputation")


def _people() -> QuerySet[User]:
    return User.objects.listed()


def _topics() -> QuerySet[Topic]:
    return Topic.objects.filter(is_hidden=False)


# kind -> every row anybody may find, with what its document needs.
FINDABLE: Mapping[str, Callable[[], QuerySet[Any]]] = {  # Any: query sets of four models
    Kind.NOTE: _notes,
    Kind.PRODUCT: _products,
    Kind.PERSON: _people,
    Kind.TOPIC: _topics,
}

_MAKERS: Mapping[type[Model], Callable[[Any], SearchDocument]] = {  # Any: each takes its own model
    Note: _of_note,
    Product: _of_product,
    User: _of_person,
    Topic: _of_topic,
}


def documents_of(rows: Iterable[Model]) -> list[SearchDocument]:
    """The unsaved documents of rows of FINDABLE. No query."""
    return [_MAKERS[type(row)](row) for row in rows]
