"""What somebody takes with them of their conversations, and what is left of them when they go."""

import pytest

from conversations.exporting import conversations_for_export, wipe_messages_of
from conversations.models import Message
from tests.conversations.talking import friends, say
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


def test_a_person_takes_all_their_conversations_and_nobody_elses(django_assert_num_queries) -> None:
    one, other = friends()
    bread = note(one)
    say(one, other, "Hello", note=bread)
    say(other, one, "Hello back")
    say(*friends(), "Not mine")
    with django_assert_num_queries(2):
        found = list(conversations_for_export(one))
    assert [row["with_handle"] for row in found] == [other.handle]
    assert [(m["by"], m["text"], m["note"]) for m in found[0]["messages"]] == [
        (one.handle, "Hello", bread.public_id), (other.handle, "Hello back", "")
    ]  # fmt: skip
    assert list(conversations_for_export(person())) == []


def test_whoever_goes_leaves_no_words_and_the_others_keep_theirs() -> None:
    one, other = friends()
    say(one, other, "Mine")
    say(other, one, "Theirs")
    assert wipe_messages_of(one, at=NOON) == 1
    assert wipe_messages_of(one, at=NOON) == 0
    assert list(Message.objects.order_by("pk").values_list("body", flat=True)) == ["", "Theirs"]
