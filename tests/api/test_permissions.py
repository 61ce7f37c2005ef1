"""Deny by default: scopes, sessions, throttles and the form of a refusal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from api import throttles
from api.endpoints.base import Endpoint
from api.urls import urlpatterns
from common.limits import RateLimit
from notes.models import Like, Note
from tests.factories import note, person

pytestmark = pytest.mark.django_db


def views() -> list[type]:
    classes = [getattr(pattern.callback, "cls", None) for pattern in urlpatterns if isinstance(pattern, URLPattern)]
    return [found for found in classes if found and issubclass(found, Endpoint)]


def test_every_endpoint_names_a_scope_for_each_of_its_methods() -> None:
    assert len(views()) > 12
    for view in views():
        methods = {name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(view, name)}
        assert set(view.scopes) == methods, view


def test_only_reading_is_open_to_everybody() -> None:
    assert {method for view in views() for method in view.open_methods} == {"GET"}


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("read", "GET", "notes/{id}/", 200),
        ("react", "GET", "notes/{id}/", 403),
        ("react", "PUT", "notes/{id}/like/", 200),
        ("read", "PUT", "notes/{id}/like/", 403),
        ("write", "PUT", "notes/{id}/like/", 403),
        ("read", "DELETE", "notes/{id}/", 403),
        ("react", "POST", "notes/", 403),
    ],
)
def test_a_token_opens_what_its_scope_says(
    caller: Callable[..., Any], scope: str, method: str, path: str, status: int
) -> None:
    live = note()
    answer = caller(person(), scope).call(method, path.format(id=live.public_id))
    assert answer.status_code == status
    if status == 403:
        assert f"“{scope}”" not in answer.json()["detail"]
        assert not Like.objects.exists()


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "notes/{id}/like/"), ("POST", "notes/"), ("GET", "me/"), ("DELETE", "notes/{id}/")]
)
def test_nobody_known_is_asked_to_come_with_a_token(caller: Callable[..., Any], method: str, path: str) -> None:
    answer = caller().call(method, path.format(id=note().public_id))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_authenticated"
    assert Note.objects.live().count() == 1


def test_a_session_holds_every_scope_but_has_to_bring_its_csrf_token() -> None:
    live, reader = note(), person()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    refused = strict.put(f"/api/v1/notes/{live.public_id}/like/")
    assert refused.status_code == 403
    assert not Like.objects.exists()
    relaxed = Client()
    relaxed.force_login(reader)
    assert relaxed.put(f"/api/v1/notes/{live.public_id}/like/").status_code == 200


def test_a_flood_is_told_when_to_come_back(caller: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "READING", RateLimit("api-read-test", capacity=2, per_seconds=600))
    reader = caller(person())
    assert [reader.get("me/").status_code for _time in range(3)] == [200, 200, 429]
    answer = reader.get("me/")
    assert 1 <= int(answer["Retry-After"]) <= 300
    assert answer.json()["code"] == "throttled"


def test_a_refusal_has_one_form(caller: Callable[..., Any]) -> None:
    answer = caller(person()).get("notes/22222222222/")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "code": "not_found",
        "detail": "There is nothing here that you may see.",
        "errors": {},
    }


@pytest.mark.parametrize("path", ["nowhere/", "notes/x/", "me", "notes"])
def test_an_address_that_leads_nowhere_answers_in_the_same_form(caller: Callable[..., Any], path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = caller().call(method, path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_method_that_does_not_exist_is_405(caller: Callable[..., Any]) -> None:
    assert caller(person()).call("PUT", "feed/").status_code == 405


@pytest.mark.parametrize("body", ["{", "[1", '"', "\xff"])
def test_a_body_that_is_no_json_is_400(caller: Callable[..., Any], body: str) -> None:
    writer = caller(person())
    answer = writer.client.generic(
        "POST",
        "/api/v1/notes/",
        data=body,
        content_type="application/json",
        headers=writer.headers | {"Idempotency-Key": "abcdefgh"},
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "parse_error"


@pytest.mark.parametrize("body", [[], "text", 7, None, {"title": ["a"]}, {"title": {}}, {"title": "x", "pictures": 3}])
def test_json_of_another_shape_is_told_what_is_missing(caller: Callable[..., Any], body: object) -> None:
    answer = caller(person()).post("notes/", body)
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]
    assert not Note.objects.exists()
