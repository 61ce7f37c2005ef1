"""Lists, people, products and search through the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notes.models import Topic, Visibility
from search import indexing
from tests.factories import NOON, brand, category, note, person, product
from users.models import Follow

pytestmark = pytest.mark.django_db


def test_the_feed_gives_cards_with_absolute_addresses(caller: Callable[..., Any]) -> None:
    live = note(title="Bread that rose", disclosure="paid")
    page = caller().get("feed/").json()
    card = page["items"][0]
    assert (card["id"], card["title"], card["disclosure"]) == (live.public_id, "Bread that rose", "paid")
    assert card["url"] == f"http://127.0.0.1:8000/n/{live.public_id}/"
    assert card["author"]["handle"] == live.author.handle
    assert page["next"] == ""


def test_following_pages_through_everything_once(caller: Callable[..., Any]) -> None:
    author, reader = person(), person()
    Follow.objects.create(follower=reader, followed=author)
    made = [note(author, published_at=NOON - timedelta(hours=hour)).public_id for hour in range(45)]
    program = caller(reader)
    seen: list[str] = []
    cursor = ""
    while True:
        page = program.get("feed/", f"tab=following&cursor={cursor}").json()
        seen += [card["id"] for card in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == made


@pytest.mark.parametrize("tab", ["following", "nearby"])
def test_personal_tabs_need_somebody_known(caller: Callable[..., Any], tab: str) -> None:
    assert caller().get("feed/", f"tab={tab}").status_code == 401


def test_a_category_is_a_feed_of_its_own(caller: Callable[..., Any]) -> None:
    bread = note(category=category("food/baking"))
    note(category=category("travel"))
    page = caller().get("feed/", "category=food").json()
    assert [card["id"] for card in page["items"]] == [bread.public_id]
    assert caller().get("feed/", "category=nowhere").status_code == 404


def test_a_tab_nobody_knows_is_told(caller: Callable[..., Any]) -> None:
    answer = caller().get("feed/", "tab=secret")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["tab"])


def test_ten_cards_and_twenty_cost_the_same_queries(caller: Callable[..., Any]) -> None:
    author, reader = person(), person()
    Follow.objects.create(follower=reader, followed=author)
    program = caller(reader)
    program.get("me/")
    counts = []
    for _round in range(2):
        for _each in range(10):
            note(author)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = program.get("feed/", "tab=following").json()
        counts.append((len(page["items"]), len(queries)))
    assert counts == [(10, counts[0][1]), (20, counts[0][1])]


def test_a_profile_says_how_one_stands_to_it(caller: Callable[..., Any]) -> None:
    mina, reader = person("mina_reads", name="Mina", bio="Bread."), person()
    program = caller(reader)
    before = program.get("people/mina_reads/").json()
    assert (before["name"], before["bio"], before["standing"]) == (
        "Mina",
        "Bread.",
        {"is_following": False, "is_asked": False, "is_self": False},
    )
    answers = [program.call(method, "people/mina_reads/follow/").json() for method in ("PUT", "PUT", "DELETE")]
    assert answers == [
        {"is_following": True, "is_asked": False, "followers_count": 1},
        {"is_following": True, "is_asked": False, "followers_count": 1},
        {"is_following": False, "is_asked": False, "followers_count": 0},
    ]
    assert caller(mina).get("people/mina_reads/").json()["standing"]["is_self"] is True


def test_a_profile_never_shows_the_address_of_the_person(caller: Callable[..., Any]) -> None:
    person("mina_reads")
    assert "mina_reads@example.org" not in caller().get("people/mina_reads/").content.decode()


def test_nobody_follows_themselves(caller: Callable[..., Any]) -> None:
    mina = person("mina_reads")
    answer = caller(mina).call("PUT", "people/mina_reads/follow/")
    assert (answer.status_code, answer.json()["code"]) == (422, "cannot_follow")
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["people/nobody_here/", "people/nobody_here/notes/", "people/%00/", "people/A!/notes/", "products/22222222222/"],
)
def test_what_is_not_there_is_not_found(caller: Callable[..., Any], path: str) -> None:
    assert caller().get(path).status_code == 404


def test_a_closed_account_has_no_profile(caller: Callable[..., Any]) -> None:
    person("mina_reads", is_active=False)
    assert caller().get("people/mina_reads/").status_code == 404


def test_a_persons_notes_are_those_the_asker_may_see(caller: Callable[..., Any]) -> None:
    mina = person("mina_reads")
    shown = note(mina)
    note(mina, visibility=Visibility.PRIVATE)
    page = caller(person()).get("people/mina_reads/notes/").json()
    assert [card["id"] for card in page["items"]] == [shown.public_id]
    assert len(caller(mina).get("people/mina_reads/notes/").json()["items"]) == 2


@pytest.mark.parametrize("path", ["people/mina_reads/notes/", "search/"])
def test_a_cursor_nobody_made_is_refused(caller: Callable[..., Any], path: str) -> None:
    person("mina_reads")
    answer = caller().get(path, "q=bread&cursor=%25%25")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_a_product_has_its_price_in_whole_numbers_and_its_reputation(caller: Callable[..., Any]) -> None:
    cream = product("Hand cream", brand=brand("Linden"))
    body = caller().get(f"products/{cream.public_id}/").json()
    assert (body["name"], body["brand"]["name"]) == ("Hand cream", "Linden")
    assert body["variants"][0]["price"] == {"minor": 1200, "currency": "GBP"}
    assert body["reputation"] == {
        "score": None, "low": None, "high": None, "voices": 0, "sponsored": 0, "missing": 8,
    }  # fmt: skip


def test_a_search_finds_one_kind_at_a_time(caller: Callable[..., Any]) -> None:
    bread = note(title="Bread that rose")
    knife = product("Bread knife")
    indexing.rebuild()
    found = caller().get("search/", "q=bread&kind=note").json()
    assert (found["kind"], [card["id"] for card in found["notes"]], found["products"]) == (
        "note",
        [bread.public_id],
        [],
    )
    found = caller().get("search/", "q=bread&kind=product").json()
    assert ([row["id"] for row in found["products"]], found["notes"]) == ([knife.public_id], [])


def test_a_search_without_a_kind_gives_the_best_of_each_with_counts(caller: Callable[..., Any]) -> None:
    bread = note(title="Bread that rose", form="pictures")
    knife = product("Bread knife")
    indexing.rebuild()
    found = caller().get("search/", "q=bread").json()
    assert [card["id"] for card in found["notes"]] == [bread.public_id]
    assert [row["id"] for row in found["products"]] == [knife.public_id]
    assert found["groups"] == [
        {"kind": "note", "count": 1, "is_more": False},
        {"kind": "product", "count": 1, "is_more": False},
        {"kind": "person", "count": 0, "is_more": False},
        {"kind": "topic", "count": 0, "is_more": False},
    ]
    assert (found["corrections"], found["is_relaxed"], found["is_narrowed"], found["next"]) == ([], False, False, "")


def test_a_search_tells_how_words_were_taken(caller: Callable[..., Any]) -> None:
    note(title="Bread that rose", form="pictures")
    indexing.rebuild()
    assert caller().get("search/", "q=braed").json()["corrections"] == [{"typed": "braed", "taken": "bread"}]
    assert caller().get("search/", "q=bread zzzz").json()["is_relaxed"] is True
    assert caller().get("search/", "q=bread&kind=note&form=video").json()["is_narrowed"] is True
    assert len(caller().get("search/", "q=bread&kind=note&form=pictures").json()["notes"]) == 1


@pytest.mark.parametrize("wrong", ["kind=x", "sort=x", "form=x", "within=x", "category=a'b", "city=%25", "goods=x"])
def test_a_wrong_filter_is_told(caller: Callable[..., Any], wrong: str) -> None:
    answer = caller().get("search/", f"q=bread&{wrong}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [wrong.split("=", maxsplit=1)[0]])


def test_a_search_needs_words(caller: Callable[..., Any]) -> None:
    answer = caller().get("search/")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["q"])


def test_names_come_in_the_language_asked_for(caller: Callable[..., Any]) -> None:
    cream = product("Hand cream", name_zh="护手霜")
    body = caller().call("GET", f"products/{cream.public_id}/", **{"Accept-Language": "zh-CN"}).json()
    assert body["name"] == "护手霜"


def test_a_topic_that_waits_to_be_looked_at_is_named_to_nobody(caller: Callable[..., Any]) -> None:
    written = note()
    for slug, is_hidden in (("bread", False), ("hidden-words", True)):
        written.note_topics.create(topic=Topic.objects.create(slug=slug, name=slug, is_hidden=is_hidden))
    assert [topic["slug"] for topic in caller().get(f"notes/{written.public_id}/").json()["topics"]] == ["bread"]
