"""What many hands do at once to one conversation comes to the same as one after the other."""

import threading
import uuid
from collections import Counter
from functools import partial

import pytest

from conversations.answering import mark_read
from conversations.models import Conversation, Message, Side, Step
from conversations.writing import Draft, MessageRefused, write
from tests.conversations.talking import between, friends, say, side_of
from tests.factories import NOON, person
from tests.users.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_messages_at_once_are_all_counted_while_somebody_reads() -> None:
    one, other = friends()
    first = say(one, other)
    deeds = [partial(say, one, other, str(number)) for number in range(5)]
    answers = at_once([*deeds, partial(mark_read, side_of(other), first.pk)])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert (side_of(other).unread, between(one, other).messages_count) == (5, 6)
    assert between(one, other).newest_id == Message.objects.order_by("-pk")[0].pk


def test_an_unread_count_that_is_read_and_written_back_loses_messages() -> None:
    one, other = friends()
    say(one, other)
    both_read = threading.Barrier(2, timeout=60)

    def read_add_save() -> None:
        side = side_of(other)
        both_read.wait(10)
        side.unread += 1
        side.save(update_fields=["unread"])

    assert at_once([read_add_save] * 2) == [None, None]
    assert side_of(other).unread == 2, "three messages were there"


def test_of_two_first_messages_at_once_one_asks_and_the_other_is_refused() -> None:
    asker, asked = person(level=9), person()
    answers = at_once([partial(say, asker, asked, str(number)) for number in range(4)])
    assert Counter(type(answer) for answer in answers) == {Message: 1, MessageRefused: 3}
    assert (Message.objects.count(), side_of(asked).unread) == (1, 1)


def test_a_request_that_is_checked_before_it_is_held_lets_two_messages_in() -> None:
    asker, asked = person(level=9), person()
    both_looked = threading.Barrier(2, timeout=60)

    def look_then_write(words: str) -> None:
        is_first = not Message.objects.filter(author=asker).exists()
        both_looked.wait(10)
        if is_first:
            row = Conversation.objects.get_or_create(first=asker, second=asked, defaults={"asked_by": asker})[0]
            Message.objects.create(conversation=row, author=asker, body=words)

    assert at_once([partial(look_then_write, "one"), partial(look_then_write, "two")]) == [None, None]
    assert Message.objects.count() == 2


def test_two_strangers_who_write_at_once_meet_in_one_open_conversation() -> None:
    one, other = person(level=3), person(level=3)
    answers = at_once([partial(say, one, other), partial(say, other, one)])
    assert [type(answer) for answer in answers] == [Message, Message]
    assert Conversation.objects.get().step == Step.OPEN
    assert {side.unread for side in Side.objects.all()} == {1}


def test_one_submission_sent_four_times_at_once_is_one_message() -> None:
    one, other = friends()
    draft = Draft("Once", key=uuid.uuid4())
    answers = at_once([partial(write, one, other, draft, at=NOON)] * 4)
    assert len({message.pk for message in answers if isinstance(message, Message)}) == 1
    assert (Message.objects.count(), side_of(other).unread) == (1, 1)
