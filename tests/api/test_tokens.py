"""Access tokens: shown once, kept as a digest, opening only what was ticked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from api import tokens
from api.models import AccessToken
from common.clock import now
from tests.factories import NOON, person
from users.models import User

pytestmark = pytest.mark.django_db


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_only_the_digest_of_a_token_is_kept() -> None:
    token, secret = tokens.issue(person(), name="reader", scopes=["read"], at=NOON)
    token.refresh_from_db()
    assert secret not in str(AccessToken.objects.values().get())
    assert token.digest == tokens.digest_of(secret)


def test_a_token_speaks_for_its_owner(client: Client) -> None:
    _token, secret = tokens.issue(person("mina_reads"), name="reader", scopes=["read"], at=now())
    answer = client.get("/api/v1/me/", headers=bearer(secret))
    assert answer.json() == {"handle": "mina_reads", "name": "mina_reads", "scopes": ["read"]}


def test_scopes_nobody_knows_are_left_out() -> None:
    token, _secret = tokens.issue(person(), name="x", scopes=["read", "admin"], at=NOON)
    assert token.scopes == ["read"]


def test_a_revoked_token_opens_nothing(client: Client) -> None:
    token, secret = tokens.issue(person(), name="x", scopes=["read"], at=now())
    assert tokens.revoke(token, at=now())
    assert not tokens.revoke(token, at=now())
    assert client.get("/api/v1/me/", headers=bearer(secret)).status_code == 401


def test_a_token_ends_with_its_day() -> None:
    _token, secret = tokens.issue(person(), name="x", scopes=["read"], at=NOON, days=30)
    assert tokens.recognise(secret, at=NOON + timedelta(days=29)) is not None
    assert tokens.recognise(secret, at=NOON + timedelta(days=30)) is None


def test_a_token_of_a_closed_account_opens_nothing() -> None:
    owner = person()
    _token, secret = tokens.issue(owner, name="x", scopes=["read"], at=NOON)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert tokens.recognise(secret, at=NOON) is None


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Bearer meadow_", "Bearer \u00e9", "Bearer a b c"])
def test_a_wrong_token_is_refused_and_never_read_as_nobody(client: Client, header: str) -> None:
    answer = client.get("/api/v1/feed/", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="Meadow"'


def test_using_a_token_is_noted_now_and_then() -> None:
    token, secret = tokens.issue(person(), name="x", scopes=["read"], at=NOON)
    for minutes in (0, 5, 11):
        tokens.recognise(secret, at=NOON + timedelta(minutes=minutes))
    token.refresh_from_db()
    assert token.last_used_at == NOON + timedelta(minutes=11)


def test_twenty_tokens_are_enough() -> None:
    owner = person()
    for number in range(tokens.MOST):
        tokens.issue(owner, name=str(number), scopes=["read"], at=NOON)
    with pytest.raises(tokens.TooManyTokens):
        tokens.issue(owner, name="one more", scopes=["read"], at=NOON)
    assert AccessToken.objects.filter(owner=owner).count() == tokens.MOST


def test_the_page_shows_a_new_token_once(client: Client, caller: Callable[..., object]) -> None:
    owner = person()
    client.force_login(owner)
    made = client.post(reverse("tokens:make"), {"name": "My reader", "scopes": ["read", "react"], "days": "30"})
    assert made.status_code == 201
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert made["Cache-Control"] == "private, no-store"
    again = client.get(reverse("tokens:list")).content.decode()
    assert secret not in again
    assert "My reader" in again


def test_a_form_that_is_wrong_keeps_what_was_typed(client: Client) -> None:
    client.force_login(person())
    answer = client.post(reverse("tokens:make"), {"name": "My reader", "days": "30"})
    assert answer.status_code == 422
    assert 'value="My reader"' in answer.content.decode()
    assert "Choose at least one thing." in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_a_person_revokes_only_their_own(client: Client) -> None:
    own, _secret = tokens.issue(person(), name="x", scopes=["read"], at=NOON)
    client.force_login(person())
    assert client.post(reverse("tokens:revoke", args=[own.public_id])).status_code == 404
    client.force_login(own.owner)
    assert client.post(reverse("tokens:revoke", args=[own.public_id])).status_code == 302
    own.refresh_from_db()
    assert own.revoked_at is not None


def test_the_page_asks_to_log_in(client: Client) -> None:
    assert client.get(reverse("tokens:list")).status_code == 302


def test_a_closed_account_is_told_so_and_an_unknown_token_is_not(client: Client) -> None:
    owner = person()
    _token, secret = tokens.issue(owner, name="reader", scopes=["read"], at=now())
    User.objects.filter(pk=owner.pk).update(is_active=False)
    closed, unknown = (client.get("/api/v1/me/", headers=bearer(word)) for word in (secret, secret + "x"))
    assert (closed.status_code, closed.json()["detail"]) == (401, "The account of this token is closed.")
    assert (unknown.status_code, unknown.json()["detail"][:24]) == (401, "This token is not valid.")
