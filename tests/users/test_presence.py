"""When people were about is noted coarsely and never goes back."""

from datetime import timedelta

import pytest

from tests.factories import NOON, person
from users.models import User
from users.presence import saw

pytestmark = pytest.mark.django_db


def seen_at(who: User):
    return User.objects.get(pk=who.pk).seen_at


def test_somebody_who_was_never_seen_is_seen_now():
    reader, other = person(), person()
    assert saw({reader.pk: NOON}) == 1
    assert (seen_at(reader), seen_at(other)) == (NOON, None)


def test_within_the_hour_nothing_is_written():
    reader = person(seen_at=NOON)
    assert saw({reader.pk: NOON + timedelta(minutes=59)}) == 0
    assert seen_at(reader) == NOON
    assert saw({reader.pk: NOON + timedelta(minutes=61)}) == 1
    assert seen_at(reader) == NOON + timedelta(minutes=61)


def test_an_old_beacon_that_comes_late_does_not_turn_the_clock_back():
    reader = person(seen_at=NOON)
    assert saw({reader.pk: NOON - timedelta(days=1)}) == 0
    assert seen_at(reader) == NOON
