"""What a visitor wanted before logging in is done afterwards: once, in time, and only what they may."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from notes.models import Collect, Like, Note, State, Visibility
from tests.factories import note, person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"


def log_in(browser: Client, handle: str, next_page: str = ""):
    form = {"login": handle, "password": PASSWORD, "next": next_page}
    return browser.post(reverse("account_login"), form)


@pytest.mark.parametrize(("deed", "rows"), [("like", Like), ("collect", Collect)])
def test_a_visitor_who_reacts_is_sent_to_log_in_and_their_wish_is_done_once(deed: str, rows):
    written, reader, browser = note(), person("mina_reads", password=PASSWORD), Client()
    answer = browser.post(reverse(f"notes:{deed}", args=[written.public_id]), {"next": "/topics/"})
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Ftopics%2F"
    assert not rows.objects.exists()
    assert log_in(browser, "mina_reads", "/topics/")["Location"] == "/topics/"
    assert list(rows.objects.values_list("note", "person")) == [(written.pk, reader.pk)]
    browser.post(reverse("account_logout"))
    rows.objects.all().delete()
    log_in(browser, "mina_reads")
    assert not rows.objects.exists()


def test_a_script_is_told_where_to_log_in():
    written = note()
    address = reverse("notes:like", args=[written.public_id])
    answer = Client().post(address, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["login"].startswith(f"{reverse('account_login')}?next=")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_nobody_is_led_off_the_site(elsewhere: str):
    written = note()
    answer = Client().post(reverse("notes:like", args=[written.public_id]), {"next": elsewhere})
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


def test_a_wish_older_than_half_an_hour_is_forgotten():
    written, browser = note(), Client()
    person("mina_reads", password=PASSWORD)
    began = datetime(2026, 11, 24, 12, tzinfo=UTC)
    with time_machine.travel(began, tick=False):
        browser.post(reverse("notes:like", args=[written.public_id]))
    with time_machine.travel(began + timedelta(minutes=31), tick=False):
        log_in(browser, "mina_reads")
    assert not Like.objects.exists()


@pytest.mark.parametrize("change", [{"state": State.WITHDRAWN}, {"visibility": Visibility.PRIVATE}])
def test_a_wish_about_a_note_that_is_gone_meanwhile_does_nothing_and_logs_in_all_the_same(change: dict):
    written, browser = note(), Client()
    person("mina_reads", password=PASSWORD)
    browser.post(reverse("notes:like", args=[written.public_id]))
    Note.objects.filter(pk=written.pk).update(**change)
    assert log_in(browser, "mina_reads").status_code == 302
    assert not Like.objects.exists()


def test_a_look_at_the_address_of_a_deed_does_nothing():
    written, browser = note(), Client()
    assert browser.get(reverse("notes:like", args=[written.public_id])).status_code == 405
    person("mina_reads", password=PASSWORD)
    log_in(browser, "mina_reads")
    assert not Like.objects.exists()


def test_a_deed_without_the_token_of_the_form_is_refused():
    written, browser = note(), Client(enforce_csrf_checks=True)
    browser.force_login(written.author)
    for deed in ("like", "collect", "share", "comment", "withdraw", "delete"):
        assert browser.post(reverse(f"notes:{deed}", args=[written.public_id]), {"body": "Hi"}).status_code in {
            403,
            404,
        }
    stored = Note.objects.get()
    assert (stored.like_count, stored.collect_count, stored.share_count, stored.comment_count) == (0, 0, 0, 0)


def test_a_known_reader_gets_figures_as_json_and_a_page_without_it():
    written, browser = note(), Client()
    browser.force_login(person())
    like, unlike = (reverse(f"notes:{deed}", args=[written.public_id]) for deed in ("like", "unlike"))
    assert browser.post(like, headers={"Accept": "application/json"}).json() == {"active": True, "count": 1}
    assert browser.post(unlike, headers={"Accept": "application/json"}).json() == {"active": False, "count": 0}
    assert browser.post(like)["Location"] == written.get_absolute_url()
    assert Note.objects.get().like_count == 1
