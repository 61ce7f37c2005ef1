"""Two people who talk, for tests."""

import uuid

from conversations.models import Conversation, Message, Side
from conversations.writing import Draft, write
from tests.factories import NOON, person
from users.following import follow
from users.models import User


def friends() -> tuple[User, User]:
    """Two people of level 3 who follow each other."""
    one, other = person(level=3), person(level=3)
    follow(one, other, at=NOON)
    follow(other, one, at=NOON)
    return one, other


def say(writer: User, reader: User, words: str = "Hello", **facts: object) -> Message:
    return write(writer, reader, Draft(words, **({"key": uuid.uuid4()} | facts)), at=NOON)


def side_of(who: User) -> Side:
    """The only side of somebody who talks with one person."""
    return Side.objects.get(person=who)


def between(one: User, other: User) -> Conversation:
    return Conversation.objects.between(one, other).get()
