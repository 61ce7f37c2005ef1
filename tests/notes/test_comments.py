"""Comments: two levels, once per key, exact counters, and what readers see of them."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.urls import reverse

from notes.comments import CommentRefused, remove_comment, write_comment
from notes.events import comment_removed, comment_written
from notes.models import Comment, Note
from notes.publishing import delete
from notes.queues import NoteGone
from notes.threads import PAGE, comment_page
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def counted(written: Note) -> int:
    return Note.objects.get(pk=written.pk).comment_count


def say(written: Note, body: str = "Well said.", **facts) -> Comment:
    author = facts.pop("author", None) or person()
    return write_comment(written, author, body, at=facts.pop("at", NOON), **facts)


def shown(written: Note, **query: str) -> list[str]:
    return [entry.comment.body for entry in comment_page(written, VISITOR, query).entries]


def test_a_comment_is_kept_cleaned_and_counted():
    written = note()
    said = say(written, "  Well\r\nsaid.\x00 ")
    assert (said.body, said.created_at, said.parent_id, counted(written)) == ("Well\nsaid.", NOON, None, 1)


def test_a_reply_to_a_reply_joins_the_same_thread():
    written = note()
    top = say(written)
    reply = say(written, parent=top)
    deeper = say(written, parent=reply)
    assert (reply.parent_id, deeper.parent_id) == (top.pk, top.pk)
    assert (Comment.objects.get(pk=top.pk).reply_count, counted(written)) == (2, 3)


def test_the_same_key_makes_one_comment_counted_once():
    written, author, key = note(), person(), uuid.uuid4()
    first = say(written, author=author, key=key)
    second = say(written, "Pressed again", author=author, key=key)
    assert second.pk == first.pk
    assert (counted(written), Comment.objects.get().body) == (1, "Well said.")


@pytest.mark.django_db(transaction=True)
def test_the_same_comment_sent_by_many_hands_at_once_is_one():
    written, author, key = note(), person(), uuid.uuid4()
    together = Barrier(6, timeout=60)

    def hand(_: int) -> int:
        together.wait()
        try:
            return say(Note.objects.get(pk=written.pk), author=author, key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(hand, range(6)))) == 1
    assert (counted(written), Comment.objects.count()) == (1, 1)


@pytest.mark.parametrize("body", ["", "   ", "\x00\n", "x" * 501, "👨‍👩‍👧‍👦" * 501, "a" + "\u0323" * 5000])
def test_an_empty_or_endless_comment_is_refused_and_counts_nothing(body: str):
    written = note()
    with pytest.raises(CommentRefused):
        say(written, body)
    assert (counted(written), Comment.objects.count()) == (0, 0)


@pytest.mark.parametrize("body", ["x" * 500, "面" * 500, "👨‍👩‍👧‍👦" * 500])
def test_five_hundred_characters_of_any_kind_are_taken(body: str):
    assert say(note(), body).body == body


def test_nobody_answers_a_comment_of_another_note_or_one_that_is_gone():
    written, elsewhere = note(), say(note())
    gone = say(written)
    remove_comment(gone, at=NOON)
    gone.refresh_from_db()
    for parent in (elsewhere, gone):
        with pytest.raises(CommentRefused):
            say(written, parent=parent)
    assert counted(written) == 0


def test_a_comment_under_a_note_deleted_meanwhile_is_refused_as_a_note_that_is_not_there():
    written, reader = note(person(notes_count=1)), person()
    in_hand = Note.objects.get(pk=written.pk)
    delete(written, at=NOON)
    with pytest.raises(NoteGone):
        write_comment(in_hand, reader, "Too late.", at=NOON)
    assert (Comment.objects.count(), reader.growth.count()) == (0, 0)


def test_a_comment_grows_its_author_once_a_note():
    written, author = note(), person()
    say(written, author=author)
    say(written, "More", author=author)
    assert list(author.growth.values_list("reason", "source")) == [("commented", written.source)]


def test_taking_a_thread_back_takes_its_replies_and_counts_each_once():
    written = note()
    top, other = say(written), say(written)
    replies = [say(written, parent=top) for _ in range(3)]
    remove_comment(replies[0], at=NOON)
    assert remove_comment(top, at=NOON) is True
    assert remove_comment(top, at=NOON) is False
    assert counted(written) == 1
    assert list(Comment.objects.standing()) == [other]


def test_taking_a_reply_back_lowers_the_count_of_its_thread():
    written = note()
    top = say(written)
    reply = say(written, parent=top)
    assert remove_comment(reply, at=NOON) is True
    assert remove_comment(reply, at=NOON) is False
    assert (Comment.objects.get(pk=top.pk).reply_count, counted(written)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_thread_and_its_reply_taken_back_at_once_leave_an_exact_count():
    written = note()
    top = say(written)
    gone = [top, *(say(written, parent=top) for _ in range(5))]
    together = Barrier(len(gone), timeout=60)

    def hand(comment: Comment) -> bool:
        together.wait()
        try:
            return remove_comment(comment, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(gone)) as pool:
        list(pool.map(hand, gone))
    assert (counted(written), Comment.objects.standing().count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_answers_to_a_thread_that_is_taken_back_at_once_leave_an_exact_count():
    written = note()
    top = say(written)
    authors = [person() for _ in range(6)]
    together = Barrier(7, timeout=60)

    def hand(number: int) -> None:
        together.wait()
        try:
            if number == 6:
                remove_comment(Comment.objects.get(pk=top.pk), at=NOON)
            else:
                say(written, author=authors[number], parent=top)
        except CommentRefused:
            return
        finally:
            connection.close()

    with ThreadPoolExecutor(7) as pool:
        list(pool.map(hand, range(7)))
    assert (counted(written), Comment.objects.standing().count()) == (0, 0)


def test_comments_are_announced_once(django_capture_on_commit_callbacks):
    heard = []

    def wrote(sender, **facts):
        heard.append(("written", facts["comment_id"], facts["note_id"], facts["person_id"]))

    def removed(sender, **facts):
        heard.append(("removed", facts["comment_id"], facts["note_id"]))

    comment_written.connect(wrote)
    comment_removed.connect(removed)
    written, author, key = note(), person(), uuid.uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        said = say(written, author=author, key=key)
        say(written, author=author, key=key)
        remove_comment(said, at=NOON)
        remove_comment(said, at=NOON)
    assert heard == [("written", said.pk, written.pk, author.pk), ("removed", said.pk, written.pk)]


def test_the_most_answered_comment_comes_first_and_the_newest_when_asked_for():
    written = note()
    first, second = say(written, "first"), say(written, "second")
    say(written, "an answer", parent=first)
    assert shown(written) == ["first", "second"]
    assert shown(written, sort="new") == ["second", "first"]
    assert shown(written, sort="nonsense") == ["first", "second"]
    assert second.parent_id is None


@pytest.mark.parametrize("sort", ["hot", "new"])
def test_the_pages_of_a_long_talk_hold_each_comment_once(sort: str):
    written = note()
    tops = [say(written, f"number {i}") for i in range(2 * PAGE + 3)]
    for top in tops[::3]:
        say(written, "an answer", parent=top)
    seen, cursor = [], ""
    for _ in range(3):
        page = comment_page(written, VISITOR, {"sort": sort, "after": cursor})
        seen += [entry.comment.body for entry in page.entries]
        cursor = page.cursor
    assert sorted(seen) == sorted(top.body for top in tops)
    assert cursor == ""


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WzEsMiwzXQ", "WyJhIiwiYiJd", "=" * 400, "WzFlOTk5LDFd"])
def test_a_cursor_nobody_made_starts_at_the_top(cursor: str):
    written = note()
    say(written, "first")
    assert shown(written, after=cursor) == ["first"]
    assert Client().get(reverse("notes:comments", args=[written.public_id]), {"after": cursor}).status_code == 200


def test_a_deep_link_brings_its_thread_to_the_top_marked():
    written = note()
    old = say(written, "old")
    reply = say(written, "the reply", parent=old)
    for i in range(PAGE + 2):
        say(written, f"newer {i}")
    page = comment_page(written, VISITOR, {"sort": "new", "comment": reply.public_id})
    assert page.entries[0].comment.pk == old.pk
    assert [(entry.comment.pk, entry.is_marked) for entry in page.entries[0].replies] == [(reply.pk, True)]


def test_a_deep_link_into_another_note_marks_nothing():
    written, elsewhere = note(), say(note(), "elsewhere")
    say(written, "here")
    assert shown(written, comment=elsewhere.public_id) == ["here"]


def test_comments_that_were_taken_back_or_whose_author_left_are_not_shown():
    written = note()
    say(written, "stays")
    remove_comment(say(written, "taken back"), at=NOON)
    say(written, "left", author=person(is_active=False))
    assert shown(written) == ["stays"]


def browser_of(reader) -> Client:
    browser = Client()
    browser.force_login(reader)
    return browser


def post(browser: Client, written: Note, **form: str):
    return browser.post(reverse("notes:comment", args=[written.public_id]), form)


def test_a_comment_sent_without_javascript_leads_back_to_itself():
    written, reader = note(), person()
    answer = post(browser_of(reader), written, body="Well said.")
    said = Comment.objects.get()
    assert (said.author_id, said.body) == (reader.pk, "Well said.")
    assert answer["Location"] == f"{written.get_absolute_url()}?comment={said.public_id}#c-{said.public_id}"


def test_a_form_sent_twice_makes_one_comment():
    written, browser, key = note(), browser_of(person()), str(uuid.uuid4())
    answers = [post(browser, written, body="Well said.", submission_key=key) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert counted(written) == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_refused_comment_comes_back_with_what_was_typed_and_why(headers: dict[str, str]):
    written, browser = note(), browser_of(person())
    typed = "quokka " * 100
    address = reverse("notes:comment", args=[written.public_id])
    answer = browser.post(address, {"body": typed}, headers=headers)
    text = answer.content.decode()
    assert (answer.status_code, counted(written)) == (422, 0)
    assert "quokka quokka" in text
    assert "at most 500 characters" in text


def test_an_empty_comment_is_answered_beside_its_field():
    written = note()
    answer = post(browser_of(person()), written, body="")
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()


def test_a_script_gets_the_fragment_with_the_new_comment_marked():
    written, browser = note(), browser_of(person())
    address = reverse("notes:comment", args=[written.public_id])
    answer = browser.post(address, {"body": "Well said."}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "comment--marked" in text
    assert "<html" not in text


def test_a_visitor_is_sent_to_log_in_and_nothing_is_written():
    written = note()
    answer = post(Client(), written, body="Well said.")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert counted(written) == 0


def test_its_author_takes_a_comment_back_and_nobody_else_does():
    written = note()
    said = say(written)
    address = reverse("notes:comment_remove", args=[said.public_id])
    assert browser_of(person()).post(address).status_code in {403, 404}
    assert counted(written) == 1
    browser_of(said.author).post(address)
    assert counted(written) == 0


def test_what_is_typed_reaches_the_page_escaped():
    written = note()
    say(written, "<script>alert(1)</script> & more")
    text = Client().get(written.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text
    assert "<script>alert(1)" not in text


def test_the_twenty_first_comment_in_five_minutes_waits():
    written, browser = note(), browser_of(person(level=1))
    codes = [post(browser, written, body=f"number {i}").status_code for i in range(21)]
    assert codes == [302] * 20 + [429]
    assert counted(written) == 20


def test_comments_of_later_days_are_dated():
    said = say(note(), at=NOON + timedelta(days=2))
    assert said.created_at == NOON + timedelta(days=2)
