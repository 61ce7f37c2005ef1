"""What becomes of somebody's messages when their account is deleted."""

from datetime import datetime

from conversations.exporting import wipe_messages_of
from conversations.models import Conversation, Message
from users.leaving import keep_rows_of, register_eraser
from users.models import User


def erase(person: User, at: datetime) -> None:
    """Their words go; the conversation stays, for the other one's words stand in it."""
    wipe_messages_of(person, at=at)


register_eraser("messages", 50, erase)
keep_rows_of(Conversation)
keep_rows_of(Message)
