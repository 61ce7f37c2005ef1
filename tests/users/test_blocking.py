"""Blocking: what it ends, what it keeps, and that a follow at the same moment does not slip past it."""

import threading
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from notes.comments import CommentRefused, write_comment
from notes.models import Comment, Note, Visibility
from tests.factories import NOON, note, person
from tests.users.at_once import at_once
from users.events import person_blocked, person_unblocked
from users.following import CannotFollow, follow
from users.models import Block, Follow, User
from users.safety import CannotBlock, block, blocked_ids, is_blocked_between, people_for, shield_of, unblock


def _counts(who: User) -> tuple[int, int]:
    who.refresh_from_db()
    return who.followers_count, who.following_count


@pytest.mark.django_db
def test_a_block_ends_follows_both_ways_with_their_counts() -> None:
    one, other = person(), person()
    follow(one, other, at=NOON)
    follow(other, one, at=NOON)
    assert block(one, other, at=NOON)
    assert not Follow.objects.exists()
    assert (_counts(one), _counts(other)) == ((0, 0), (0, 0))


@pytest.mark.django_db
def test_a_second_block_changes_nothing() -> None:
    one, other = person(), person()
    block(one, other, at=NOON)
    edition = one.shield_edition
    assert not block(one, other, at=NOON)
    assert (Block.objects.count(), User.objects.get(pk=one.pk).shield_edition) == (1, edition)


@pytest.mark.django_db
def test_nobody_blocks_themselves() -> None:
    one = person()
    with pytest.raises(CannotBlock):
        block(one, one, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(blocker=one, blocked=one)
    assert not Block.objects.exists()


@pytest.mark.django_db
def test_a_block_is_known_from_both_sides_and_to_nobody_else() -> None:
    one, other, third = person(), person(), person()
    block(one, other, at=NOON)
    assert is_blocked_between(one.pk, other.pk)
    assert is_blocked_between(other.pk, one.pk)
    assert not is_blocked_between(one.pk, third.pk)
    assert (blocked_ids(one.pk), blocked_ids(other.pk), blocked_ids(third.pk)) == ({other.pk}, {one.pk}, set())


@pytest.mark.django_db
def test_neither_finds_the_other_among_people() -> None:
    one, other = person(), person()
    block(one, other, at=NOON)
    assert list(people_for(one)) == [one]
    assert list(people_for(other)) == [other]


@pytest.mark.django_db
def test_neither_may_follow_the_other_until_the_block_is_taken_back() -> None:
    one, other = person(), person()
    block(one, other, at=NOON)
    for asker, asked in ((one, other), (other, one)):
        with pytest.raises(CannotFollow):
            follow(asker, asked, at=NOON)
    assert not Follow.objects.exists()
    unblock(one, other)
    assert follow(other, one, at=NOON)


@pytest.mark.django_db
def test_taking_a_block_back_restores_no_follow() -> None:
    one, other = person(), person()
    follow(other, one, at=NOON)
    block(one, other, at=NOON)
    assert unblock(one, other)
    assert not unblock(one, other)
    assert not Follow.objects.exists()
    assert _counts(one) == (0, 0)


@pytest.mark.django_db
def test_only_the_one_who_blocked_takes_it_back() -> None:
    one, other = person(), person()
    block(one, other, at=NOON)
    assert not unblock(other, one)
    assert is_blocked_between(one.pk, other.pk)


@pytest.mark.django_db
def test_a_block_made_by_both_stands_until_both_take_it_back() -> None:
    one, other = person(), person()
    block(one, other, at=NOON)
    block(other, one, at=NOON)
    unblock(one, other)
    assert is_blocked_between(one.pk, other.pk)
    assert shield_of(one).blocked == {other.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", list(Visibility))
def test_neither_sees_the_others_notes_and_unblocking_shows_what_is_public(visibility: str) -> None:
    author, reader = person(), person()
    follow(reader, author, at=NOON)
    note(author, visibility=visibility)
    block(author, reader, at=NOON)
    assert not Note.objects.visible_to(reader).exists()
    unblock(author, reader)
    assert Note.objects.visible_to(reader).exists() == (visibility == Visibility.PUBLIC)


@pytest.mark.django_db
def test_neither_sees_the_others_comments_and_others_see_both() -> None:
    one, other, third = person(), person(), person()
    written = note()
    for author in (one, other):
        write_comment(written, author, "Good bread.", at=NOON)
    block(one, other, at=NOON)
    seen = [[c.author_id for c in Comment.objects.visible_to(reader).order_by("pk")] for reader in (one, other, third)]
    assert seen == [[one.pk], [other.pk], [one.pk, other.pk]]


@pytest.mark.django_db
def test_nobody_answers_the_comment_of_somebody_they_share_a_block_with() -> None:
    one, other = person(), person()
    written = note()
    said = write_comment(written, one, "Good bread.", at=NOON)
    block(one, other, at=NOON)
    with pytest.raises(CommentRefused):
        write_comment(written, other, "No.", at=NOON, parent=said)
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_a_block_and_its_end_are_announced_once_after_commit(django_capture_on_commit_callbacks) -> None:
    heard: list[tuple[str, int, int]] = []

    def hear_block(blocker_id: int, blocked_id: int, **_: object) -> None:
        heard.append(("block", blocker_id, blocked_id))

    def hear_unblock(blocker_id: int, blocked_id: int, **_: object) -> None:
        heard.append(("unblock", blocker_id, blocked_id))

    person_blocked.connect(hear_block)
    person_unblocked.connect(hear_unblock)
    one, other = person(), person()
    with django_capture_on_commit_callbacks(execute=True):
        block(one, other, at=NOON)
        block(one, other, at=NOON)
        assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        unblock(one, other)
    assert heard == [("block", one.pk, other.pk), ("unblock", one.pk, other.pk)]
    person_blocked.disconnect(hear_block)
    person_unblocked.disconnect(hear_unblock)


@pytest.mark.django_db
def test_a_reader_nobody_ever_kept_away_costs_no_question(django_assert_num_queries) -> None:
    reader = person()
    with django_assert_num_queries(0):
        assert shield_of(reader).hidden == frozenset()


@pytest.mark.django_db
def test_a_shield_is_read_once_and_then_out_of_the_cache(django_assert_num_queries) -> None:
    one, other = person(), person()
    block(one, other, at=NOON)
    with django_assert_num_queries(1):
        shield_of(one)
    later = User.objects.get(pk=one.pk)
    with django_assert_num_queries(0):
        assert shield_of(later).blocked == {other.pk}


@pytest.mark.django_db
def test_a_shield_kept_before_a_block_is_not_used_after_it() -> None:
    one, other, third = person(), person(), person()
    block(one, other, at=NOON)
    assert shield_of(User.objects.get(pk=third.pk)).blocked == frozenset()
    assert shield_of(User.objects.get(pk=one.pk)).blocked == {other.pk}
    block(third, one, at=NOON)
    assert shield_of(User.objects.get(pk=one.pk)).blocked == {other.pk, third.pk}
    assert shield_of(User.objects.get(pk=third.pk)).blocked == {one.pk}


@pytest.mark.django_db(transaction=True)
def test_a_follow_at_the_same_moment_as_a_block_does_not_outlive_it() -> None:
    for _ in range(10):
        author, reader = person(), person()
        at_once([partial(block, author, reader, at=NOON), partial(follow, reader, author, at=NOON)])
        assert (Block.objects.filter(blocker=author).count(), Follow.objects.filter(followed=author).count()) == (1, 0)
        assert (_counts(author), _counts(reader)) == ((0, 0), (0, 0))


@pytest.mark.django_db(transaction=True)
def test_a_follow_that_looks_without_the_lock_outlives_a_block() -> None:
    author, reader = person(), person()
    has_looked, is_blocked = threading.Event(), threading.Event()

    def follow_unguarded() -> None:
        with transaction.atomic():
            assert not is_blocked_between(reader.pk, author.pk)
            has_looked.set()
            is_blocked.wait(10)
            Follow.objects.create(follower=reader, followed=author)

    def block_meanwhile() -> None:
        has_looked.wait(10)
        block(author, reader, at=NOON)
        is_blocked.set()

    assert at_once([follow_unguarded, block_meanwhile]) == [None, None]
    assert Follow.objects.filter(follower=reader, followed=author).exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_block_each_other_at_once_do_not_lock_each_other_out() -> None:
    for _ in range(10):
        one, other = person(), person()
        answers = at_once([partial(block, one, other, at=NOON), partial(block, other, one, at=NOON)])
        assert answers == [True, True]
