"""The schema says what the API does."""

import io
import json
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, reverse
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.urls import urlpatterns


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    out = io.StringIO()
    call_command("spectacular", fail_on_warn=True, stdout=out)
    found: dict[str, Any] = yaml.safe_load(out.getvalue())
    return found


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, facts) for path, methods in schema["paths"].items() for method, facts in methods.items()]


def test_the_schema_is_valid_openapi_31_and_made_without_a_warning(schema: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(schema).validate()
    assert schema["openapi"] == "3.1.0"


def test_every_address_of_version_1_is_in_the_schema(schema: dict[str, Any]) -> None:
    routes = [p for p in urlpatterns if isinstance(p, URLPattern) and str(p.pattern).lstrip("^").startswith("v1/")]
    assert len(schema["paths"]) == len(routes) - 1


def test_every_operation_is_described_and_names_its_refusals(schema: dict[str, Any]) -> None:
    for path, method, facts in operations(schema):
        assert facts["summary"], (path, method)
        assert facts["description"], (path, method)
        for status, answer in facts["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (path, method)


def test_every_post_asks_for_an_idempotency_key(schema: dict[str, Any]) -> None:
    posts = [facts for _path, method, facts in operations(schema) if method == "post"]
    assert len(posts) == 8
    for facts in posts:
        assert [p["required"] for p in facts["parameters"] if p["name"] == "Idempotency-Key"] == [True]


def test_tokens_and_sessions_are_told(schema: dict[str, Any]) -> None:
    schemes = schema["components"]["securitySchemes"]
    assert schemes["token"]["scheme"] == "bearer"
    assert "cookieAuth" in schemes


@pytest.mark.django_db
def test_anybody_reads_the_schema_and_the_docs(client: Client) -> None:
    answer = client.get(reverse("api:schema"), headers={"Accept": "application/json"})
    assert json.loads(answer.content)["info"]["title"] == "Meadow API"
    docs = client.get(reverse("api:docs"))
    assert docs.status_code == 200
    assert b"cdn" not in docs.content
