"""Is it alive, is it ready, and the figures that are nobody else's business."""

import pytest
import redis
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import note

pytestmark = pytest.mark.django_db


def test_alive_asks_nothing_of_the_database():
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.content, len(captured)) == (200, b"ok\n", 0)


def test_ready_names_what_it_looked_at():
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "redis": True, "migrations": True}


def test_without_redis_it_is_alive_and_not_ready(monkeypatch):
    nowhere = redis.Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    monkeypatch.setattr("config.health.client", lambda: nowhere)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "redis": False, "migrations": True}
    assert Client().get("/healthz").status_code == 200


def test_a_migration_nobody_ran_makes_it_unready():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notes'")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_the_figures_are_for_whoever_has_the_token(settings):
    settings.METRICS_TOKEN = "a long token"
    answer = Client().get("/metrics", headers={"Authorization": "Bearer a long token"})
    assert answer.status_code == 200
    assert b"meadow_requests_total" in answer.content


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "a long token ", "Basic YTpi", "Bearer ä"])
@pytest.mark.parametrize("token", ["", "a long token"])
def test_for_everybody_else_there_is_no_such_page(settings, token: str, given: str):
    settings.METRICS_TOKEN = token
    answer = Client().get("/metrics", headers={"Authorization": given})
    assert answer.status_code == 404
    assert b"meadow_requests_total" not in answer.content


def test_requests_are_counted_under_the_name_of_the_view_never_under_the_address(settings):
    settings.METRICS_TOKEN = "a long token"
    written = note()
    Client().get(written.get_absolute_url())
    Client().get("/no/such/page/quokka/")
    text = Client().get("/metrics", headers={"Authorization": "Bearer a long token"}).content.decode()
    assert 'meadow_requests_total{method="GET",status="200",view="notes:note"}' in text
    assert written.public_id not in text
    assert "quokka" not in text
