import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from api import tokens
from api.models import Scope
from common.clock import now
from common.redis_client import client as redis_client
from common.redis_client import key
from users.models import User


@pytest.fixture(autouse=True)
def fresh_buckets() -> None:
    """Nobody has used up a limit or left a feed in the cache."""
    cache.clear()
    kept = redis_client()
    for name in kept.scan_iter(match=key("limit:*")):
        kept.delete(name)


class Caller:
    """A program with a token: JSON in, JSON out."""

    def __init__(self, person: User | None, scopes: list[str]) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if person is not None:
            _token, secret = tokens.issue(person, name="test", scopes=scopes, at=now())
            self.headers["Authorization"] = f"Bearer {secret}"

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        return self.client.generic(method, f"/api/v1/{path}", headers=self.headers | headers, **sent)

    def get(self, path: str, query: str = "") -> HttpResponse:
        return self.call("GET", f"{path}?{query}" if query else path)

    def post(self, path: str, body: Any, idempotency: str | None = None) -> HttpResponse:
        return self.call("POST", path, body, **{"Idempotency-Key": idempotency or str(uuid.uuid4())})


@pytest.fixture
def caller() -> Callable[..., Caller]:
    """Makes a caller: caller(person) holds every scope, caller(person, "read") those named, caller() none."""

    def make(person: User | None = None, *scopes: str) -> Caller:
        return Caller(person, list(scopes or Scope.values))

    return make
