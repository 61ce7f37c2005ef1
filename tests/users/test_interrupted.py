"""A form sent after the session had ended is not lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import person
from users import interrupted
from users.models import Mute

pytestmark = pytest.mark.django_db
WORDS = "sponsored  unboxing\nof everything"


def turned_away(browser: Client, **fields: str):
    return browser.post(reverse("users:mute_text"), {"kind": "word", "text": WORDS, **fields})


def test_what_was_typed_is_shown_after_the_log_in_and_nothing_was_done() -> None:
    browser = Client()
    answer = turned_away(browser)
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fgo-on%2F"
    browser.force_login(person("mina"))
    page = browser.get(reverse("users:go_on"))
    assert 'name="text" hidden>\nsponsored  unboxing' in page.content.decode()
    assert f'action="{reverse("users:mute_text")}"' in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert not Mute.objects.exists()


def test_sending_it_forgets_what_was_kept() -> None:
    browser = Client()
    turned_away(browser)
    browser.force_login(person("mina"))
    fields = dict(browser.get(reverse("users:go_on")).context["kept"].fields)
    assert browser.post(reverse("users:mute_text"), fields | {"text": "unboxing"}).status_code == 302
    assert browser.get(reverse("users:go_on"))["Location"] == "/"


def test_throwing_it_away_does_nothing() -> None:
    browser = Client()
    turned_away(browser)
    browser.force_login(person("mina"))
    assert browser.post(reverse("users:drop_form"))["Location"] == "/"
    assert browser.get(reverse("users:go_on"))["Location"] == "/"
    assert not Mute.objects.exists()


def test_no_password_and_no_token_is_kept() -> None:
    browser = Client()
    turned_away(browser, password="secret words", csrfmiddlewaretoken="x" * 64)
    kept = browser.session["interrupted"]
    assert {name for name, _value in kept["fields"]} == {"kind", "text"}


def test_a_form_too_large_is_not_kept() -> None:
    browser = Client()
    answer = turned_away(browser, text="x" * (interrupted.MOST_CHARACTERS + 1))
    assert "go-on" not in answer["Location"]
    assert "interrupted" not in browser.session


def test_what_is_older_than_half_an_hour_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client()
    turned_away(browser)
    browser.force_login(person("mina"))
    monkeypatch.setattr(interrupted, "KEPT_FOR", timedelta(0))
    assert browser.get(reverse("users:go_on"))["Location"] == "/"


def test_looking_at_a_page_keeps_nothing() -> None:
    browser = Client()
    browser.get(reverse("users:safety"))
    assert "interrupted" not in browser.session
