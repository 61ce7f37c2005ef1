"""The shop's pages: what a visitor sees of a product, its evidence, and a brand."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notes.models import NoteProduct, Visibility
from shop.models import Product
from shop.panels import evidence_of, panel_of
from shop.reputation import recompute
from tests.factories import NOON, brand, category, evidence, note, person, product

pytestmark = pytest.mark.django_db


def text_of(address: str, **query: str) -> str:
    answer = Client().get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def spoken_of(about: Product, voices: int = 8, stance: int = 4, **facts) -> None:
    for _ in range(voices):
        evidence(about, stance=stance, **facts)
    recompute(about.pk, at=NOON, mean=3.0)


def test_a_product_with_seven_voices_shows_no_score_and_how_many_are_missing():
    cream = product("Hand cream")
    spoken_of(cream, 7)
    text = text_of(cream.get_absolute_url())
    assert "7 voices: too few for a score." in text
    assert "1 more independent voice and there is one." in text
    assert "reputation__score" not in text


def test_a_product_with_eight_voices_shows_its_score_with_the_interval():
    cream = product()
    spoken_of(cream, 8)
    text = text_of(cream.get_absolute_url())
    assert re.search(r'reputation__score">3\.5<', text)
    assert "with 95 % certainty between" in text


def test_the_switch_shows_what_sponsored_words_would_do_and_leaves_the_score():
    cream = product()
    spoken_of(cream, 8, 3)
    spoken_of(cream, 8, 5, relation="paid")
    plain, switched = (text_of(cream.get_absolute_url(), **query) for query in ({}, {"sponsored": "1"}))
    score = re.search(r'reputation__score">([\d.]+)<', plain)[1]
    assert re.search(r'reputation__score">([\d.]+)<', switched)[1] == score == "3.0"
    assert "the plain mean would be 4.0" in switched
    assert "8 sponsored or related, which do not count" in plain


def test_every_piece_of_evidence_that_does_not_count_says_why():
    cream, author = product(), person()
    evidence(cream, author, text="Title\nEarlier.")
    evidence(cream, author, text="Title\nLater.", created_at=NOON.replace(hour=13))
    for relation in ("paid", "gifted", "own"):
        evidence(cream, relation=relation)
    evidence(cream, stance=None)
    evidence(cream, text_fingerprint="0" * 16)
    evidence(cream, text_fingerprint="0" * 16, created_at=NOON.replace(hour=14))
    text = text_of(cream.get_absolute_url())
    for words in (
        "the author was paid",
        "a gift from the brand",
        "the author&#x27;s own shop or employer",
        "the author gave no verdict",
        "the same author wrote again later",
        "nearly the same words as an earlier note",
    ):
        assert text.count(f"Does not count: {words}") == 1


def test_withdrawn_evidence_is_not_shown():
    cream = product()
    evidence(cream, text="Title\nquokka", withdrawn_at=NOON)
    assert "quokka" not in text_of(cream.get_absolute_url())


def test_what_people_wrote_reaches_the_page_escaped():
    cream = product()
    evidence(cream, text="Title\n<script>alert(1)</script>")
    assert "<script>alert(1)" not in text_of(cream.get_absolute_url())


def test_the_pages_of_evidence_hold_each_row_once():
    cream = product()
    keys = {evidence(cream).pk for _ in range(25)}
    seen, cursor = [], ""
    for _ in range(3):
        page = evidence_of(cream, cursor=cursor)
        seen += [row.evidence.pk for row in page.items]
        cursor = page.cursor
    assert (len(seen), set(seen), cursor) == (25, keys, "")


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WyJhIiwiYiJd", "x" * 900])
@pytest.mark.parametrize("page", ["product", "brand", "home"])
def test_a_cursor_nobody_made_starts_at_the_top(page: str, cursor: str):
    cream = product()
    addresses = {
        "product": cream.get_absolute_url(),
        "brand": cream.brand.get_absolute_url(),
        "home": reverse("shop:home"),
    }
    assert "Hand cream" in text_of(addresses[page], after=cursor)


@pytest.mark.parametrize("state", [state for state in Product.State if state != Product.State.LIVE])
def test_a_product_that_is_not_live_is_no_page_and_on_no_shelf(state: str):
    cream = product("Quokka cream", state=state)
    assert Client().get(cream.get_absolute_url()).status_code == 404
    assert "Quokka" not in text_of(reverse("shop:home"))
    assert "Quokka" not in text_of(cream.brand.get_absolute_url())


def test_a_product_page_names_price_stock_and_what_experts_wrote():
    cream = product(brand=brand("Nivalis"))
    expert_note = note(person(kind="expert"), title="A chemist looks at it")
    plain_note = note(title="My winter hands")
    hidden = note(title="Between us", visibility=Visibility.FOLLOWERS)
    for one in (expert_note, plain_note, hidden):
        NoteProduct.objects.create(note=one, product=cream, relation="bought")
    text = text_of(cream.get_absolute_url())
    assert "12.00" in text
    assert "In stock" in text
    assert text.index("A chemist looks at it") < text.index("My winter hands")
    assert "Between us" not in text


def test_a_sold_out_variant_says_so():
    cream = product()
    cream.variants.update(stock=0)
    assert "Sold out" in text_of(cream.get_absolute_url())


def test_a_brand_shows_its_own_goods_and_whether_it_is_verified():
    nivalis = brand("Nivalis", verified_at=NOON)
    product("Hand cream", brand=nivalis)
    product("Foreign soap")
    text = text_of(nivalis.get_absolute_url())
    assert "Hand cream" in text
    assert "Foreign soap" not in text
    assert "Verified" in text
    assert "Verified" not in text_of(brand("Newcomer").get_absolute_url())


def test_a_brand_nobody_knows_is_no_page():
    assert Client().get("/b/nobody/").status_code == 404


def test_home_shows_first_what_enough_independent_voices_speak_well_of():
    good, loud, middling = product("Good"), product("Loud"), product("Middling")
    spoken_of(good, 8, 5)
    spoken_of(middling, 8, 3)
    spoken_of(loud, 20, 5, relation="paid")
    answer = Client().get(reverse("shop:home"))
    assert [one.name for one in answer.context["best"]] == ["Good", "Middling"]
    assert [one.name for one in answer.context["products"]] == ["Middling", "Loud", "Good"]


def test_home_of_a_category_holds_its_children_and_not_its_namesakes():
    product("Cream", category=category("skin/hands"))
    product("Drum", category=category("skinhead"))
    answer = Client().get(reverse("shop:home"), {"category": "skin"})
    assert [one.name for one in answer.context["products"]] == ["Cream"]


@pytest.mark.parametrize("code", ["nothing", "x" * 900, "'; --", "%"])
def test_a_category_nobody_offered_is_an_empty_shelf(code: str):
    product()
    assert Client().get(reverse("shop:home"), {"category": code}).context["products"] == []


def queries(address: str) -> int:
    Client().get(address)
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return len(captured)


def test_a_product_page_costs_the_same_for_ten_and_a_hundred_words():
    few, many = product(), product()
    for about, number in ((few, 10), (many, 100)):
        for _ in range(number):
            evidence(about)
            NoteProduct.objects.create(note=note(), product=about, relation="bought")
        recompute(about.pk, at=NOON)
    assert queries(few.get_absolute_url()) == queries(many.get_absolute_url())


def test_a_brand_page_and_home_cost_the_same_for_ten_and_a_hundred_goods():
    few, many = brand(), brand()
    for owner, number in ((few, 10), (many, 100)):
        for _ in range(number):
            product(brand=owner)
    assert queries(few.get_absolute_url()) == queries(many.get_absolute_url())
    with_few = queries(reverse("shop:home"))
    for _ in range(30):
        product()
    assert queries(reverse("shop:home")) == with_few


def test_a_panel_of_a_product_nobody_spoke_of_is_empty_and_asks_for_eight():
    panel = panel_of(product(), with_sponsored=True)
    assert (panel.score, panel.voices, panel.sponsored, panel.missing) == (None, 0, 0, 8)
    assert [(bar.stance, bar.count, bar.percent) for bar in panel.bars] == [(s, 0, 0) for s in (5, 4, 3, 2, 1)]
    assert panel.mean_with_sponsored is None
