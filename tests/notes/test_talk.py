"""Likes of comments, the one put first, pictures, who may write and how much; also when many hands act at once."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.media import rendition_name, rendition_url, store_of
from notes import comments
from notes.appreciation import CannotPin, like_comment, pin_comment, unlike_comment, unpin_comment
from notes.comments import CommentRefused, Saying, TooManyComments, next_comment_at, remove_comment, say, write_comment
from notes.events import person_mentioned
from notes.models import Comment, CommentLike, Note, Picture
from notes.threads import FIRST_REPLIES, REPLIES, comment_page, replies_after
from tests.factories import NOON, note, person
from tests.users.at_once import at_once
from users.models import User

pytestmark = pytest.mark.django_db
HANDS = 8
MINUTE = timedelta(minutes=1)


def said(under: Note, body: str = "Well said.", **facts: object) -> Comment:
    return write_comment(under, facts.pop("author", None) or person(), body, at=facts.pop("at", NOON), **facts)


def likes_of(comment: Comment) -> tuple[int, int, int]:
    row = Comment.objects.get(pk=comment.pk)
    return row.like_count, row.heat, CommentLike.objects.filter(comment=comment).count()


def picture_of(owner: User, **facts: object) -> Picture:
    given = {"state": Picture.State.READY, "stem": "p/ab/cd", "width": 360, "height": 480} | facts
    return Picture.objects.create(owner=owner, **given)


def test_a_comment_is_liked_once_and_the_like_can_be_taken_back() -> None:
    comment, reader = said(note()), person()
    assert (like_comment(comment, reader, at=NOON), like_comment(comment, reader, at=NOON)) == (True, False)
    assert likes_of(comment) == (1, 1, 1)
    assert (unlike_comment(comment, reader), unlike_comment(comment, reader)) == (True, False)
    assert likes_of(comment) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_many_people_liking_a_comment_at_once_are_counted_exactly() -> None:
    comment = said(note())
    readers = [person() for _ in range(HANDS)]
    answers = at_once([lambda r=r: like_comment(Comment.objects.get(pk=comment.pk), r, at=NOON) for r in readers])
    assert answers == [True] * HANDS
    assert likes_of(comment) == (HANDS, HANDS, HANDS)


@pytest.mark.django_db(transaction=True)
def test_one_person_pressing_many_times_at_once_likes_once() -> None:
    comment, reader = said(note()), person()
    answers = at_once([lambda: like_comment(Comment.objects.get(pk=comment.pk), reader, at=NOON)] * HANDS)
    assert answers.count(True) == 1
    assert likes_of(comment) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_reading_adding_and_saving_loses_likes() -> None:
    """The twin: the same hands without F()."""
    comment = said(note())
    everybody_read = threading.Barrier(4, timeout=60)

    def careless() -> None:
        row = Comment.objects.get(pk=comment.pk)
        everybody_read.wait(10)
        row.like_count += 1
        row.save(update_fields=["like_count"])

    at_once([careless] * 4)
    assert Comment.objects.get().like_count == 1


def test_answers_and_likes_make_a_comment_hot() -> None:
    written = note()
    liked, answered, quiet = (said(written, body) for body in ("liked", "answered", "quiet"))
    for _ in range(2):
        like_comment(liked, person(), at=NOON)
    said(written, "an answer", parent=answered)
    page = comment_page(written, person(), {"sort": "hot"})
    assert [entry.comment.pk for entry in page.entries] == [liked.pk, answered.pk, quiet.pk]


def test_the_comment_put_first_stands_before_all_others_once() -> None:
    written = note()
    first, *others = [said(written, f"number {n}") for n in range(12)]
    pin_comment(first, at=NOON)
    page = comment_page(written, person(), {"sort": "new"})
    assert page.entries[0].comment.pk == first.pk
    shown = [entry.comment.pk for entry in page.entries]
    following = comment_page(written, person(), {"sort": "new", "after": page.cursor})
    assert sorted([*shown, *(entry.comment.pk for entry in following.entries)]) == [first.pk, *(o.pk for o in others)]


def test_one_comment_stands_first_and_the_next_takes_its_place() -> None:
    written = note()
    one, two = said(written), said(written)
    pin_comment(one, at=NOON)
    pin_comment(two, at=NOON)
    assert list(Comment.objects.filter(pinned_at__isnull=False)) == [two]
    assert (unpin_comment(two), unpin_comment(two)) == (True, False)


def test_answers_and_comments_that_are_gone_are_not_put_first() -> None:
    written = note()
    top = said(written)
    reply, gone = said(written, parent=top), said(written)
    remove_comment(gone, at=NOON)
    pin_comment(top, at=NOON)
    for comment in (reply, gone):
        with pytest.raises(CannotPin):
            pin_comment(comment, at=NOON)
    assert list(Comment.objects.filter(pinned_at__isnull=False)) == [top]
    remove_comment(top, at=NOON)
    assert not Comment.objects.filter(pinned_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_two_comments_put_first_at_once_leave_one() -> None:
    written = note()
    tops = [said(written) for _ in range(6)]
    answers = at_once([lambda t=top: pin_comment(t, at=NOON) for top in tops])
    assert answers == [None] * 6
    assert Comment.objects.filter(pinned_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_comment_put_first_meets_the_constraint() -> None:
    """The twin: what hands do that take the old one away before either puts their own."""
    written = note()
    first, second = (said(written) for _ in range(2))
    Comment.objects.filter(pk=first.pk).update(pinned_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=second.pk).update(pinned_at=NOON)
    assert Comment.objects.get(pinned_at__isnull=False) == first


def test_pictures_in_comments_open_at_level_three() -> None:
    written = note()
    for level in (0, 2):
        author = person(level=level)
        with pytest.raises(CommentRefused, match="level 3"):
            say(written, author, Saying("Look", picture=picture_of(author)), at=NOON)
    assert (Comment.objects.count(), Picture.objects.loose().count()) == (0, 2)


def test_a_comment_takes_its_picture_with_its_description_and_gives_it_back() -> None:
    written, author = note(), person(level=3)
    picture = picture_of(author)
    comment = say(written, author, Saying("", picture=picture, alt=" A loaf. "), at=NOON)
    picture.refresh_from_db()
    assert (picture.comment, picture.alt, Picture.objects.loose().count()) == (comment, "A loaf.", 0)
    entry = comment_page(written, author, {}).entries[0]
    assert (entry.picture is not None and entry.picture.alt, entry.picture_state) == ("A loaf.", "")
    remove_comment(comment, at=NOON)
    picture.refresh_from_db()
    assert (picture.comment, picture.loose_since) == (None, NOON)


def test_nobody_takes_a_picture_that_is_somebody_elses_or_stands_elsewhere() -> None:
    written, author = note(), person(level=3)
    used = picture_of(author)
    say(written, author, Saying("First", picture=used), at=NOON)
    for picture in (picture_of(person(level=3)), used, picture_of(author, note=note(author))):
        with pytest.raises(CommentRefused):
            say(written, author, Saying("Second", picture=picture), at=NOON)
    assert (Comment.objects.count(), Note.objects.get(pk=written.pk).comment_count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_picture_in_two_comments_sent_at_once_stands_in_one() -> None:
    written, author = note(), person(level=3)
    picture = picture_of(author)
    answers = at_once([lambda: say(written, author, Saying("Look", picture=picture), at=NOON)] * 4)
    assert sum(isinstance(answer, CommentRefused) for answer in answers) == 3
    assert (Comment.objects.count(), Note.objects.get(pk=written.pk).comment_count) == (1, 1)


def test_a_picture_being_prepared_shows_to_nobody_yet() -> None:
    written, author = note(), person(level=3)
    say(written, author, Saying("Look", picture=picture_of(author, state=Picture.State.WAITING, stem="")), at=NOON)
    entry = comment_page(written, person(), {}).entries[0]
    assert (entry.picture, entry.picture_state) == (None, "waiting")


def test_an_hours_comments_are_counted_by_level_and_the_refusal_tells_when_it_ends() -> None:
    written, author = note(), person(level=0)
    for number in range(15):
        said(written, f"number {number}", author=author, at=NOON + number * MINUTE)
    later = NOON + 30 * MINUTE
    assert next_comment_at(author, at=later) == NOON + 60 * MINUTE
    with pytest.raises(TooManyComments, match=r"15 comments an hour.*at 13:00\."):
        said(written, author=author, at=later)
    assert Comment.objects.count() == 15
    assert next_comment_at(author, at=NOON + 60 * MINUTE) is None
    said(written, author=author, at=NOON + 60 * MINUTE)
    assert next_comment_at(person(level=1), at=later) is None


def test_the_same_key_is_no_second_comment_even_where_the_hour_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "comments_an_hour", lambda _author: 1)
    written, author, key = note(), person(), uuid.uuid4()
    first = said(written, author=author, key=key)
    assert said(written, author=author, key=key) == first


@pytest.mark.django_db(transaction=True)
def test_an_hour_is_not_overrun_by_hands_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "comments_an_hour", lambda _author: 2)
    written, author = note(), person()
    answers = at_once([lambda: said(written, author=author)] * 6)
    assert sum(isinstance(answer, TooManyComments) for answer in answers) == 4
    assert Comment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_a_line_the_hour_is_overrun(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: both look before either has written."""
    together = threading.Barrier(2, timeout=60)
    monkeypatch.setattr(comments, "comments_an_hour", lambda _author: 1)
    monkeypatch.setattr(comments, "stand_in_line", lambda _name: None)
    monkeypatch.setattr(comments, "_thread_to_join", lambda *_: (together.wait(10), None)[1])
    written, author = note(), person()
    at_once([lambda: said(written, author=author)] * 2)
    assert Comment.objects.count() == 2


def test_the_first_replies_stand_under_a_comment_and_the_others_are_a_step_away() -> None:
    written = note()
    top, quiet = said(written), said(written)
    replies = [said(written, f"reply {n}", parent=top) for n in range(FIRST_REPLIES + REPLIES + 2)]
    said(written, "one", parent=quiet)
    loud, other = comment_page(written, person(), {}).entries
    seen = [entry.comment.pk for entry in loud.replies]
    assert (len(seen), other.replies_after) == (FIRST_REPLIES, 0)
    more = replies_after(top, person(), str(loud.replies_after))
    seen += [entry.comment.pk for entry in more.replies]
    last = replies_after(top, person(), str(more.replies_after))
    seen += [entry.comment.pk for entry in last.replies]
    assert (seen, last.replies_after) == ([reply.pk for reply in replies], 0)


def test_without_javascript_a_thread_goes_on_at_its_own_address() -> None:
    written = note()
    top = said(written)
    replies = [said(written, f"reply {n}", parent=top) for n in range(5)]
    query = {"comment": top.public_id, "replies": str(replies[2].pk)}
    entry = comment_page(written, person(), query).entries[0]
    assert ([one.comment.pk for one in entry.replies], entry.has_earlier) == ([r.pk for r in replies[3:]], True)


def test_a_deep_link_to_a_late_reply_shows_it_with_what_was_said_before() -> None:
    written = note()
    top = said(written)
    replies = [said(written, f"reply {n}", parent=top) for n in range(60)]
    entry = comment_page(written, person(), {"comment": replies[50].public_id}).entries[0]
    shown = [one.comment.pk for one in entry.replies]
    assert shown == [reply.pk for reply in replies[47:60]]
    assert [one.comment.pk for one in entry.replies if one.is_marked] == [replies[50].pk]
    assert (entry.has_earlier, entry.replies_after) == (True, 0)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "１", "1e3", ""])
def test_a_key_nobody_made_starts_a_thread_at_its_beginning(after: str) -> None:
    written = note()
    top = said(written)
    reply = said(written, parent=top)
    assert [entry.comment.pk for entry in replies_after(top, person(), after).replies] == [reply.pk]


def test_a_page_of_comments_asks_no_more_for_many_than_for_few() -> None:
    counts = []
    reader = person()
    for tops, replies in ((1, 1), (10, 6)):
        written = note()
        for _ in range(tops):
            top = said(written)
            for _ in range(replies):
                like_comment(said(written, parent=top), reader, at=NOON)
        with CaptureQueriesContext(connection) as captured:
            comment_page(written, reader, {})
        counts.append(len(captured))
    assert counts == [4, 4]


def test_whoever_a_comment_names_is_announced_when_it_comes_and_when_it_goes(
    django_capture_on_commit_callbacks,
) -> None:
    heard: list[tuple[int, int]] = []

    def hear(person_id: int, comment_id: int, **_: object) -> None:
        heard.append((person_id, comment_id))

    person_mentioned.connect(hear)
    mina = person("mina_reads")
    person("gone_one")
    with django_capture_on_commit_callbacks(execute=True):
        comment = said(note(), "谢谢@mina_reads and @Mina_Reads and @nobody_here")
        remove_comment(comment, at=NOON)
    assert heard == [(mina.pk, comment.pk)] * 2


def test_the_pages_behind_a_deep_link_hold_each_comment_once() -> None:
    written, author = note(), person(level=4)
    tops = [said(written, f"number {n}", author=author) for n in range(28)]
    seen, cursor = [], ""
    for _ in range(3):
        page = comment_page(written, person(), {"sort": "new", "comment": tops[2].public_id, "after": cursor})
        seen += [entry.comment.pk for entry in page.entries]
        cursor = page.cursor
    assert (seen[0], sorted(seen), cursor) == (tops[2].pk, [top.pk for top in tops], "")


def test_the_file_of_a_comments_picture_is_for_whoever_sees_the_comment() -> None:
    author, fan = person(level=3), person()
    written = note(author)
    picture = picture_of(author, stem="g/p/ab/loaf")
    store_of(picture.stem).save(rendition_name(picture.stem, 360), ContentFile(b"a loaf"))
    comment = say(written, author, Saying("Look", picture=picture), at=NOON)
    address = rendition_url(picture.stem, 360)

    def codes() -> list[int]:
        found = []
        for reader in (None, fan, author):
            browser = Client()
            if reader is not None:
                browser.force_login(reader)
            found.append(browser.get(address).status_code)
        return found

    assert codes() == [200, 200, 200]
    Note.objects.filter(pk=written.pk).update(visibility="private")
    assert codes() == [404, 404, 200]
    Note.objects.filter(pk=written.pk).update(visibility="public")
    remove_comment(comment, at=NOON)
    assert codes() == [404, 404, 200]
