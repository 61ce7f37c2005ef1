"""Deleting an account: hidden at once, undone by logging in, done after two weeks, and nothing of others is harmed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client

from common.clock import now
from common.media import rendition_name
from config.celery import app
from conversations.models import Message
from feed import pages
from notes import comments, engagement
from notes.models import Comment, Like, Note, Picture
from push import notices
from push.models import InboxItem
from search.indexing import index_note
from search.models import SearchDocument
from tests.factories import NOON, evidence, note, person, product
from tests.users.at_once import at_once
from users import following, leaving, tasks
from users.accounts import AccountAdapter
from users.models import Follow, GrowthEntry, RetiredHandle, User

pytestmark = pytest.mark.django_db
OVER = NOON + leaving.GRACE
PASSWORD = "a-long-quiet-meadow"


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run where they are called."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


def logged_in(who: User) -> Client:
    client = Client()
    client.force_login(who)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def gone(who: User) -> User:
    leaving.ask_to_leave(who, at=NOON)
    assert leaving.delete_account(who.pk, at=OVER)
    who.refresh_from_db()
    return who


def test_who_leaves_is_hidden_at_once_in_pages_feed_and_profile() -> None:
    ana = person("ana")
    soup = note(ana, title="Soup")
    leaving.ask_to_leave(ana, at=NOON)
    assert Client().get(soup.get_absolute_url()).status_code in {404, 410}
    assert Client().get("/@ana/").status_code == 404
    assert pages.for_you(person(), "", at=NOON).cards == []


@pytest.mark.django_db(transaction=True)
def test_search_forgets_at_once_and_remembers_when_they_stay(eager: None) -> None:
    ana = person("ana")
    soup = note(ana, title="Soup")
    tasks_of = SearchDocument.objects.filter(kind="note", row_id=soup.pk)
    index_note(soup.pk)
    assert tasks_of.exists()
    leaving.ask_to_leave(ana, at=NOON)
    assert not tasks_of.exists()
    leaving.stay(User.objects.get(pk=ana.pk))
    assert tasks_of.exists()


def test_leaving_asks_for_the_password_and_the_handle() -> None:
    ana = person("ana", password=PASSWORD)
    fresh = Client()
    fresh.force_login(ana)
    assert "reauthenticate" in fresh.post("/settings/delete/", {"handle": "ana"})["Location"]
    answer = logged_in(ana).post("/settings/delete/", {"handle": "mina"})
    assert answer.status_code == 422
    assert "This is not your handle. Yours is ana." in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.is_active, ana.leaving_at) == (True, None)


@pytest.mark.django_db(transaction=True)
def test_asking_logs_out_everywhere_and_mails_the_day(eager: None) -> None:
    ana = person("ana", password=PASSWORD, language="en")
    other = logged_in(ana)
    answer = logged_in(ana).post("/settings/delete/", {"handle": "@Ana"})
    assert answer["Location"] == "/"
    assert other.get("/settings/")["Location"].startswith("/accounts/login/")
    assert [message.subject for message in mail.outbox] == ["Your account will be deleted"]


def test_logging_in_keeps_the_account() -> None:
    ana = person("ana", password=PASSWORD)
    leaving.ask_to_leave(ana, at=now())
    client = Client()
    answer = client.post("/accounts/login/", {"login": "ana", "password": PASSWORD})
    assert answer.status_code == 302
    ana.refresh_from_db()
    assert (ana.is_active, ana.leaving_at) == (True, None)
    assert client.get("/settings/").status_code == 200


def test_a_wrong_password_keeps_nothing() -> None:
    ana = person("ana", password=PASSWORD)
    leaving.ask_to_leave(ana, at=now())
    Client().post("/accounts/login/", {"login": "ana", "password": "guessed-wrongly"})
    ana.refresh_from_db()
    assert ana.leaving_at is not None


def test_somebody_suspended_still_cannot_log_in() -> None:
    person("ana", password=PASSWORD, is_active=False)
    client = Client()
    client.post("/accounts/login/", {"login": "ana", "password": PASSWORD})
    assert client.get("/settings/").status_code == 302


def test_nothing_is_deleted_before_its_time() -> None:
    ana = person()
    leaving.ask_to_leave(ana, at=NOON)
    assert leaving.due_to_go(at=OVER - timedelta(minutes=1)) == []
    assert not leaving.delete_account(ana.pk, at=OVER - timedelta(minutes=1))


def test_what_others_count_is_right_again() -> None:
    ana, mina = person(), person(notes_count=1)
    bread = note(mina)
    engagement.react(bread, ana, "like", at=NOON)
    engagement.react(bread, ana, "collect", at=NOON)
    asked = comments.write_comment(bread, mina, "How was it?", at=NOON)
    comments.write_comment(bread, ana, "Good.", at=NOON, parent=asked)
    following.follow(ana, mina, at=NOON)
    following.follow(mina, ana, at=NOON)
    gone(ana)
    for row in (bread, mina, asked):
        row.refresh_from_db()
    assert (bread.like_count, bread.collect_count, bread.comment_count, asked.reply_count) == (0, 0, 1, 0)
    assert (mina.followers_count, mina.following_count, mina.received_count, mina.notes_count) == (0, 0, 0, 1)
    assert Follow.objects.count() == Like.objects.count() == 0


def test_lines_of_other_inboxes_count_one_less() -> None:
    ana, mina = person(), person()
    bread = note()
    for who in (ana, mina):
        engagement.react(bread, who, "like", at=NOON)
        notices.settle_reaction(bread.pk, who.pk, "like")
    gone(ana)
    item = InboxItem.objects.get(reader=bread.author)
    assert (item.count, item.actor) == (1, mina)


@pytest.mark.django_db(transaction=True)
def test_words_pictures_and_files_are_gone() -> None:
    ana = person(notes_count=1)
    soup = note(ana)
    name = rendition_name("p/cc/one", 720)
    default_storage.save(name, ContentFile(b"x"))
    Picture.objects.create(owner=ana, note=soup, state="ready", stem="p/cc/one")
    comments.write_comment(note(), ana, "Secret words", at=NOON)
    evidence(product(), ana)
    gone(ana)
    assert not Note.objects.filter(author=ana).exists()
    assert not Comment.objects.filter(author=ana).exists()
    assert not GrowthEntry.objects.filter(person=ana).exists()
    assert not default_storage.exists(name)


def test_every_table_that_points_to_a_person_is_emptied_or_named() -> None:
    """A new table is deleted from without anybody thinking of it; only those named by `keep_rows_of` stay."""
    relations = [row for row in User._meta.get_fields(include_hidden=True) if isinstance(row, models.ManyToOneRel)]
    others = {row.related_model._meta.label for row in relations} - {
        model._meta.label for model, _ in leaving.belonging()
    }
    blank = {row.related_model._meta.label for row in relations if row.on_delete is models.SET_NULL}
    assert others <= blank
    assert len(leaving.belonging()) > 30
    assert {model._meta.label for model in leaving._KEPT} == {"conversations.Conversation", "conversations.Message"}


def test_what_is_left_of_the_row_says_nothing() -> None:
    ana = gone(person("ana", name="Ana", bio="Soup.", email="ana@example.org", password=PASSWORD))
    assert (ana.name, ana.bio, ana.shown_name, ana.is_active) == ("", "", "Deleted account", False)
    assert ana.handle.startswith("gone_")
    assert "ana@" not in ana.email
    assert not ana.has_usable_password()
    assert not Message.objects.filter(author=ana).exclude(body="").exists()


def test_nobody_else_may_take_the_handle_but_the_address_is_free() -> None:
    gone(person("ana", email="ana@example.org"))
    assert RetiredHandle.objects.count() == 1
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username("ana")
    person("ana_again", email="ana@example.org")


@pytest.mark.django_db(transaction=True)
def test_a_log_in_at_the_moment_of_the_deletion_finds_all_or_nothing() -> None:
    ana = person("ana", notes_count=1)
    note(ana)
    leaving.ask_to_leave(ana, at=NOON)
    went, stayed = at_once(
        [lambda: leaving.delete_account(ana.pk, at=OVER), lambda: leaving.stay(User.objects.get(pk=ana.pk))]
    )
    ana.refresh_from_db()
    assert {went, stayed} == {True, False}
    assert (ana.is_active, Note.objects.filter(author=ana).exists()) == ((True, True) if stayed else (False, False))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_deletion_would_run_over_somebody_who_stayed() -> None:
    """What was read before the log-in says that the time is over; only the locked row knows better."""
    ana = person("ana")
    leaving.ask_to_leave(ana, at=NOON)
    read_before = User.objects.filter(pk=ana.pk, leaving_at__lte=OVER).first()
    leaving.stay(User.objects.get(pk=ana.pk))
    assert read_before is not None
    assert read_before.leaving_at is not None
    assert not leaving.delete_account(ana.pk, at=OVER)


@pytest.mark.django_db(transaction=True)
def test_two_workers_delete_once() -> None:
    ana = person("ana")
    leaving.ask_to_leave(ana, at=NOON)
    answers = at_once([lambda: leaving.delete_account(ana.pk, at=OVER)] * 2)
    assert sorted(map(bool, answers)) == [False, True]
    assert RetiredHandle.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reminder_comes_once_three_days_before(eager: None) -> None:
    ana = person(language="en")
    leaving.ask_to_leave(ana, at=now() - timedelta(days=12))
    for _time in range(2):
        tasks.delete_leavers()
    assert [message.subject for message in mail.outbox] == ["In three days your account is deleted"]
    assert mail.outbox[0].to == [ana.email]


def test_no_reminder_before_that() -> None:
    leaving.ask_to_leave(person(), at=NOON)
    assert leaving.due_to_remind(at=NOON + timedelta(days=10)) == []


def test_staff_cannot_leave_and_nothing_changes() -> None:
    boss = person(is_staff=True)
    with pytest.raises(leaving.CannotLeave):
        leaving.ask_to_leave(boss, at=NOON)
    boss.refresh_from_db()
    assert boss.is_active
