"""What each kind of thing is found by: its words in four weights, what speaks for it, and what one can filter by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log10
from typing import Any

from django.db.models import Model, QuerySet

from common.text import language_of
from notes.models import Note, Topic
from search.marks import fact
from search.models import Kind
from shop.models import Product
from users.models import User

# What a weight of 1 asks for, on a scale by tens: nobody gains by growing beyond it.
_MANY_LIKES, _MANY_FOLLOWERS, _MANY_VOICES, _MANY_NOTES = 1_000, 100_000, 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Words:
    """Texts by importance: the name, what it is about, where it belongs, everything else."""

    name: Sequence[str]
    about: Sequence[str] = ()
    belongs: Sequence[str] = ()
    text: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as every index takes it, whatever engine keeps it.

    `weight` is 0..1, what speaks for it besides its words; `likes` how many stand behind it; `facts` what one can
    filter by, as marks.
    """

    kind: str
    row_id: int
    ref: str
    words: Words
    weight: float
    likes: int
    fresh_at: datetime
    facts: Sequence[str] = ()

    @property
    def language(self) -> str:
        return language_of("\n".join([*self.words.name, *self.words.text]))


def by_tens(count: int, many: int) -> float:
    """0 for none, 1 for `many` and more, even steps for each tenfold between."""
    return min(1.0, log10(1 + max(0, count)) / log10(1 + many))


def _of_note(note: Note) -> Document:
    words = Words(
        name=[note.title],
        about=[
            *(topic.name for topic in note.topics.all()),
            *(tag.name for tag in note.tags.all()),
            *(name for row in note.note_products.all() for name in (row.product.name_en, row.product.name_zh)),
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
    fresh_at = note.published_at or note.created_at
    return Document(
        Kind.NOTE, note.pk, note.public_id, words, weight, note.like_count, fresh_at, _facts_of_note(note)
    )  # fmt: skip


def _facts_of_note(note: Note) -> list[str]:
    facts = [fact("form", note.form)]
    if note.category:
        facts.append(fact("category", note.category.code.split("/", 1)[0]))
    # The city of the place a note speaks of. Where its author lives is not asked: that is theirs to show.
    if note.place and note.place.city:
        facts.append(fact("city", note.place.city.code))
    if note.note_products.all():
        facts.append(fact("goods"))
    return facts


def _of_product(product: Product) -> Document:
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
    facts = [fact("category", product.category.code.split("/", 1)[0])]
    return Document(Kind.PRODUCT, product.pk, product.public_id, words, weight, voices, product.created_at, facts)


def _of_person(person: User) -> Document:
    words = Words(
        name=[person.handle, person.name],
        about=[*((person.vertical.name_en, person.vertical.name_zh) if person.vertical else ())],
        belongs=[*((person.city.name_en, person.city.name_zh) if person.city else ())],
        text=[person.bio],
    )
    followers = person.followers_count
    weight = 0.7 * by_tens(followers, _MANY_FOLLOWERS) + 0.03 * person.level
    return Document(Kind.PERSON, person.pk, person.public_id, words, weight, followers, person.joined_at)


def _of_topic(topic: Topic) -> Document:
    words = Words(name=[topic.name], text=[topic.about])
    count = topic.notes_count
    return Document(Kind.TOPIC, topic.pk, topic.slug, words, by_tens(count, _MANY_NOTES), count, topic.created_at)


def _notes() -> QuerySet[Note]:
    rows = Note.objects.public().select_related("author", "category", "place__city")
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

_MAKERS: Mapping[type[Model], Callable[[Any], Document]] = {  # Any: each takes its own model
    Note: _of_note,
    Product: _of_product,
    User: _of_person,
    Topic: _of_topic,
}


def documents_of(rows: Iterable[Model]) -> list[Document]:
    """The documents of rows of FINDABLE. No query."""
    return [_MAKERS[type(row)](row) for row in rows]
