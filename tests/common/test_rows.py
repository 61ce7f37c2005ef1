"""Rows that may exist once: the second hand is told, and only unique constraints are forgiven."""

import pytest
from django.db import IntegrityError

from common.rows import added
from notes.models import Like, Note
from tests.factories import NOON, note, person
from users.models import Follow

pytestmark = pytest.mark.django_db


def test_the_first_row_is_added_and_the_second_is_not():
    written, reader = note(), person()
    assert added(Like(note=written, person=reader, created_at=NOON)) is True
    assert added(Like(note=written, person=reader, created_at=NOON)) is False
    assert Like.objects.count() == 1


def test_the_transaction_around_it_can_go_on():
    written, reader = note(), person()
    added(Like(note=written, person=reader))
    added(Like(note=written, person=reader))
    assert Note.objects.filter(pk=written.pk).exists()


def test_a_broken_rule_of_another_kind_is_raised():
    reader = person()
    with pytest.raises(IntegrityError, match="users_nobody_follows_themselves"):
        added(Follow(follower=reader, followed=reader))
