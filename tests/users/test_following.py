"""Following: who may, what is counted, and that many hands at once count right."""

import threading
from functools import partial

import pytest
from django.db import OperationalError, transaction
from django.db.models import F

from tests.factories import NOON, person
from tests.users.at_once import at_once
from users.events import person_followed
from users.following import CannotFollow, follow, followed_among, unfollow
from users.models import Follow, GrowthEntry, User


def _counts(who: User) -> tuple[int, int]:
    who.refresh_from_db()
    return who.followers_count, who.following_count


@pytest.mark.django_db
def test_a_follow_counts_on_both_sides_and_grows_the_follower() -> None:
    reader, author = person(), person()
    assert follow(reader, author, at=NOON)
    assert (_counts(reader), _counts(author)) == ((0, 1), (1, 0))
    assert GrowthEntry.objects.get(person=reader).source == f"person:{author.public_id}"


@pytest.mark.django_db
def test_a_second_follow_changes_nothing() -> None:
    reader, author = person(), person()
    follow(reader, author, at=NOON)
    assert not follow(reader, author, at=NOON)
    assert (_counts(reader), _counts(author)) == ((0, 1), (1, 0))


@pytest.mark.django_db
def test_unfollowing_takes_the_counts_back_but_not_the_line_in_the_ledger() -> None:
    reader, author = person(), person()
    follow(reader, author, at=NOON)
    assert unfollow(reader, author)
    assert not unfollow(reader, author)
    assert (_counts(reader), _counts(author)) == ((0, 0), (0, 0))
    assert GrowthEntry.objects.filter(person=reader).count() == 1


@pytest.mark.django_db
def test_nobody_follows_themselves() -> None:
    reader = person()
    with pytest.raises(CannotFollow):
        follow(reader, reader, at=NOON)
    assert _counts(reader) == (0, 0)


@pytest.mark.django_db
def test_an_inactive_account_cannot_be_followed() -> None:
    reader, gone = person(), person(is_active=False)
    with pytest.raises(CannotFollow):
        follow(reader, gone, at=NOON)
    assert not Follow.objects.exists()


@pytest.mark.django_db
def test_a_follow_is_announced_once_after_commit(django_capture_on_commit_callbacks) -> None:
    heard: list[tuple[int, int]] = []

    def hear(follower_id: int, followed_id: int, **_: object) -> None:
        heard.append((follower_id, followed_id))

    person_followed.connect(hear)
    reader, author = person(), person()
    with django_capture_on_commit_callbacks(execute=True):
        follow(reader, author, at=NOON)
        follow(reader, author, at=NOON)
        assert heard == []
    assert heard == [(reader.pk, author.pk)]
    person_followed.disconnect(hear)


@pytest.mark.django_db
def test_whom_a_reader_follows_among_many_is_one_question(django_assert_num_queries) -> None:
    reader, first, second = person(), person(), person()
    follow(reader, first, at=NOON)
    with django_assert_num_queries(1):
        assert followed_among(reader, [first, second]) == {first.pk}
    with django_assert_num_queries(0):
        assert followed_among(reader, []) == set()


@pytest.mark.django_db(transaction=True)
def test_six_readers_following_at_once_are_all_counted() -> None:
    author, readers = person(), [person() for _ in range(6)]
    answers = at_once([partial(follow, reader, author, at=NOON) for reader in readers])
    assert answers == [True] * 6
    assert _counts(author) == (6, 0)


@pytest.mark.django_db(transaction=True)
def test_one_reader_pressing_six_times_at_once_counts_once() -> None:
    author, reader = person(), person()
    answers = at_once([partial(follow, reader, author, at=NOON)] * 6)
    assert sorted(map(str, answers)) == ["False"] * 5 + ["True"]
    assert (_counts(author), _counts(reader)) == ((1, 0), (0, 1))


@pytest.mark.django_db(transaction=True)
def test_a_count_that_is_read_and_written_back_loses_follows() -> None:
    author = person()
    both_read = threading.Barrier(2, timeout=60)

    def read_add_save() -> None:
        mine = User.objects.get(pk=author.pk)
        both_read.wait(10)
        mine.followers_count += 1
        mine.save(update_fields=["followers_count"])

    assert at_once([read_add_save] * 2) == [None, None]
    assert _counts(author) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_people_who_follow_each_other_at_once_do_not_lock_each_other_out() -> None:
    for _ in range(10):
        one, other = person(), person()
        answers = at_once([partial(follow, one, other, at=NOON), partial(follow, other, one, at=NOON)])
        assert answers == [True, True]
        assert (_counts(one), _counts(other)) == ((1, 1), (1, 1))


@pytest.mark.django_db(transaction=True)
def test_counting_without_a_fixed_order_locks_two_people_out() -> None:
    one, other = person(), person()
    first_is_held = threading.Barrier(2, timeout=60)

    def count(mine: User, theirs: User) -> None:
        with transaction.atomic():
            User.objects.filter(pk=mine.pk).update(following_count=F("following_count") + 1)
            first_is_held.wait(10)
            User.objects.filter(pk=theirs.pk).update(followers_count=F("followers_count") + 1)

    answers = at_once([partial(count, one, other), partial(count, other, one)])
    assert [type(answer) for answer in answers if answer is not None] == [OperationalError]
