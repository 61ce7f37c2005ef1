"""Writing a message and taking one back."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.events import announce
from common.rows import added
from common.text import clean, graphemes
from conversations.doors import Door, door_between
from conversations.events import conversation_changed, message_written
from conversations.limiting import TooManyMessages, seconds_to_wait
from conversations.models import Box, Card, Conversation, Message, Side, Step
from notes.models import Note
from shop.models import Product
from users.models import User
from users.privileges import Privilege, level_that_opens

LONGEST = 1000
# Code points: one letter may carry any number of accents.
_MOST_POINTS = 8000


class MessageRefused(Exception):
    """The message was not taken; the sentence may be shown beside its field."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to send: words, a note or a product, or both. The same key gives the same message."""

    body: str = ""
    note: Note | None = None
    product: Product | None = None
    key: uuid.UUID | None = None


def write(writer: User, person: User, draft: Draft, *, at: datetime) -> Message:
    """Writes to somebody: into the conversation there is, or as the first message of a new one.

    A first message to a stranger is a request; answering a request accepts it. Raises MessageRefused and
    TooManyMessages.
    """
    text = _checked(draft)
    twin = _twin(writer, draft)
    if twin is not None:
        return twin
    _check_card(draft, writer, person)
    met = door_between(writer, person, Conversation.objects.between(writer, person).first())
    _refuse_at(met)
    wait = seconds_to_wait(writer, person, met)
    if wait:
        raise TooManyMessages(_("You are writing very fast. Try again in %(n)s seconds.") % {"n": wait}, wait)
    return _write(writer, person, (draft, text), at=at)


@transaction.atomic
def _write(writer: User, person: User, said: tuple[Draft, str], *, at: datetime) -> Message:
    """The same once the row of the pair is held: whatever two hands do at once, one comes after the other."""
    conversation, is_new = _held(writer, person, at)
    met = door_between(writer, person, None if is_new else conversation)
    _refuse_at(met)
    message = _message(conversation, writer, said, at)
    if not added(message):
        return Message.objects.get(author=writer, submission_key=said[0].key)
    _move(conversation, message, met)
    _lay_out(conversation, writer, person, message)
    announce(
        message_written,
        message_id=message.pk,
        conversation_id=conversation.pk,
        writer_id=writer.pk,
        reader_id=person.pk,
    )
    return message


def _checked(draft: Draft) -> str:
    text = clean(draft.body).strip()
    if not text and draft.note is None and draft.product is None:
        raise MessageRefused(_("Write something first."))
    if len(text) > _MOST_POINTS or graphemes(text) > LONGEST:
        too_long = _("The message is too long: at most 1,000 characters, and this has %(n)s.")
        raise MessageRefused(too_long % {"n": graphemes(text)})
    return text


def _twin(writer: User, draft: Draft) -> Message | None:
    if draft.key is None:
        return None
    return Message.objects.filter(author=writer, submission_key=draft.key).first()


def _check_card(draft: Draft, writer: User, person: User) -> None:
    """A note travels only between two people who may both see it; a product is there for everybody or not at all."""
    note = draft.note
    if note is not None:
        both = [Note.objects.visible_to(one).live().filter(pk=note.pk).exists() for one in (writer, person)]
        if not all(both):
            raise MessageRefused(_("They may not see this note, so it cannot be sent to them."))
    if draft.product is not None and not draft.product.is_live:
        raise MessageRefused(_("This product is not shown any more."))


def _refuse_at(met: Door) -> None:
    """Raises the refusal of a closed door, in words that do not tell a block from a wish."""
    if met in {Door.OPEN, Door.REQUEST}:
        return
    raise MessageRefused(sentence_at(met))


def sentence_at(met: Door) -> str:
    """What the writer reads at a door that is not open; empty for one that is."""
    if met is Door.CLOSED:
        return _("You cannot write to this person.")
    if met is Door.WAITING:
        return _("Your message is waiting to be accepted. You can write more once they answer.")
    if met is Door.LEVEL:
        level = level_that_opens(Privilege.WRITES_TO_STRANGERS)
        return _("From level %(n)s you can write to people who do not follow you.") % {"n": level}
    return ""


def _held(writer: User, person: User, at: datetime) -> tuple[Conversation, bool]:
    """The locked row of the pair, and whether it was made just now. A refusal later takes a new row back with it."""
    locked = Conversation.objects.select_for_update(no_key=True)
    there = locked.between(writer, person).first()
    if there is not None:
        return there, False
    first, second = sorted((writer.pk, person.pk))
    made = Conversation(first_id=first, second_id=second, asked_by=writer, created_at=at)
    is_new = added(made)
    if is_new:
        sides = [(writer, person), (person, writer)]
        Side.objects.bulk_create([Side(conversation=made, person=p, other=o, moved_at=at) for p, o in sides])
    return locked.between(writer, person).get(), is_new


def _message(conversation: Conversation, writer: User, said: tuple[Draft, str], at: datetime) -> Message:
    draft, text = said
    kind = Card.NOTE if draft.note else Card.PRODUCT if draft.product else Card.NONE
    return Message(
        conversation=conversation,
        author=writer,
        body=text,
        card=kind,
        note=draft.note,
        product=None if draft.note else draft.product,
        created_at=at,
        submission_key=draft.key,
    )


def _move(conversation: Conversation, message: Message, met: Door) -> None:
    """What a message does to the pair: it opens what it may open, and it is the newest."""
    facts: dict[str, object] = {"newest": message, "messages_count": F("messages_count") + 1}
    if met is Door.OPEN and conversation.step != Step.OPEN:
        facts |= {"step": Step.OPEN, "answered_at": message.created_at}
        conversation.step = Step.OPEN
    Conversation.objects.filter(pk=conversation.pk).update(**facts)


def _lay_out(conversation: Conversation, writer: User, person: User, message: Message) -> None:
    """Both sides move up; the reader's counts one more, and lies in the box the message was let into."""
    box = Box.INBOX if conversation.step == Step.OPEN else Box.REQUESTS
    sides = Side.objects.filter(conversation=conversation)
    sides.filter(person=writer).update(moved_at=message.created_at, box=Box.INBOX)
    sides.filter(person=person).update(moved_at=message.created_at, box=box, unread=F("unread") + 1)


@transaction.atomic
def take_back(message: Message, *, at: datetime) -> bool:
    """Takes one's own message back: the words are gone for both, the place stays. False when it was gone already."""
    hold(message.conversation_id)
    nothing = {"removed_at": at, "body": "", "note": None, "product": None, "card": Card.NONE}
    if not Message.objects.filter(pk=message.pk, removed_at=None).update(**nothing):
        return False
    for side in Side.objects.filter(conversation=message.conversation_id):
        if side.person_id != message.author_id:
            recount(side)
        announce(conversation_changed, conversation_id=message.conversation_id, person_id=side.person_id)
    return True


def hold(conversation_id: int) -> None:
    """Writers, readers and removers of one conversation stand in one queue, so that its counts stay true."""
    list(Conversation.objects.select_for_update(no_key=True).filter(pk=conversation_id).values_list("pk"))


def recount(side: Side) -> None:
    """Counts anew what a side has not read. Call with the conversation held."""
    news = Message.objects.filter(conversation=side.conversation_id, pk__gt=side.read_up_to, removed_at=None)
    unread = news.exclude(author=side.person_id).count()
    Side.objects.filter(pk=side.pk).update(unread=unread)
