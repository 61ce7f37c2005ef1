"""The staff's door, and the nightly clearing of sessions."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories import NOON, person
from users.models import User
from users.tasks import clear_sessions

pytestmark = pytest.mark.django_db


def _staff() -> User:
    return User.objects.create_superuser("boss", "boss@example.org", "seven wet violets")


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(_staff())
    first = client.get("/admin/users/user/")
    assert first.headers["Location"].startswith("/admin/login/")
    assert client.get(first.headers["Location"]).headers["Location"] == "/accounts/2fa/"
    assert "Staff need a second factor." in client.get("/accounts/2fa/").content.decode()


def test_staff_with_a_second_factor_come_in(client, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    boss = _staff()
    Authenticator.objects.create(user=boss, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(boss)
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    boss = _staff()
    Authenticator.objects.create(user=boss, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(boss)
    assert client.get("/admin/").status_code == 302


def test_where_no_second_factor_is_asked_for_a_password_is_enough(client, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(_staff())
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("asked_for", [True, False])
def test_members_do_not_come_in_either_way(client, settings, asked_for: bool) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = asked_for
    client.force_login(person())
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert client.get("/admin/login/").status_code == 403


def test_somebody_unknown_logs_in_by_the_sites_own_door(client) -> None:
    found = client.get("/admin/login/?next=/admin/")
    assert found.headers["Location"].startswith("/accounts/login/?next=")


def test_expired_sessions_and_their_devices_are_cleared() -> None:
    member = person("mina_reads", password="seven wet violets")
    clients = [Client(), Client()]
    for client in clients:
        client.post("/accounts/login/", {"login": "mina_reads", "password": "seven wet violets"})
    keys = [client.session.session_key for client in clients]
    Session.objects.filter(session_key=keys[0]).update(expire_date=NOON - timedelta(days=400))
    assert clear_sessions() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [keys[1]]
    assert list(UserSession.objects.filter(user=member).values_list("session_key", flat=True)) == [keys[1]]
    assert clear_sessions() == 0
