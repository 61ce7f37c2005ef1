"""Who may write to whom: the whole table, and that the rows of the database lead to the same answers."""

from itertools import product as every

import pytest

from conversations.doors import Door, Facts, Standing, door, door_between
from conversations.models import Conversation, Step
from tests.factories import NOON, person
from users.following import follow
from users.models import SafetySettings, Who
from users.safety import block, unblock

_FLAGS = (False, True)
TABLE = [
    # (standing, is_wished, is_followed, may_ask) -> door, where nobody blocks anybody
    ((Standing.NOTHING, False, False, False), Door.CLOSED),
    ((Standing.NOTHING, False, False, True), Door.CLOSED),
    ((Standing.NOTHING, False, True, False), Door.CLOSED),
    ((Standing.NOTHING, False, True, True), Door.CLOSED),
    ((Standing.NOTHING, True, False, False), Door.LEVEL),
    ((Standing.NOTHING, True, False, True), Door.REQUEST),
    ((Standing.NOTHING, True, True, False), Door.OPEN),
    ((Standing.NOTHING, True, True, True), Door.OPEN),
    ((Standing.WRITER_ASKED, False, False, False), Door.CLOSED),
    ((Standing.WRITER_ASKED, False, False, True), Door.CLOSED),
    ((Standing.WRITER_ASKED, False, True, False), Door.CLOSED),
    ((Standing.WRITER_ASKED, False, True, True), Door.CLOSED),
    ((Standing.WRITER_ASKED, True, False, False), Door.WAITING),
    ((Standing.WRITER_ASKED, True, False, True), Door.WAITING),
    ((Standing.WRITER_ASKED, True, True, False), Door.OPEN),
    ((Standing.WRITER_ASKED, True, True, True), Door.OPEN),
    *(((Standing.WRITER_WAS_ASKED, *rest), Door.OPEN) for rest in every(_FLAGS, repeat=3)),
    *(((Standing.OPEN, *rest), Door.OPEN) for rest in every(_FLAGS, repeat=3)),
]


def test_the_table_is_whole() -> None:
    assert {row[0] for row in TABLE} == set(every(Standing, _FLAGS, _FLAGS, _FLAGS))
    assert len(TABLE) == 32


@pytest.mark.parametrize(("given", "met"), TABLE)
def test_a_message_meets_the_door_of_the_table_and_a_block_closes_each(given: tuple, met: Door) -> None:
    standing, is_wished, is_followed, may_ask = given
    facts = {"is_wished": is_wished, "is_followed": is_followed, "may_ask": may_ask, "standing": standing}
    assert door(Facts(is_blocked=False, **facts)) is met
    assert door(Facts(is_blocked=True, **facts)) is Door.CLOSED


@pytest.mark.django_db
@pytest.mark.parametrize("level", range(11))
@pytest.mark.parametrize("is_followed", _FLAGS)
def test_strangers_are_written_to_from_level_3_and_followers_by_everybody(level: int, is_followed: bool) -> None:
    writer, reader = person(level=level), person()
    if is_followed:
        follow(reader, writer, at=NOON)
    wanted = Door.OPEN if is_followed else Door.REQUEST if level >= 3 else Door.LEVEL
    assert door_between(writer, reader, None) is wanted


@pytest.mark.django_db
def test_that_the_writer_follows_the_reader_opens_nothing() -> None:
    writer, reader = person(level=2), person()
    follow(writer, reader, at=NOON)
    assert door_between(writer, reader, None) is Door.LEVEL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "of_asker", "of_asked"),
    [
        (Step.ASKED, Door.WAITING, Door.OPEN),
        (Step.DECLINED, Door.WAITING, Door.OPEN),
        (Step.OPEN, Door.OPEN, Door.OPEN),
    ],
)
def test_a_request_binds_who_asked_and_not_who_was_asked(step: Step, of_asker: Door, of_asked: Door) -> None:
    asker, asked = person(level=3), person(level=0)
    between = Conversation.objects.create(first=asker, second=asked, asked_by=asker, step=step)
    assert door_between(asker, asked, between) is of_asker
    assert door_between(asked, asker, between) is of_asked


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["writer", "reader"])
def test_a_suspended_account_neither_writes_nor_is_written_to(who: str) -> None:
    people = {"writer": person(level=5), "reader": person()}
    people[who].is_active = False
    assert door_between(people["writer"], people["reader"], None) is Door.CLOSED


@pytest.mark.django_db
def test_nobody_writes_to_themselves() -> None:
    alone = person(level=9)
    assert door_between(alone, alone, None) is Door.CLOSED


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["writer blocks", "reader blocks"])
def test_a_block_closes_an_open_conversation_for_both(way: str) -> None:
    writer, reader = person(level=5), person(level=5)
    between = Conversation.objects.create(first=writer, second=reader, asked_by=writer, step=Step.OPEN)
    pair = (writer, reader) if way == "writer blocks" else (reader, writer)
    block(*pair, at=NOON)
    assert door_between(writer, reader, between) is Door.CLOSED
    assert door_between(reader, writer, between) is Door.CLOSED
    unblock(*pair)
    assert door_between(writer, reader, between) is Door.OPEN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "follows", "met"),
    [
        (Who.EVERYBODY, "nobody", Door.REQUEST),
        (Who.EVERYBODY, "reader", Door.OPEN),
        (Who.FOLLOWED, "nobody", Door.CLOSED),
        (Who.FOLLOWED, "reader", Door.OPEN),
        (Who.FOLLOWED, "writer", Door.CLOSED),
        (Who.FOLLOWERS, "nobody", Door.CLOSED),
        (Who.FOLLOWERS, "writer", Door.REQUEST),
        (Who.NOBODY, "reader", Door.CLOSED),
        (Who.NOBODY, "writer", Door.CLOSED),
    ],
)
def test_what_somebody_wishes_is_asked_before_a_conversation_is_open(who: Who, follows: str, met: Door) -> None:
    writer, reader = person(level=5), person()
    SafetySettings.objects.create(person=reader, may_message=who)
    if follows != "nobody":
        follow(*((reader, writer) if follows == "reader" else (writer, reader)), at=NOON)
    assert door_between(writer, reader, None) is met
