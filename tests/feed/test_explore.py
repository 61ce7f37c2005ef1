"""Explore and its tabs: addresses, pages that do not repeat, and a first screen that is never empty."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.clock import now
from common.models import City
from common.redis_client import client, key
from feed import pages
from feed.models import FeedSource
from notes.models import Note, NoteTopic, State, Topic, Visibility
from tests.factories import NOON, category, note, person
from users.following import follow
from users.models import Interest, User

pytestmark = pytest.mark.django_db
EXPLORE = "/"


def browser_of(reader: User) -> Client:
    browser = Client()
    browser.force_login(reader)
    return browser


def cards(text: str) -> list[str]:
    return re.findall(r'data-card="(\w+)"', text)


def sitting(browser: Client, address: str = EXPLORE) -> list[list[str]]:
    """Every page of one sitting as ids of cards, followed as the link of the page says."""
    found, following = [], address
    while following:
        text = browser.get(following).content.decode()
        found.append(cards(text))
        more = re.search(r'data-next="([^"]+)"', text)
        following = f"{address}?after={more[1]}" if more else ""
    return found


def some(number: int, **facts) -> list[Note]:
    return [note(published_at=NOON - timedelta(minutes=i), **facts) for i in range(number)]


def test_the_pages_of_a_sitting_hold_every_note_once():
    written = some(65)
    found = sitting(Client())
    seen = [card for page in found for card in page]
    assert [len(page) for page in found] == [20, 20, 20, 5]
    assert sorted(seen) == sorted(one.public_id for one in written)


def test_what_is_published_during_a_sitting_does_not_shift_its_pages():
    some(45)
    browser = Client()
    first = browser.get(EXPLORE).content.decode()
    following = re.search(r'data-next="([^"]+)"', first)[1]
    some(10, like_count=500)
    client().delete(*client().keys(key("*feed:pool*")))
    second = browser.get(EXPLORE, {"after": following}).content.decode()
    assert len(cards(second)) == 20
    assert not set(cards(first)) & set(cards(second))


def test_a_sitting_whose_drawn_key_looks_like_a_keyset_cursor_does_not_begin_again(monkeypatch):
    monkeypatch.setattr("secrets.token_urlsafe", lambda length: "k" * length)
    some(45)
    assert [len(page) for page in sitting(Client())] == [20, 20, 5]
    assert len({card for page in sitting(Client()) for card in page}) == 45


def test_going_back_to_a_page_shows_the_same_cards_in_the_same_order():
    some(45)
    browser = Client()
    following = re.search(r'data-next="([^"]+)"', browser.get(EXPLORE).content.decode())[1]
    again = [cards(browser.get(EXPLORE, {"after": following}).content.decode()) for _ in range(2)]
    assert again[0] == again[1]
    assert len(again[0]) == 20


def test_a_note_withdrawn_during_a_sitting_is_left_out():
    written = some(25)
    browser = Client()
    browser.get(EXPLORE)
    Note.objects.filter(pk=written[0].pk).update(state=State.WITHDRAWN)
    assert written[0].public_id not in [card for page in sitting(browser) for card in page]


def test_a_sitting_that_was_forgotten_goes_on_with_everything_by_age():
    some(25)
    text = Client().get(EXPLORE, {"after": "forgotten12.20"}).content.decode()
    assert len(cards(text)) == 20
    assert re.search(r'data-next="(k[^"]+)"', text)


@pytest.mark.parametrize(
    "cursor", ["k", "knonsense", ".", "a.b", "x.-1", "x.99999999999999999999", "kWyJhIiwiYiJd", "x" * 5000, "x.１"]
)
def test_a_cursor_nobody_made_is_a_page_all_the_same(cursor: str):
    some(2)
    assert Client().get(EXPLORE, {"after": cursor}).status_code == 200


def test_the_first_screen_of_a_visitor_shows_what_there_is():
    written = note()
    assert cards(Client().get(EXPLORE).content.decode()) == [written.public_id]


def test_a_reader_whose_interests_hold_nothing_gets_the_popular():
    reader = person()
    Interest.objects.create(person=reader, category=category("books"))
    written = some(3)
    found = cards(browser_of(reader).get(EXPLORE).content.decode())
    assert sorted(found) == sorted(one.public_id for one in written)


def test_without_a_single_source_the_first_screen_is_still_not_empty():
    FeedSource.objects.update(is_on=False)
    written = note()
    assert cards(Client().get(EXPLORE).content.decode()) == [written.public_id]


def test_a_site_without_notes_says_so_kindly():
    text = Client().get(EXPLORE).content.decode()
    assert "Be the first to write something." in text


def test_who_wrote_everything_there_is_gets_none_of_it_recommended():
    reader = person()
    note(reader)
    assert cards(browser_of(reader).get(EXPLORE).content.decode()) == []


def test_nobody_is_recommended_their_own_notes():
    reader = person()
    note(reader)
    other = note()
    assert cards(browser_of(reader).get(EXPLORE).content.decode()) == [other.public_id]


def test_every_card_says_which_source_brought_it():
    reader = person()
    some(5)
    follow(reader, note().author, at=NOON)
    text = browser_of(reader).get(EXPLORE).content.decode()
    sources = re.findall(r'data-source="(\w*)"', text)
    assert len(sources) == 6
    assert set(sources) <= {"popular", "fresh", "interests", "followed", "nearby"}


def test_the_same_reader_at_the_same_instant_gets_the_same_page():
    some(30)
    at, reader = now(), person()
    found = [[card.id for card in pages.for_you(reader, "", at=at).cards] for _ in range(2)]
    assert found[0] == found[1]


def test_a_script_that_asks_for_cards_gets_only_those():
    note()
    answer = Client().get(EXPLORE, headers={"X-Cards": "1"})
    text = answer.content.decode()
    assert len(cards(text)) == 1
    assert "<html" not in text
    assert "X-Cards" in answer["Vary"]


def queries(browser: Client, address: str) -> int:
    client().delete(*client().keys(key("*")), "nothing")
    if "_auth_user_id" in browser.session:
        browser.force_login(User.objects.get(pk=browser.session["_auth_user_id"]))
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("address", ["/", "/c/food/", "/nearby/", "/following/"])
def test_a_tab_costs_the_same_with_ten_and_with_a_hundred_notes(known: bool, address: str):
    reader, author = person(), person()
    follow(reader, author, at=NOON)
    browser = browser_of(reader) if known else Client()
    if not known and address in {"/nearby/", "/following/"}:
        assert browser.get(address)["Location"].startswith(reverse("account_login"))
        return
    for i in range(10):
        note(author if i % 2 else None)
    few = queries(browser, address)
    for i in range(90):
        note(author if i % 2 else None)
    assert queries(browser, address) == few


def test_following_shows_everything_of_the_people_followed_newest_first():
    reader, author = person(), person()
    follow(reader, author, at=NOON)
    old = note(author, published_at=NOON - timedelta(days=400))
    new = note(author, visibility=Visibility.FOLLOWERS)
    note()
    note(author, visibility=Visibility.PRIVATE)
    assert cards(browser_of(reader).get("/following/").content.decode()) == [new.public_id, old.public_id]


def test_who_follows_nobody_is_shown_whom_others_follow():
    expert = person(kind="expert", name="Dr Bread")
    assert "Dr Bread" in browser_of(person()).get("/following/").content.decode()
    assert expert.followers_count == 0


def test_nearby_asks_for_a_city_and_says_when_too_few_people_are_about():
    assert "Choose a city or a square" in browser_of(person()).get("/nearby/").content.decode()
    facts = {"name_en": "Testford", "name_zh": "测试", "country": "GB", "time_zone": "Europe/London"}
    town = City.objects.create(code="testford", **facts)
    assert "Too few people nearby yet" in browser_of(person(city=town)).get("/nearby/").content.decode()


def test_a_category_has_an_address_and_holds_its_own_alone():
    bread, _novel = note(category=category("food/baking")), note(category=category("books"))
    for address in ("/c/food/", "/c/food/baking/"):
        text = Client().get(address).content.decode()
        assert cards(text) == [bread.public_id]
    assert 'aria-current="page"' in text


@pytest.mark.parametrize("address", ["/c/nothing/", "/c/food/nothing/", "/c//", "/c/%00/"])
def test_a_category_that_is_not_there_is_no_page(address: str):
    assert Client().get(address).status_code == 404


def test_a_category_no_longer_offered_is_no_page():
    category("retired", is_offered=False)
    assert Client().get("/c/retired/").status_code == 404


def test_the_tabs_are_links_with_addresses_of_their_own():
    category("food")
    text = Client().get(EXPLORE).content.decode()
    tabs = re.search(r'<nav class="tabs".*?</nav>', text, re.DOTALL)[0]
    addresses = re.findall(r'href="([^"]+)"', tabs)
    assert addresses[:3] == ["/", "/following/", "/nearby/"]
    assert "/c/food/" in addresses
    assert tabs.count('aria-current="page"') == 1


def test_hot_topics_are_those_most_different_people_write_under():
    busy, loud, hidden = (Topic.objects.create(slug=slug, name=slug) for slug in ("busy", "loud", "hidden"))
    Topic.objects.filter(pk=hidden.pk).update(is_hidden=True)
    one, at = person(), now()
    for _ in range(9):
        NoteTopic.objects.create(note=note(one, published_at=at), topic=loud)
    for _ in range(2):
        NoteTopic.objects.create(note=note(published_at=at), topic=busy)
        NoteTopic.objects.create(note=note(published_at=at), topic=hidden)
    text = Client().get("/topics/").content.decode()
    hot = re.search(r"<ol.*?</ol>", text, re.DOTALL)[0]
    assert re.findall(r'href="/t/(\w+)/"', hot) == ["busy", "loud"]


def test_explore_asks_for_one_stylesheet():
    some(1)
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', Client().get(EXPLORE).content.decode())
    assert [link.rsplit("/", 1)[1] for link in links] == ["site.css"]


def pictures(text: str) -> list[str]:
    """How each cover of a list is fetched."""
    found = re.findall(r'class="cover__picture".*?(fetchpriority="high"|loading="lazy")', text, re.DOTALL)
    return ["first" if "high" in one else "lazy" for one in found]


def test_the_pictures_in_sight_are_fetched_first_and_all_others_when_they_come_near():
    cover = {"stem": "p/ab/cd", "width": 360, "height": 480, "colour": "#abcdef", "placeholder": "", "alt": "A loaf"}
    some(25, cover=cover)
    text = Client().get(EXPLORE).content.decode()
    assert pictures(text) == ["first"] * 4 + ["lazy"] * 16
    more = re.search(r'data-next="([^"]+)"', text)
    assert more
    answer = Client().get(f"{EXPLORE}?after={more[1]}", headers={"X-Cards": "1"})
    assert pictures(answer.content.decode()) == ["lazy"] * 5
