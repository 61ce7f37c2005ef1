"""Who may comment, mention and write: four groups, a block before all of them."""

import pytest

from tests.factories import NOON, person
from users.addressing import may_comment, may_mention, may_message, mentionable_by
from users.following import follow
from users.models import SafetySettings, User, Who
from users.safety import block

pytestmark = pytest.mark.django_db
DEEDS = {"may_comment": may_comment, "may_mention": may_mention, "may_message": may_message}
# how the writer stands to the person -> the groups they are in
GROUPS = {
    "stranger": {Who.EVERYBODY},
    "follower": {Who.EVERYBODY, Who.FOLLOWERS},
    "followed": {Who.EVERYBODY, Who.FOLLOWED},
    "friend": {Who.EVERYBODY, Who.FOLLOWERS, Who.FOLLOWED},
    "blocked": set(),
}


def _writer(person_asked: User, standing: str) -> User:
    writer = person()
    if standing in {"follower", "friend"}:
        follow(writer, person_asked, at=NOON)
    if standing in {"followed", "friend"}:
        follow(person_asked, writer, at=NOON)
    if standing == "blocked":
        block(person_asked, writer, at=NOON)
    return writer


@pytest.mark.parametrize("who", list(Who))
@pytest.mark.parametrize("standing", list(GROUPS))
@pytest.mark.parametrize("deed", list(DEEDS))
def test_a_deed_is_open_to_the_group_that_was_chosen(deed: str, standing: str, who: str):
    asked = person()
    SafetySettings.objects.create(person=asked, **{deed: who})
    writer = _writer(asked, standing)
    assert DEEDS[deed](writer, asked) == (who in GROUPS[standing])
    if deed == "may_mention":
        assert mentionable_by(writer, [asked]) == ({asked.pk} if who in GROUPS[standing] else set())


@pytest.mark.parametrize("deed", list(DEEDS))
def test_who_never_said_is_open_to_everybody_but_not_to_the_blocked(deed: str):
    asked = person()
    assert DEEDS[deed](person(), asked)
    assert not DEEDS[deed](_writer(asked, "blocked"), asked)


def test_everybody_may_speak_under_their_own_notes():
    asked = person()
    SafetySettings.objects.create(person=asked, may_comment=Who.NOBODY, may_mention=Who.NOBODY)
    assert may_comment(asked, asked)
    assert mentionable_by(asked, [asked]) == {asked.pk}


def test_asking_for_many_is_three_questions(django_assert_num_queries):
    writer, people = person(), [person() for _ in range(6)]
    with django_assert_num_queries(3):
        assert len(mentionable_by(writer, people)) == 6
