"""The brands' portal: for a brand's own people, over its own goods, and powerless over what others wrote."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.figures import lines_for
from shop.models import Brand, BrandMember, Evidence
from shop.reputation import recompute
from tests.factories import NOON, brand, evidence, person, product
from users.models import User

pytestmark = pytest.mark.django_db
HOME = "/portal/"


def browser_of(reader: User) -> Client:
    browser = Client()
    browser.force_login(reader)
    return browser


def works_for(of: Brand, role: str = "owner") -> User:
    member = person()
    BrandMember.objects.create(brand=of, person=member, role=role)
    return member


def page_of(about) -> str:
    return reverse("portal:product", args=[about.public_id])


def test_a_visitor_is_sent_to_log_in():
    for address in (HOME, page_of(product())):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("kind", ["member", "expert", "official", "brand", "staff"])
def test_who_works_for_no_brand_sees_nothing_whatever_their_account_says(kind: str):
    browser, cream = browser_of(person(kind=kind)), product()
    assert browser.get(HOME).status_code == 403
    assert browser.get(page_of(cream)).status_code == 403


@pytest.mark.parametrize("role", list(BrandMember.Role))
def test_a_brands_people_see_its_goods_in_every_state_and_nobody_elses(role: str):
    own = brand()
    mine, draft, other = product("Cream", brand=own), product("Secret", brand=own, state="draft"), product("Foreign")
    browser = browser_of(works_for(own, role))
    text = browser.get(HOME).content.decode()
    assert "Cream" in text
    assert "Secret" in text
    assert "Foreign" not in text
    assert browser.get(page_of(mine)).status_code == 200
    assert browser.get(page_of(draft)).status_code == 200
    assert browser.get(page_of(other)).status_code == 404


def test_who_left_a_brand_is_out_at_once():
    own = brand()
    member = works_for(own)
    browser = browser_of(member)
    assert browser.get(HOME).status_code == 200
    BrandMember.objects.filter(person=member).delete()
    assert browser.get(HOME).status_code == 403


def test_somebody_of_two_brands_sees_both():
    member = works_for(brand())
    BrandMember.objects.create(brand=brand(), person=member, role="editor")
    for membership in BrandMember.objects.filter(person=member):
        product(brand=membership.brand)
    assert len(lines_for(member, at=NOON)) == 2


def test_a_colleague_does_not_double_the_figures():
    own = brand()
    member = works_for(own)
    works_for(own)
    cream = product(brand=own)
    evidence(cream)
    line = lines_for(member, at=NOON)[0]
    assert (line.mentions_week, line.mentions_month, line.sponsored) == (1, 1, 0)


def test_the_figures_are_those_of_a_week_and_a_month_and_of_what_stands():
    own = brand()
    member, cream = works_for(own), product(brand=own)
    for days in (1, 6, 8, 29, 31):
        evidence(cream, created_at=NOON - timedelta(days=days))
    evidence(cream, created_at=NOON, relation="paid")
    evidence(cream, created_at=NOON, withdrawn_at=NOON)
    line = lines_for(member, at=NOON)[0]
    assert (line.mentions_week, line.mentions_month, line.sponsored) == (3, 5, 1)


def test_a_brand_reads_every_mention_the_bad_ones_too():
    own = brand()
    cream, browser = product(brand=own), browser_of(works_for(own))
    evidence(cream, stance=1, text="Title\nquokka")
    evidence(cream, stance=5, text="Title\nwombat")
    evidence(cream, stance=5, relation="paid", text="Title\nnumbat")
    text = browser.get(page_of(cream)).content.decode()
    assert all(word in text for word in ("quokka", "wombat", "numbat"))
    bad = browser.get(page_of(cream), {"stance": "1"}).content.decode()
    assert "quokka" in bad
    assert "wombat" not in bad
    paid = browser.get(page_of(cream), {"relation": "paid"}).content.decode()
    assert "numbat" in paid
    assert "quokka" not in paid


@pytest.mark.parametrize("query", ["relation=cousin", "stance=9", "stance=x", "after=nonsense", "after=WyJhIiwiYiJd"])
def test_a_filter_nobody_offered_shows_everything(query: str):
    own = brand()
    cream = product(brand=own)
    evidence(cream, text="Title\nquokka")
    assert b"quokka" in browser_of(works_for(own)).get(f"{page_of(cream)}?{query}").content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_in_the_portal_changes_a_word(method: str):
    own = brand()
    cream = product(brand=own)
    row = evidence(cream)
    browser = browser_of(works_for(own))
    for address in (HOME, page_of(cream)):
        assert getattr(browser, method)(address).status_code == 405
    assert Evidence.objects.get() == row


def test_the_portal_offers_no_button_over_mentions():
    own = brand()
    cream = product(brand=own)
    evidence(cream)
    text = browser_of(works_for(own)).get(page_of(cream)).content.decode()
    main = re.search(r"<main.*?</main>", text, re.DOTALL)[0]
    assert 'method="post"' not in main


def queries(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_pages_cost_the_same_for_ten_and_a_hundred_rows():
    few, many = brand(), brand()
    first = {}
    for owner, number in ((few, 10), (many, 100)):
        for _ in range(number):
            one = product(brand=owner)
        for _ in range(number):
            evidence(one)
        recompute(one.pk, at=NOON)
        first[owner.pk] = one
    browsers = [browser_of(works_for(owner)) for owner in (few, many)]
    assert queries(browsers[0], HOME) == queries(browsers[1], HOME)
    pages = [page_of(first[owner.pk]) for owner in (few, many)]
    assert queries(browsers[0], pages[0]) == queries(browsers[1], pages[1])
