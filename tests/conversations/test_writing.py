"""Writing, the request box, reading, taking back: what is counted and what is kept."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from conversations import limiting
from conversations.answering import AlreadyAnswered, accept, choose_reads, decline, mark_read
from conversations.events import conversation_changed, message_written
from conversations.figures import count_requests, unread_messages
from conversations.limiting import TooManyMessages
from conversations.lines import talk_of
from conversations.models import Box, Card, Conversation, Message, Side, Step
from conversations.writing import MessageRefused, take_back
from notes.models import State, Visibility
from shop.models import Product
from tests.conversations.talking import between, friends, say, side_of
from tests.factories import NOON, note, person, product
from users.following import follow


@pytest.mark.django_db
def test_a_message_to_a_follower_lies_in_the_inbox_and_counts_there() -> None:
    one, other = friends()
    message = say(one, other, "Bread at six?")
    assert (message.body, between(one, other).step) == ("Bread at six?", Step.OPEN)
    assert (side_of(other).box, side_of(other).unread, side_of(one).unread) == (Box.INBOX, 1, 0)
    assert (unread_messages(other.pk), unread_messages(one.pk)) == (1, 0)


@pytest.mark.django_db
def test_a_first_message_to_a_stranger_lies_in_requests_and_rings_nobody() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    assert (side_of(asked).box, side_of(asker).box, between(asker, asked).step) == (Box.REQUESTS, Box.INBOX, Step.ASKED)
    assert (unread_messages(asked.pk), count_requests(asked)) == (0, 1)


@pytest.mark.django_db
def test_one_message_only_until_the_request_is_answered() -> None:
    asker, asked = person(level=9), person()
    say(asker, asked)
    with pytest.raises(MessageRefused, match="waiting to be accepted"):
        say(asker, asked, "And another thing")
    assert Message.objects.count() == 1
    assert side_of(asked).unread == 1


@pytest.mark.django_db
def test_a_stranger_of_level_2_is_told_the_level_and_leaves_no_trace() -> None:
    writer, reader = person(level=2), person()
    with pytest.raises(MessageRefused, match="From level 3"):
        say(writer, reader)
    assert not Conversation.objects.exists()
    assert not Side.objects.exists()


@pytest.mark.django_db
def test_accepting_opens_the_conversation_for_both() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    accept(between(asker, asked), asked, at=NOON)
    assert (between(asker, asked).step, side_of(asked).box) == (Step.OPEN, Box.INBOX)
    assert (unread_messages(asked.pk), count_requests(asked)) == (1, 0)
    say(asker, asked, "Now I may")
    assert side_of(asked).unread == 2


@pytest.mark.django_db
def test_answering_a_request_accepts_it() -> None:
    asker, asked = person(level=3), person(level=0)
    say(asker, asked)
    say(asked, asker, "Of course")
    assert (between(asker, asked).step, side_of(asked).box) == (Step.OPEN, Box.INBOX)


@pytest.mark.django_db
def test_whoever_asked_cannot_answer_their_own_request() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    for answer in (accept, decline):
        with pytest.raises(AlreadyAnswered):
            answer(between(asker, asked), asker, at=NOON)
    assert between(asker, asked).step == Step.ASKED


@pytest.mark.django_db
def test_a_declined_request_is_put_away_and_its_sender_reads_the_same_as_before() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    with pytest.raises(MessageRefused) as waiting:
        say(asker, asked)
    decline(between(asker, asked), asked, at=NOON)
    assert (side_of(asked).box, count_requests(asked)) == (Box.AWAY, 0)
    with pytest.raises(MessageRefused) as declined:
        say(asker, asked)
    assert str(declined.value) == str(waiting.value)
    with pytest.raises(AlreadyAnswered):
        accept(between(asker, asked), asked, at=NOON)


@pytest.mark.django_db
def test_whoever_declined_may_change_their_mind_by_writing() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    decline(between(asker, asked), asked, at=NOON)
    say(asked, asker, "On second thought")
    assert (between(asker, asked).step, side_of(asked).box) == (Step.OPEN, Box.INBOX)


@pytest.mark.django_db
def test_a_request_opens_once_the_person_asked_follows_who_asked() -> None:
    asker, asked = person(level=3), person()
    say(asker, asked)
    follow(asked, asker, at=NOON)
    say(asker, asked, "Thank you for following")
    assert (between(asker, asked).step, side_of(asked).box, side_of(asked).unread) == (Step.OPEN, Box.INBOX, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "  \n ", "\x00\x07", "a" * 1001, "e" + "\u0301" * 9000])
def test_nothing_and_too_much_are_refused_and_nothing_is_kept(body: str) -> None:
    one, other = friends()
    with pytest.raises(MessageRefused):
        say(one, other, body)
    assert not Conversation.objects.exists()


@pytest.mark.django_db
def test_words_are_kept_as_typed_in_one_normal_form() -> None:
    one, other = friends()
    assert say(one, other, " e\u0301\r\n<b>שלום</b>\x07 ").body == "é\n<b>שלום</b>"


@pytest.mark.django_db
def test_the_same_key_gives_the_same_message_and_counts_once() -> None:
    one, other = friends()
    key = uuid.uuid4()
    assert say(one, other, key=key).pk == say(one, other, "changed meanwhile", key=key).pk
    assert (Message.objects.count(), side_of(other).unread, between(one, other).messages_count) == (1, 1, 1)


@pytest.mark.django_db
def test_a_key_is_its_writers_own() -> None:
    one, other = friends()
    key = uuid.uuid4()
    say(one, other, key=key)
    say(other, one, "Hello back", key=key)
    assert Message.objects.count() == 2


@pytest.mark.django_db
def test_a_note_travels_only_to_who_may_see_it() -> None:
    one, other = friends()
    public = note(one)
    assert say(one, other, "", note=public).card == Card.NOTE
    for hidden in (
        note(one, visibility=Visibility.PRIVATE),
        note(person(), visibility=Visibility.FOLLOWERS),
        note(one, state=State.IN_REVIEW),
    ):
        with pytest.raises(MessageRefused, match="may not see"):
            say(one, other, "", note=hidden)
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_card_vanishes_once_its_note_is_hidden_from_the_reader() -> None:
    one, other = friends()
    shared = note(one)
    say(one, other, "Look", note=shared)
    line = talk_of(between(one, other), side_of(other), other).lines[0]
    assert line.note is not None
    assert line.note.id == shared.public_id
    shared.visibility = Visibility.PRIVATE
    shared.save()
    hidden = talk_of(between(one, other), side_of(other), other).lines[0]
    assert (hidden.card, hidden.note) == (Card.NOTE, None)


@pytest.mark.django_db
def test_a_product_travels_while_it_is_shown() -> None:
    one, other = friends()
    cream = product()
    assert say(one, other, "", product=cream).product == cream
    cream.state = Product.State.PAUSED
    with pytest.raises(MessageRefused):
        say(one, other, "", product=cream)
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_reading_marks_what_was_shown_and_not_what_came_since() -> None:
    one, other = friends()
    shown = say(one, other)
    late = say(one, other, "This came while they read")
    assert mark_read(side_of(other), shown.pk)
    assert (side_of(other).unread, unread_messages(other.pk)) == (1, 1)
    assert not mark_read(side_of(other), shown.pk)
    assert mark_read(side_of(other), late.pk)
    assert (side_of(other).unread, unread_messages(other.pk)) == (0, 0)


@pytest.mark.django_db
def test_taking_back_leaves_the_place_and_nothing_of_the_words() -> None:
    one, other = friends()
    message = say(one, other, "I should not have said this", note=note(one))
    assert take_back(message, at=NOON)
    assert not take_back(message, at=NOON)
    row = Message.objects.get()
    assert (row.body, row.note, row.card, row.is_removed) == ("", None, Card.NONE, True)
    assert (side_of(other).unread, unread_messages(other.pk)) == (0, 0)


@pytest.mark.django_db
def test_what_is_taken_back_cannot_keep_its_words() -> None:
    one, other = friends()
    message = say(one, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(removed_at=NOON)
    assert Message.objects.get().body == "Hello"


@pytest.mark.django_db
def test_reading_is_shown_in_an_open_conversation_unless_one_of_the_two_hides_it() -> None:
    one, other = friends()
    first = say(one, other)
    mark_read(side_of(other), first.pk)

    def is_shown() -> bool:
        return any(line.is_read for line in talk_of(between(one, other), side_of(one), one).lines)

    assert is_shown()
    choose_reads(other, shows=False)
    assert not is_shown()
    choose_reads(other, shows=True)
    choose_reads(one, shows=False)
    assert not is_shown()


@pytest.mark.django_db
def test_a_sender_of_a_request_sees_no_read_state() -> None:
    asker, asked = person(level=3), person()
    message = say(asker, asked)
    Side.objects.filter(person=asked).update(read_up_to=message.pk)
    assert not any(line.is_read for line in talk_of(between(asker, asked), side_of(asker), asker).lines)
    accept(between(asker, asked), asked, at=NOON)
    assert any(line.is_read for line in talk_of(between(asker, asked), side_of(asker), asker).lines)


@pytest.mark.django_db
def test_a_page_of_a_conversation_costs_the_same_however_many_cards_it_has(django_assert_num_queries) -> None:
    one, other = friends()
    cream = product()
    for _number in range(2):
        say(one, other, "", note=note(one))
        say(one, other, "", product=cream)
    conversation, side = between(one, other), side_of(other)
    with django_assert_num_queries(8):
        assert len(talk_of(conversation, side, other).lines) == 4
    for _number in range(5):
        say(one, other, "", note=note(one))
        say(one, other, "", product=product())
    with django_assert_num_queries(8):
        assert len(talk_of(conversation, side, other).lines) == 14


@pytest.mark.django_db
def test_pages_go_back_by_keyset_and_stay_whole_while_more_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conversations.lines.PAGE", 3)
    one, other = friends()
    for number in range(7):
        say(one, other, str(number))
    conversation, side = between(one, other), side_of(other)
    newest = talk_of(conversation, side, other)
    say(one, other, "meanwhile")
    older = talk_of(conversation, side, other, cursor=newest.older)
    oldest = talk_of(conversation, side, other, cursor=older.older)
    words = [[line.message.body for line in page.lines] for page in (oldest, older, newest)]
    assert words == [["0"], ["1", "2", "3"], ["4", "5", "6"]]
    assert (oldest.older, newest.is_newest, older.is_newest) == ("", True, False)


@pytest.mark.django_db
def test_each_pair_and_each_level_has_its_own_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "PAIR", limiting.RateLimit("messages-pair-test", 2, 60))
    one, other = friends()
    third = person()
    follow(third, one, at=NOON)
    say(one, other)
    say(one, other)
    with pytest.raises(TooManyMessages) as refused:
        say(one, other)
    assert 1 <= refused.value.retry_after_s <= 30
    assert Message.objects.count() == 2
    say(one, third)
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_only_so_many_strangers_are_asked_a_day_and_friends_are_written_to_still() -> None:
    writer, friend = friends()
    for _number in range(5):
        say(writer, person())
    with pytest.raises(TooManyMessages):
        say(writer, person())
    assert Conversation.objects.count() == 5
    say(writer, friend)
    assert Conversation.objects.count() == 6


@pytest.mark.django_db
def test_a_message_is_announced_once_after_commit(django_capture_on_commit_callbacks) -> None:
    heard: list[tuple[int, int]] = []

    def hear(writer_id: int, reader_id: int, **_: object) -> None:
        heard.append((writer_id, reader_id))

    message_written.connect(hear)
    one, other = friends()
    key = uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        say(one, other, key=key)
        say(one, other, key=key)
        assert heard == []
    assert heard == [(one.pk, other.pk)]
    message_written.disconnect(hear)


@pytest.mark.django_db
def test_whoever_asked_does_not_hear_of_a_refusal(django_capture_on_commit_callbacks) -> None:
    heard: list[int] = []

    def hear(person_id: int, **_: object) -> None:
        heard.append(person_id)

    asker, asked = person(level=3), person()
    say(asker, asked)
    conversation_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        decline(between(asker, asked), asked, at=NOON)
    assert heard == [asked.pk]
    conversation_changed.disconnect(hear)
