"""The results page and the lines under the search field."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notes.models import Topic
from search import indexing
from tests.factories import note, person, product

pytestmark = pytest.mark.django_db
PAGE = reverse("search:results")


def html(client: Client, **query: str) -> str:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_found_note_is_shown_as_a_card_and_the_words_are_kept(client: Client) -> None:
    found = note(title="Bread that rose")
    indexing.rebuild()
    page = html(client, q="bread")
    assert f'data-card="{found.public_id}"' in page
    assert 'value="bread"' in page


def test_the_line_in_which_the_words_stand_is_shown_with_them_marked(client: Client) -> None:
    note(title="Cold hands", body="All winter long.\nThe ＨＡＮＤ cream & soap helped.")
    note(title="Hand cream", body="It took all night.")
    indexing.rebuild()
    page = html(client, q="hand cream", kind="note")
    assert "All winter long. The <mark>ＨＡＮＤ</mark> <mark>cream</mark> &amp; soap helped." in page
    assert page.count("found__passage") == 1


def test_passages_cost_one_query_however_many_notes_were_found(client: Client) -> None:
    def asked() -> int:
        indexing.rebuild()
        html(client, q="bread", kind="note")
        with CaptureQueriesContext(connection) as queries:
            assert "found__passage" in html(client, q="bread", kind="note")
        return len(queries)

    note(body="Good bread.")
    one = asked()
    for _ in range(6):
        note(body="Good bread.")
    assert asked() == one


def test_passages_come_with_the_cards_of_the_next_page(client: Client) -> None:
    note(body="Good bread.")
    indexing.rebuild()
    response = client.get(PAGE, {"q": "bread", "kind": "note"}, headers={"X-Cards": "1"})
    assert "Good <mark>bread</mark>." in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "shown"), [("product", "Bread knife"), ("person", "@bread_mina"), ("topic", "<mark>Breadbaking</mark>")]
)
def test_each_tab_shows_its_kind(client: Client, kind: str, shown: str) -> None:
    Topic.objects.create(slug="breadbaking", name="Breadbaking")
    product("Bread knife")
    person("bread_mina", name="Mina")
    indexing.rebuild()
    assert shown.removeprefix("@") in html(client, q="bread", kind=kind)


def test_an_empty_search_says_where_else_there_is_something(client: Client) -> None:
    product("Bread knife")
    indexing.rebuild()
    page = html(client, q="bread", kind="note")
    assert "But there is something among:" in page
    assert "kind=product" in page


def test_nothing_at_all_says_what_to_try(client: Client) -> None:
    assert "Try fewer words" in html(client, q="zzzz")


def test_no_words_ask_what_one_is_looking_for(client: Client) -> None:
    assert "What are you looking for?" in html(client)


@pytest.mark.parametrize("query", [{"kind": "secret"}, {"sort": "x; drop"}, {"after": "%%"}, {"after": "WzFd"}])
def test_a_wrong_address_still_finds(client: Client, query: dict[str, str]) -> None:
    found = note(title="Bread that rose")
    indexing.rebuild()
    assert found.public_id in html(client, q="bread", **query)


def test_what_was_typed_is_escaped(client: Client) -> None:
    page = html(client, q="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page


def test_the_page_itself_gets_only_the_cards(client: Client) -> None:
    note(title="Bread that rose")
    indexing.rebuild()
    response = client.get(PAGE, {"q": "bread", "kind": "note"}, headers={"X-Cards": "1"})
    assert b"<html" not in response.content
    assert b"data-card" in response.content


def test_suggestions_come_as_json(client: Client) -> None:
    Topic.objects.create(slug="breadbaking", name="Breadbaking")
    indexing.rebuild()
    response = client.get(reverse("search:suggest"), {"q": "bread"})
    assert response.json() == {
        "suggestions": [{"kind": "topic", "label": "#Breadbaking", "detail": "", "url": "/t/breadbaking/"}]
    }


def test_the_results_page_only_reads(client: Client) -> None:
    assert client.post(PAGE, {"q": "bread"}).status_code == 405
