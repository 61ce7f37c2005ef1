"""No search hangs the site: the database stops it, and the page says so."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from search import indexing, timing
from search.timing import TookTooLong, bounded
from tests.factories import note


@contextmanager
def index_held() -> Iterator[None]:
    """Somebody else holds the whole index, as a long change of its table would: whoever reads it waits."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE search_searchdocument IN ACCESS EXCLUSIVE MODE")
            held.set()
            done.wait(60)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_search_that_is_stopped_is_told_on_the_page_and_by_the_api(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(title="Bread")
    indexing.rebuild()
    monkeypatch.setattr(timing, "LONGEST_MS", 50)
    with index_held():
        page = client.get(reverse("search:results"), {"q": "bread"})
        lines = client.get(reverse("search:suggest"), {"q": "bread"})
        answer = client.get("/api/v1/search/", {"q": "bread"})
    assert (page.status_code, lines.json(), answer.status_code) == (422, {"suggestions": []}, 422)
    assert "That search took too long." in page.content.decode()
    assert "took too long" in answer.json()["errors"]["q"][0]
    assert client.get(reverse("search:results"), {"q": "bread"}).status_code == 200


@pytest.mark.django_db
def test_the_limit_ends_with_the_search() -> None:
    def limit() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            return str(cursor.fetchone()[0])

    before = limit()
    with bounded(1234):
        assert limit() == "1234ms"
    assert limit() == before


@pytest.mark.django_db
def test_another_fault_is_not_taken_for_slowness() -> None:
    with pytest.raises(Exception, match="division by zero") as fault, bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert not isinstance(fault.value, TookTooLong)
