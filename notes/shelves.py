"""Shelves: pages of cards outside the feed, each with its own order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from common.keyset import page_after
from notes.cards import Card, cards_of, offered_cards
from notes.models import Note, NoteQuerySet, Topic
from shop.models import Product
from users.models import User

Viewer = User | AnonymousUser
PAGE = 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards and the cursor of the page after them; an empty cursor means the end."""

    cards: list[Card]
    cursor: str


def shelf(
    notes: NoteQuerySet,
    viewer: Viewer,
    *,
    cursor: str = "",
    fields: Sequence[str] = ("-published_at", "-pk"),
    size: int = PAGE,
) -> Shelf:
    """A keyset page of notes as cards. A cursor that does not fit starts at the top."""
    page = page_after(notes.for_cards(), cursor, fields=fields, size=size)
    following = page.next_cursor.encode() if page.next_cursor else ""
    return Shelf(cards_of(page.items, viewer), following)


def offered(
    notes: NoteQuerySet,
    viewer: Viewer,
    *,
    cursor: str = "",
    fields: Sequence[str] = ("-published_at", "-pk"),
    size: int = PAGE,
) -> Shelf:
    """The same of notes the viewer did not ask for by author: without what they keep away."""
    page = page_after(notes.for_offer(viewer), cursor, fields=fields, size=size)
    return Shelf(offered_cards(page.items, viewer), page.next_cursor.encode() if page.next_cursor else "")


def of_person(person: User, viewer: Viewer, *, cursor: str = "") -> Shelf:
    """A person's live notes that the viewer may see, newest first; those pinned stand before them, see pinned_by."""
    notes = Note.objects.visible_to(viewer).live().filter(author=person, pinned_at=None)
    return shelf(notes, viewer, cursor=cursor)


def written_by(person: User, viewer: Viewer, *, cursor: str = "") -> Shelf:
    """All a person's live notes that the viewer may see, newest first, pinned or not."""
    return shelf(Note.objects.visible_to(viewer).live().filter(author=person), viewer, cursor=cursor)


def pinned_by(person: User, viewer: Viewer) -> list[Card]:
    """The notes a person put first, as far as the viewer may see them, the last pinned before the others."""
    notes = Note.objects.visible_to(viewer).live().filter(author=person, pinned_at__isnull=False)
    return cards_of(notes.for_cards().order_by("-pinned_at", "-pk"), viewer)


def of_topic(topic: Topic, viewer: Viewer, *, sort: str, cursor: str = "") -> Shelf:
    """The public notes under a topic, newest or most liked first."""
    fields = ("-like_count", "-pk") if sort == "popular" else ("-published_at", "-pk")
    notes = Note.objects.public().offered_to(viewer, opened=topic.slug).filter(note_topics__topic=topic)
    return offered(notes, viewer, cursor=cursor, fields=fields)


def of_product(product: Product, viewer: Viewer, *, cursor: str = "", size: int = PAGE) -> Shelf:
    """The public notes that speak of a product, newest first."""
    notes = Note.objects.public().offered_to(viewer).filter(note_products__product=product)
    return offered(notes, viewer, cursor=cursor, size=size)


def of_experts(product: Product, viewer: Viewer, *, size: int = 6) -> Shelf:
    """What experts and official accounts wrote of a product, the best liked first."""
    told = Note.objects.public().offered_to(viewer).filter(note_products__product=product)
    notes = told.filter(author__kind__in=("expert", "official"))
    return offered(notes, viewer, fields=("-like_count", "-pk"), size=size)
