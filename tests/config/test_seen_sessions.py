"""Where somebody is logged in is written down once in a while, and at once when the browser changes."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.middleware import SeenSessionsMiddleware
from tests.factories import person

pytestmark = pytest.mark.django_db


def writes(browser: Client, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get("/about/", headers=headers).status_code == 200
    return sum(query["sql"].startswith(("INSERT", "UPDATE")) for query in captured)


@pytest.fixture
def browser() -> Client:
    found = Client()
    found.force_login(person())
    return found


def test_the_first_page_writes_the_session_down_and_the_next_one_does_not(browser: Client):
    assert writes(browser) == 1
    assert writes(browser) == 0
    assert UserSession.objects.count() == 1


def test_another_browser_with_the_same_session_is_written_at_once(browser: Client):
    writes(browser)
    assert writes(browser, user_agent="Another/1.0") == 1
    assert UserSession.objects.get().user_agent == "Another/1.0"


def test_after_a_while_the_session_is_brought_up_to_date(browser: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(SeenSessionsMiddleware, "every_seconds", 0.0)
    assert [writes(browser), writes(browser)] == [1, 1]
