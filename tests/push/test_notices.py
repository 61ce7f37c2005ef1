"""What people do stands in the inbox of whom it concerns: grouped, true after undoing, and never one's own deed."""

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.celery import app
from notes import comments, engagement, publishing
from notes.models import Like, Note
from push import inbox, notices
from push.kinds import KINDS, Words
from push.models import InboxItem, Kind, PushSettings
from push.unread import count_unread
from tests.factories import NOON, note, person
from users import following
from users.events import level_changed
from users.models import User

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_kept_figures() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks run where they are called."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


def like(what: Note, *people: User, kind: str = "like") -> None:
    """Each likes the note, a minute after the one before, and the inbox is told."""
    for number, who in enumerate(people):
        engagement.react(what, who, kind, at=NOON + number * MINUTE)
        notices.settle_reaction(what.pk, who.pk, kind)


def unlike(what: Note, who: User) -> None:
    engagement.unreact(what, who, "like")
    notices.settle_reaction(what.pk, who.pk, "like")


def say(what: Note, who: User, minute: int = 0, **facts: object) -> comments.Comment:
    said = comments.write_comment(what, who, "How long did it take?", at=NOON + minute * MINUTE, **facts)
    notices.settle_comment(said.pk)
    return said


def unsay(said: comments.Comment) -> None:
    comments.remove_comment(said, at=NOON + 60 * MINUTE)
    notices.settle_comment(said.pk)


def lines(reader: User) -> list[tuple[str, int]]:
    rows = InboxItem.objects.filter(reader=reader).order_by("-happened_at", "-pk")
    return list(rows.values_list("kind", "count"))


def test_likes_of_one_day_are_one_line_that_names_the_last_person() -> None:
    bread = note()
    first, second, third = person(), person(), person()
    like(bread, first, second, third)
    item = InboxItem.objects.get(reader=bread.author)
    assert (item.kind, item.count, item.actor, item.happened_at) == (Kind.LIKE, 3, third, NOON + 2 * MINUTE)


def test_likes_of_two_local_days_are_two_lines() -> None:
    """23:30 in Shanghai and half past midnight: an hour apart and two days."""
    bread = note(person(time_zone="Asia/Shanghai"))
    for number, who in enumerate((person(), person())):
        engagement.react(bread, who, "like", at=NOON.replace(hour=15, minute=30) + number * 60 * MINUTE)
        notices.settle_reaction(bread.pk, who.pk, "like")
    assert lines(bread.author) == [("like", 1), ("like", 1)]


def test_likes_and_collects_are_told_apart() -> None:
    bread, ana = note(), person()
    like(bread, ana)
    like(bread, ana, kind="collect")
    assert sorted(lines(bread.author)) == [("collect", 1), ("like", 1)]


def test_ones_own_deeds_are_not_told() -> None:
    bread = note()
    like(bread, bread.author)
    say(bread, bread.author)
    assert lines(bread.author) == []


def test_telling_twice_counts_once() -> None:
    bread, ana = note(), person()
    like(bread, ana)
    notices.settle_reaction(bread.pk, ana.pk, "like")
    assert lines(bread.author) == [("like", 1)]


def test_a_like_taken_back_leaves_the_line_with_the_others() -> None:
    bread, ana, mina = note(), person(), person()
    like(bread, ana, mina)
    unlike(bread, mina)
    item = InboxItem.objects.get(reader=bread.author)
    assert (item.count, item.actor) == (1, ana)


def test_the_last_like_taken_back_takes_the_line_away() -> None:
    bread, ana = note(), person()
    like(bread, ana)
    unlike(bread, ana)
    assert lines(bread.author) == []


def test_a_like_that_was_undone_before_it_was_told_is_not_told() -> None:
    """The two tasks ran in the other order than the deeds."""
    bread, ana = note(), person()
    engagement.react(bread, ana, "like", at=NOON)
    engagement.unreact(bread, ana, "like")
    notices.settle_reaction(bread.pk, ana.pk, "like")
    notices.settle_reaction(bread.pk, ana.pk, "like")
    assert lines(bread.author) == []


def test_a_read_line_is_unread_again_when_somebody_joins_it() -> None:
    bread = note()
    like(bread, person())
    inbox.mark_all_read(bread.author, at=NOON)
    assert count_unread(bread.author.pk).total == 0
    like(bread, person())
    assert count_unread(bread.author.pk).total == 1


def test_followers_of_a_day_are_one_line() -> None:
    mina = person()
    for number in range(3):
        follower = person()
        following.follow(follower, mina, at=NOON + number * MINUTE)
        notices.settle_follow(follower.pk, mina.pk)
    assert lines(mina) == [("follower", 3)]


def test_somebody_who_stops_following_is_taken_out() -> None:
    mina, ana = person(), person()
    following.follow(ana, mina, at=NOON)
    notices.settle_follow(ana.pk, mina.pk)
    following.unfollow(ana, mina)
    notices.settle_follow(ana.pk, mina.pk)
    assert lines(mina) == []


def test_a_comment_is_told_to_the_author_with_its_words() -> None:
    bread, ana = note(), person()
    said = say(bread, ana)
    item = InboxItem.objects.get(reader=bread.author)
    assert (item.kind, item.actor, item.comment) == (Kind.COMMENT, ana, said)


def test_two_comments_of_one_person_count_as_one_person() -> None:
    bread, ana = note(), person()
    say(bread, ana)
    last = say(bread, ana, 1)
    item = InboxItem.objects.get(reader=bread.author)
    assert (item.count, item.comment) == (1, last)


def test_removing_one_of_two_comments_shows_the_other_one() -> None:
    bread, ana = note(), person()
    first, last = say(bread, ana), say(bread, ana, 1)
    unsay(last)
    assert InboxItem.objects.get(reader=bread.author).comment == first
    unsay(first)
    assert lines(bread.author) == []


def test_an_answer_is_told_to_whom_it_answers_and_to_the_author() -> None:
    bread, ana, mina = note(), person(), person()
    asked = say(bread, ana)
    say(bread, mina, 1, parent=asked)
    assert lines(ana) == [("reply", 1)]
    assert lines(bread.author) == [("comment", 2)]


def test_an_author_who_is_answered_is_told_once() -> None:
    bread, ana = note(), person()
    asked = say(bread, bread.author)
    say(bread, ana, 1, parent=asked)
    assert lines(bread.author) == [("reply", 1)]


def test_a_removed_comment_takes_its_answers_along() -> None:
    bread, ana, mina = note(), person(), person()
    asked = say(bread, ana)
    say(bread, mina, 1, parent=asked)
    unsay(asked)
    assert (lines(ana), lines(bread.author)) == ([], [])


def test_a_level_is_told_once() -> None:
    ana = person()
    for _ in range(2):
        notices.settle_level(ana.pk, 2, at=NOON)
    notices.settle_level(ana.pk, 2, at=NOON + timedelta(days=3))
    item = InboxItem.objects.get(reader=ana)
    assert (item.kind, item.facts) == (Kind.LEVEL, {"level": 2})


def test_a_refusal_is_told_whatever_the_author_muted() -> None:
    author = person()
    PushSettings.objects.create(reader=author, muted_kinds=[kind.value for kind in Kind])
    sent = note(author, state="submitted", published_at=None)
    publishing.refuse(sent, reason="Advertising.", at=NOON)
    notices.settle_refusal(sent.pk, at=NOON)
    assert lines(author) == [("refused", 1)]


def test_a_note_that_waits_for_a_person_is_told_and_the_line_says_when_it_no_longer_does() -> None:
    author = person()
    sent = note(author, state="submitted", published_at=None)
    notices.settle_hold(sent.pk, at=NOON)
    assert lines(author) == []
    publishing.hold(sent, reason="A person looks at it.", at=NOON)
    for _ in range(2):
        notices.settle_hold(sent.pk, at=NOON)
    assert lines(author) == [("held", 1)]
    item = InboxItem.objects.get(reader=author)
    said = KINDS[Kind.HELD].sentence
    assert said(Words(item, sent)) == "Your note waits until a person has looked at it. Open it to read why."
    publishing.go_live(sent, at=NOON)
    assert said(Words(item, sent)) == "A person was to look at your note. It no longer waits."


def test_a_muted_kind_is_not_told_and_the_others_are() -> None:
    bread = note()
    PushSettings.objects.create(reader=bread.author, muted_kinds=["like"])
    like(bread, person())
    say(bread, person())
    assert lines(bread.author) == [("comment", 1)]


def test_a_deleted_note_takes_its_lines_along() -> None:
    bread = note(person(notes_count=1))
    like(bread, person())
    author = bread.author
    publishing.delete(bread, at=NOON)
    assert lines(author) == []


def test_every_deed_reaches_the_inbox_through_its_event(
    at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mina, ana = person(), person()
    bread, sent = note(mina), note(mina, state="submitted", published_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        engagement.react(bread, ana, "like", at=NOON)
        engagement.react(bread, ana, "collect", at=NOON)
        engagement.share(bread, ana, at=NOON)
        comments.write_comment(bread, ana, "Lovely.", at=NOON, key=uuid.uuid4())
        following.follow(ana, mina, at=NOON)
        publishing.refuse(sent, reason="Advertising.", at=NOON)
    level_changed.send(None, person_id=mina.pk, level=4)
    told = InboxItem.objects.filter(reader=mina).values_list("kind", flat=True)
    assert sorted(told) == ["collect", "comment", "follower", "level", "like", "refused"]


@pytest.mark.django_db(transaction=True)
def test_likes_told_by_many_workers_at_once_are_one_line_with_everybody_in_it() -> None:
    bread = note()
    people = [person() for _ in range(6)]
    for who in people:
        Like.objects.create(note=bread, person=who, created_at=NOON)
    barrier = threading.Barrier(len(people), timeout=60)

    def tell(who: User) -> None:
        try:
            barrier.wait()
            notices.settle_reaction(bread.pk, who.pk, "like")
        finally:
            connection.close()

    threads = [threading.Thread(target=tell, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lines(bread.author) == [("like", 6)]
