"""A conversation as one of its two people sees it: a page of messages with their cards, and what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from common.keyset import page_after
from conversations.answering import shows_reads
from conversations.doors import Door
from conversations.models import Card, Conversation, Message, Side, Step
from notes.cards import Card as NoteCard
from notes.cards import cards_among
from notes.markup import body_html, people_named_in
from notes.models import Note
from shop.models import Product
from users.models import User

PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `card` is set where it carried something; `note` and `product` are empty once that is not to be
    seen by this reader. `is_read` is only ever told of one's own newest message."""

    message: Message
    html: SafeString
    is_own: bool
    card: str
    note: NoteCard | None
    product: Product | None
    is_read: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A page of a conversation, the oldest line first; `older` is the cursor of the page before it."""

    lines: list[Line]
    older: str
    is_newest: bool


def talk_of(conversation: Conversation, side: Side, reader: User, *, cursor: str = "") -> Talk:
    """One page. Queries do not grow with the lines: messages, cards, people named, whether reading is shown."""
    rows = Message.objects.filter(conversation=conversation)
    page = page_after(rows, cursor, fields=("-pk",), size=PAGE)
    messages = list(reversed(page.items))
    seen = _seen_up_to(conversation, side)
    notes, products = _notes_in(messages, reader), _products_in(messages)
    own = [message.pk for message in messages if message.author_id == reader.pk and message.pk <= seen]
    newest_seen = max(own, default=0)
    named = people_named_in(message.body for message in messages)
    lines = [
        Line(
            message,
            body_html(message.body, named),
            message.author_id == reader.pk,
            message.card,
            notes.get(message.note_id or 0),
            products.get(message.product_id or 0),
            message.pk == newest_seen,
        )
        for message in messages
    ]
    older = page.next_cursor.encode() if page.next_cursor else ""
    return Talk(lines, older, not cursor)


def _seen_up_to(conversation: Conversation, side: Side) -> int:
    """How far the other one has read, 0 where that is not shown: in a request, or when one of the two hides it."""
    if conversation.step != Step.OPEN or not shows_reads(side.person_id, side.other_id):
        return 0
    seen = Side.objects.filter(conversation=conversation, person=side.other_id).values_list("read_up_to", flat=True)
    return seen.first() or 0


def _notes_in(messages: Sequence[Message], reader: User) -> dict[int, NoteCard]:
    """The cards of the notes shared here that this reader may see now."""
    keys = list({message.note_id for message in messages if message.note_id})
    if not keys:
        return {}
    visible = Note.objects.visible_to(reader).live()
    ids = dict(visible.filter(pk__in=keys).values_list("public_id", "pk"))
    return {ids[card.id]: card for card in cards_among(visible, list(ids.values()), reader, {})}


def _products_in(messages: Sequence[Message]) -> dict[int, Product]:
    keys = {message.product_id for message in messages if message.product_id}
    return Product.objects.listed().in_bulk(keys) if keys else {}


@dataclass(frozen=True, slots=True)
class Shared:
    """What is about to be sent, shown above the field."""

    kind: Card
    note: NoteCard | None = None
    product: Product | None = None


def note_to_share(public_id: str, sender: User) -> Note | None:
    """A live note the sender may see, by its id out of an address."""
    return Note.objects.visible_to(sender).live().filter(public_id=public_id).first() if public_id else None


def product_to_share(public_id: str) -> Product | None:
    return Product.objects.listed().filter(public_id=public_id).first() if public_id else None


def shared_of(note_id: str, product_id: str, sender: User) -> Shared | None:
    """What the ids of an address or of a form stand for; None when there is nothing the sender may send."""
    note = note_to_share(note_id, sender)
    if note is not None:
        card = cards_among(Note.objects.visible_to(sender).live(), [note.pk], sender, {})
        return Shared(Card.NOTE, note=card[0]) if card else None
    product = product_to_share(product_id)
    return Shared(Card.PRODUCT, product=product) if product else None


def may_write(met: Door) -> bool:
    """Whether a field is offered at this door."""
    return met in {Door.OPEN, Door.REQUEST}
