"""One's own searches, and what many search for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from config.celery import app
from search import history, hot, indexing
from search.models import HiddenSearch, HotSearch, PastSearch
from tests.factories import NOON, note, person
from users.models import Kind, User

pytestmark = pytest.mark.django_db
RESULTS = reverse("search:results")


def texts(who: User) -> list[str]:
    return list(history.newest(who.pk).values_list("text", flat=True))


def crowd(text: str, count: int, **facts: object) -> None:
    for _each in range(count):
        hot.note(person(joined_at=NOON - timedelta(days=30), **facts), text, at=NOON)


def hottest() -> list[tuple[str, int]]:
    hot.count(at=NOON)
    return [(line.text, line.people) for line in hot.listed(at=NOON).lines]


# --- one's own -----------------------------------------------------------------------------------------------------
def test_a_search_is_remembered_once_and_the_last_one_stands_first() -> None:
    mina = person()
    for minute, text in enumerate(["Bread", "museum", "  bread  ", "護手霜", "护手霜"]):
        history.remember(mina.pk, text, at=NOON + timedelta(minutes=minute))
    assert texts(mina) == ["护手霜", "bread", "museum"]


def test_only_the_newest_fifty_are_kept() -> None:
    mina = person()
    for number in range(53):
        history.remember(mina.pk, f"word {number}", at=NOON + timedelta(minutes=number))
    assert (len(texts(mina)), texts(mina)[-1]) == (50, "word 3")


@pytest.mark.parametrize("text", ["", "  ", "!!!", "\x00"])
def test_what_says_nothing_is_not_remembered(text: str) -> None:
    mina = person()
    assert history.remember(mina.pk, text, at=NOON) is False
    assert texts(mina) == []


def test_switching_off_forgets_and_remembers_nothing_more() -> None:
    mina, other = person(), person()
    for who in (mina, other):
        history.remember(who.pk, "bread", at=NOON)
    history.keep_history(mina, keeps=False)
    assert history.remember(mina.pk, "museum", at=NOON) is False
    assert (texts(mina), texts(other)) == ([], ["bread"])
    history.keep_history(mina, keeps=True)
    assert history.remember(mina.pk, "museum", at=NOON) is True


def test_nobody_forgets_for_somebody_else(client: Client) -> None:
    mina, other = person(), person()
    history.remember(mina.pk, "bread", at=NOON)
    client.force_login(other)
    row = PastSearch.objects.get()
    assert client.post(reverse("search:forget", args=[row.public_id])).status_code == 302
    assert client.post(reverse("search:forget_all")).status_code == 302
    assert texts(mina) == ["bread"]


def test_one_or_all_are_forgotten_by_a_button(client: Client) -> None:
    mina = person()
    for text in ("bread", "museum", "lake"):
        history.remember(mina.pk, text, at=NOON)
    client.force_login(mina)
    client.post(reverse("search:forget", args=[PastSearch.objects.get(form="museum").public_id]))
    assert set(texts(mina)) == {"bread", "lake"}
    client.post(reverse("search:forget_all"))
    assert texts(mina) == []


@pytest.mark.parametrize("name", ["search:forget_all", "search:keep_history"])
def test_changes_need_somebody_known_and_a_post(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 405
    assert reverse("account_login") in client.post(reverse(name))["Location"]


def test_a_search_on_the_page_is_remembered_and_its_later_pages_are_not(client: Client) -> None:
    mina = person(joined_at=NOON - timedelta(days=400))
    note(title="Bread")
    indexing.rebuild()
    client.force_login(mina)
    before, app.conf.task_always_eager = app.conf.task_always_eager, True
    try:
        client.get(RESULTS, {"q": "bread"})
        client.get(RESULTS, {"q": "museum", "kind": "note", "after": "WzFd"})
        client.get(RESULTS, {"q": "lake", "kind": "note"}, headers={"X-Cards": "1"})
    finally:
        app.conf.task_always_eager = before
    assert texts(mina) == ["bread"]


def test_the_start_page_shows_own_searches_and_is_kept_nowhere(client: Client) -> None:
    mina = person()
    history.remember(mina.pk, "<b>bread", at=NOON)
    client.force_login(mina)
    answer = client.get(RESULTS)
    assert answer["Cache-Control"] == "private, no-store"
    assert "&lt;b&gt;bread" in answer.content.decode()


def test_the_field_is_offered_own_searches_alone(client: Client) -> None:
    mina, other = person(), person()
    history.remember(mina.pk, "bread", at=NOON)
    assert client.get(reverse("search:recent")).json()["past"] == []
    client.force_login(other)
    assert client.get(reverse("search:recent")).json()["past"] == []
    client.force_login(mina)
    offered = client.get(reverse("search:recent")).json()
    assert offered["past"] == [{"id": PastSearch.objects.get().public_id, "text": "bread"}]


# --- what many search for ------------------------------------------------------------------------------------------
def test_a_search_of_five_people_is_hot_and_of_four_is_not() -> None:
    crowd("Hand Cream", 5)
    crowd("museum", 4)
    assert hottest() == [("hand cream", 5)]


def test_one_person_counts_once_however_often_they_ask() -> None:
    mina = person(joined_at=NOON - timedelta(days=30))
    for minute in range(60):
        hot.note(mina, "bread", at=NOON - timedelta(minutes=minute))
    assert hottest() == []


def test_accounts_of_this_week_do_not_count() -> None:
    for _each in range(9):
        hot.note(person(joined_at=NOON - timedelta(days=6)), "bread", at=NOON)
    assert hottest() == []


@pytest.mark.parametrize(
    "text",
    ["mina@example.org", "@mina_reads", "138 1234 5678", "+44 20 7946 0018", "https://example.org", "a b c d " * 6],
)
def test_what_may_be_about_one_person_never_counts(text: str) -> None:
    crowd(text, 9)
    assert hottest() == []


def test_the_name_of_a_private_person_never_stands_there_and_that_of_an_expert_may() -> None:
    person("quiet_one", name="Mina Okafor")
    person("loud_one", name="Doctor Bread", kind=Kind.EXPERT)
    crowd("mina okafor", 6)
    crowd("quiet_one", 6)
    crowd("doctor bread", 6)
    assert hottest() == [("doctor bread", 6)]


def test_the_list_looks_back_six_hours_and_no_further() -> None:
    for hours in (7, 5, 4, 3, 2, 1):
        hot.note(person(joined_at=NOON - timedelta(days=30)), "bread", at=NOON - timedelta(hours=hours))
    assert hottest() == [("bread", 5)]
    assert hot.listed(at=NOON + timedelta(hours=7)).lines == []


def test_staff_hide_a_search_and_it_stays_hidden_until_they_let_it_on() -> None:
    crowd("bread", 6)
    assert hottest() == [("bread", 6)]
    hot.hide("Bread", reason="An advertisement.", staff_id=person().pk, at=NOON)
    assert not HotSearch.objects.exists()
    assert hottest() == []
    hot.let_on(HiddenSearch.objects.get())
    assert hottest() == [("bread", 6)]


def test_counting_twice_gives_one_list() -> None:
    crowd("bread", 6)
    assert hottest() == hottest()
    assert HotSearch.objects.count() == 1


def test_a_reader_hides_the_list_for_their_account_and_a_visitor_for_their_device(client: Client) -> None:
    crowd("bread", 6)
    hot.count(at=NOON)
    HotSearch.objects.update(counted_at=NOON + timedelta(days=365 * 50))
    assert "Many search for" in client.get(RESULTS).content.decode()
    client.post(reverse("search:show_hot"), {"shows": "0"})
    assert "Hide this list" not in client.get(RESULTS).content.decode()
    assert client.get(reverse("search:recent")).json()["hot"] == []
    mina = person()
    client.cookies.clear()
    client.force_login(mina)
    assert client.get(reverse("search:recent")).json()["hot"] == [{"text": "bread", "people": 6}]
    client.post(reverse("search:show_hot"), {"shows": "0"})
    assert client.get(reverse("search:recent")).json()["hot"] == []
    assert connection.in_atomic_block
