"""A joke in a real browser: told before it is published, published all the same, and asked about."""

import pytest
from playwright.sync_api import expect

from notes.classification.models import CategoryAppeal
from notes.models import Note
from tests import small_classifier
from tests.browser.conftest import PASSWORD
from tests.factories import category
from users.models import Kind

JOKE = ("Knock knock, who is there", "Lettuce hahaha. Forward this to all your friends now lol")
TOLD = "This would not be recommended."


@pytest.fixture
def author(member, visitor):
    small_classifier.put_to_use()
    category("food/baking")
    member("mina_writes", name="Mina")
    return visitor("mina").log_in("mina_writes", PASSWORD)


def test_an_author_sees_why_a_joke_will_not_be_recommended_and_appeals(author, worker, member, visitor):
    author.compose(*JOKE, category="Food")
    expect(author.page.locator("[data-misfit]")).to_contain_text(TOLD)
    expect(author.page.locator("[data-misfit]")).to_contain_text("laughter")
    path = author.publish()
    author.wait_until_live(path)
    left_out = author.page.locator("[data-left-out]")
    expect(left_out).to_contain_text("This note is not recommended.")
    expect(left_out).to_contain_text("laughter")
    assert not Note.objects.recommendable().exists()

    left_out.get_by_role("link", name="Ask an editor to look at it").click()
    author.page.get_by_label("What is it about?").fill("It teaches a joke about salad.")
    author.page.get_by_role("button", name="Send the question").click()
    expect(left_out).to_contain_text("You asked an editor to look at it.")

    member("agnes_staff", kind=Kind.STAFF, is_staff=True, is_superuser=True)
    asked = CategoryAppeal.objects.get()
    desk = visitor("agnes").log_in("agnes_staff", PASSWORD)
    desk.go(f"/admin/classification/categoryappeal/{asked.pk}/change/")
    expect(desk.page.get_by_text("It teaches a joke about salad.")).to_be_visible()
    desk.page.get_by_role("button", name="Put under a category").click()
    desk.page.locator("[name=category]").select_option(str(category("food").pk))
    desk.page.locator("[name=words]").fill("It is about food after all.")
    desk.page.get_by_role("button", name="Put under a category").click()
    expect(desk.page.get_by_role("button", name="Put under a category")).to_have_count(0)

    author.go(path)
    expect(author.page.get_by_text("An editor put this note under Food.")).to_be_visible()
    expect(author.page.get_by_text("It is about food after all.")).to_be_visible()
    assert Note.objects.recommendable().exists()


def test_while_somebody_writes_the_category_is_offered_and_one_press_takes_it(author):
    author.go("/publish/?new")
    author.page.locator("[name=title]").fill("Sourdough bread for beginners")
    author.page.locator("[name=body]").fill("Rye flour and a hot oven.")
    offer = author.page.locator("[data-take]").first
    expect(offer).to_contain_text("%")
    offer.click()
    expect(author.page.locator("[name=category]")).to_have_value(str(category("food/baking").pk))
    expect(author.page.locator("[data-misfit]")).to_have_count(0)
