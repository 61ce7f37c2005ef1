"""What a person takes with them of their conversations, and what is wiped when they leave for good."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypedDict

from conversations.models import Conversation, Message
from conversations.writing import take_back
from users.models import User


class ExportedMessage(TypedDict):
    """One message. Of those the other one wrote the words are part of the conversation and are given too."""

    id: str
    by: str
    at: str
    text: str
    note: str
    product: str
    is_taken_back: bool


class ExportedConversation(TypedDict):
    id: str
    with_handle: str
    with_name: str
    begun_at: str
    state: str
    messages: list[ExportedMessage]


def conversations_for_export(person: User) -> Iterator[ExportedConversation]:
    """Every conversation of a person, the oldest first, each with all its messages in order. Two queries each."""
    for conversation in Conversation.objects.of(person).order_by("pk").iterator(chunk_size=200):
        other = conversation.other_than(person)
        yield {
            "id": conversation.public_id,
            "with_handle": other.handle,
            "with_name": other.shown_name,
            "begun_at": conversation.created_at.isoformat(),
            "state": conversation.step,
            "messages": [_exported(message) for message in _messages(conversation)],
        }


def _messages(conversation: Conversation) -> Iterator[Message]:
    rows = Message.objects.filter(conversation=conversation).select_related("author", "note", "product")
    return rows.order_by("pk").iterator(chunk_size=500)


def _exported(message: Message) -> ExportedMessage:
    return {
        "id": message.public_id,
        "by": message.author.handle,
        "at": message.created_at.isoformat(),
        "text": message.body,
        "note": message.note.public_id if message.note else "",
        "product": message.product.public_id if message.product else "",
        "is_taken_back": message.is_removed,
    }


def wipe_messages_of(person: User, *, at: datetime) -> int:
    """Takes back everything a person ever wrote to others, for an account that goes. Returns how many messages.

    The others keep their own words; of this person's nothing is left but the places where they stood.
    """
    standing = Message.objects.filter(author=person, removed_at=None).order_by("pk")
    return sum(take_back(message, at=at) for message in standing.iterator(chunk_size=200))
