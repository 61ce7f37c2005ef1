"""A product that was asked for, with what was said of it: who are the voices, and do they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from notes.cards import Card, Viewer, offered_cards
from notes.models import Note, NoteProduct
from search import postgres
from search.models import Kind
from search.question import Asked, Question
from shop.models import INDEPENDENT, Product
from users.models import Kind as PersonKind
from users.muting import names_a_muted_word
from users.shield import shield_of

# How many authors' shares are shown, and among how many of the newest notes they are chosen.
_SHOWN, _LOOKED_AT = 4, 200
FOR, AGAINST = 4, 2


@dataclass(frozen=True, slots=True)
class Share:
    """One author's note on a product. `stance` 1 (against) to 5 (for), None without a verdict."""

    card: Card
    stance: int | None
    relation: str
    is_expert: bool

    @property
    def is_for(self) -> bool:
        return self.stance is not None and self.stance >= FOR

    @property
    def is_against(self) -> bool:
        return self.stance is not None and self.stance <= AGAINST


@dataclass(frozen=True, slots=True)
class Cluster:
    """The product, how many independent people spoke of it and how many who were paid, given or employed."""

    product: Product
    voices: int
    sponsored: int
    shares: Sequence[Share]


def cluster_for(question: Question, viewer: Viewer) -> Cluster | None:
    """The product whose names (or whose brand's) say every word, with its shares.

    None when there is no such product or its name holds a word the viewer muted.
    The same few queries however many products and notes there are.
    """
    if not question:
        return None
    hits = postgres.find(Asked(Kind.PRODUCT, question, size=1, weights="AB"))
    product = Product.objects.listed().filter(public_id__in=[hit.ref for hit in hits.items]).first()
    if product is None or names_a_muted_word(shield_of(viewer).words, (product.name_en, product.name_zh)):
        return None
    return _cluster(product, viewer)


def _cluster(product: Product, viewer: Viewer) -> Cluster:
    reputation = getattr(product, "reputation", None)
    chosen = _chosen(_rows(product, viewer))
    notes = Note.objects.public().offered_to(viewer).for_offer(viewer).in_bulk([row.note_id for row in chosen])
    cards = {card.id: card for card in offered_cards(notes.values(), viewer)}
    shares = [
        Share(cards[notes[row.note_id].public_id], row.stance, row.relation, row.is_expert)
        for row in chosen
        if row.note_id in notes and notes[row.note_id].public_id in cards
    ]
    return Cluster(product, reputation.voices if reputation else 0, reputation.sponsored if reputation else 0, shares)


class _Row(NamedTuple):
    note_id: int
    author_id: int
    stance: int | None
    relation: str
    likes: int
    level: int
    kind: str
    vertical: str | None
    category: str

    @property
    def is_expert(self) -> bool:
        return self.kind == PersonKind.EXPERT

    @property
    def standing(self) -> tuple[bool, bool, int, int, int]:
        """Who is heard first: experts of this very category, experts, then by level and by likes."""
        at_home = self.is_expert and (self.vertical or "").split("/")[0] == self.category.split("/")[0]
        return at_home, self.is_expert, self.level, self.likes, self.note_id


_COLUMNS = (
    "note_id", "note__author_id", "stance", "relation", "note__like_count", "note__author__level",
    "note__author__kind", "note__author__vertical__code", "product__category__code",
)  # fmt: skip


def _rows(product: Product, viewer: Viewer) -> list[_Row]:
    """Independent notes on a product that the viewer may see, one an author: the one with the most likes."""
    notes = Note.objects.public().offered_to(viewer)
    said = NoteProduct.objects.filter(product=product, relation__in=INDEPENDENT, note__in=notes)
    best: dict[int, _Row] = {}
    for row in map(_Row._make, said.order_by("-note_id").values_list(*_COLUMNS)[:_LOOKED_AT]):
        if row.author_id not in best or row.likes > best[row.author_id].likes:
            best[row.author_id] = row
    return sorted(best.values(), key=lambda row: row.standing, reverse=True)


def _chosen(rows: Sequence[_Row]) -> list[_Row]:
    """The best voice for it, the best against it, then the others by their standing."""
    praise = next((row for row in rows if (row.stance or 0) >= FOR), None)
    doubt = next((row for row in rows if row.stance is not None and row.stance <= AGAINST), None)
    first = [row for row in (praise, doubt) if row]
    return [*first, *(row for row in rows if row not in first)][:_SHOWN]
