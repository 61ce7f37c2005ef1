"""What the site knows of somebody's taste: read, forgotten, and switched off altogether from the first page."""

import re

import pytest
from django.test import Client

from feed.pages import IMPERSONAL
from feed.readers import reader_of
from tests.factories import NOON, category, note, person
from users.interests import choose_interests
from users.models import Interest, User

pytestmark = pytest.mark.django_db
SWITCH = "/settings/privacy/recommendations/"


def logged_in(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def sources_of(browser: Client) -> set[str]:
    return set(re.findall(r'data-source="([a-z_]+)"', browser.get("/").content.decode()))


def fond_of_food() -> User:
    mina, food = person(language="en"), category("food")
    choose_interests(mina, [food], at=NOON)
    for _ in range(4):
        note(category=food)
    return mina


def test_the_first_page_holds_the_switch_and_one_press_turns_recommendations_off():
    mina = fond_of_food()
    browser = logged_in(mina)
    page = browser.get("/").content.decode()
    assert f'action="{SWITCH}"' in page
    assert "Turn personal recommendations off" in page
    answer = browser.post(SWITCH, {"wanted": "no", "next": "/"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Popular and new, the same to everybody" in answer.content.decode()
    assert not User.objects.get(pk=mina.pk).has_personal_feed


def test_without_personal_recommendations_the_page_is_full_and_nothing_on_it_knows_the_reader():
    mina = fond_of_food()
    browser = logged_in(mina)
    assert "interests" in sources_of(browser)
    browser.post(SWITCH, {"wanted": "no"})
    assert sources_of(browser) <= set(IMPERSONAL)
    assert sources_of(browser)
    assert reader_of(User.objects.get(pk=mina.pk), NOON).interests == frozenset()
    browser.post(SWITCH, {"wanted": "yes"})
    assert "interests" in sources_of(browser)


def test_a_visitor_turns_them_off_on_this_device_and_on_again():
    note()
    browser = Client()
    browser.post(SWITCH, {"wanted": "no"})
    assert browser.cookies["personal"].value == "off"
    assert "the same to everybody" in browser.get("/", headers={"accept-language": "en"}).content.decode()
    browser.post(SWITCH, {"wanted": "yes"})
    assert browser.cookies["personal"].value == ""


def test_looking_at_the_switch_changes_nothing_and_it_leads_to_no_other_site():
    mina = person()
    browser = logged_in(mina)
    assert browser.get(SWITCH).status_code == 405
    assert User.objects.get(pk=mina.pk).has_personal_feed
    assert browser.post(SWITCH, {"wanted": "no", "next": "https://example.org/"})["Location"] == "/"


def test_interests_are_read_with_where_they_come_from_and_forgotten_one_by_one_or_all():
    mina, food, home = person(language="en"), category("food"), category("home")
    garden = category("travel")
    choose_interests(mina, [food, home, garden], at=NOON)
    browser = logged_in(mina)
    page = browser.get("/settings/interests/").content.decode()
    assert page.count('<input type="hidden" name="category"') == 3
    assert f'datetime="{NOON.isoformat()[:10]}' in page
    browser.post("/settings/interests/forget/", {"category": "food"})
    assert set(Interest.objects.filter(person=mina).values_list("category__code", flat=True)) == {"home", "travel"}
    browser.post("/settings/interests/forget/", {"category": "nothing like this"})
    assert Interest.objects.filter(person=mina).count() == 2
    browser.post("/settings/interests/forget/", {})
    assert not Interest.objects.filter(person=mina).exists()


def test_nobody_forgets_the_interests_of_somebody_else():
    mina = fond_of_food()
    logged_in(person()).post("/settings/interests/forget/", {"category": "food"})
    assert Interest.objects.filter(person=mina).count() == 1
    assert Client().post("/settings/interests/forget/", {"category": "food"}).status_code == 302
    assert Interest.objects.filter(person=mina).count() == 1
