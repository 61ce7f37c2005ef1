"""Cards are drawn once and remembered by what they show; what differs with the request is put in every time."""

from dataclasses import replace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from notes.cards import Card, card_of
from notes.templatetags.card_tags import _drawn
from tests.factories import note

pytestmark = pytest.mark.django_db
_TEMPLATE = "{% load card_tags %}{% card_piece card eager=eager %}"


def drawn(card: Card, *, token: str = "t0", path: str = "/", eager: bool = False) -> str:
    request = RequestFactory().get(path)
    context = Context({"card": card, "eager": eager, "csrf_token": token, "request": request})
    return Template(_TEMPLATE).render(context)


@pytest.fixture
def card() -> Card:
    _drawn.cache_clear()
    return card_of(note(title="A <b> title"), is_liked=False, source="popular")


def test_a_remembered_card_carries_the_token_and_the_place_of_this_request(card: Card):
    first, second = drawn(card, token="t1", path="/"), drawn(card, token="t2", path="/?q=1&x=%3C")
    assert _drawn.cache_info().hits == 1
    assert 'name="csrfmiddlewaretoken" value="t1"' in first
    assert 'name="csrfmiddlewaretoken" value="t2"' in second
    assert 'name="next" value="/?q=1&amp;x=%3C"' in second
    assert "t1" not in second


def test_a_card_that_shows_something_else_is_drawn_anew(card: Card):
    assert 'data-count="0"' in drawn(card)
    assert 'data-count="7"' in drawn(replace(card, likes=7))
    assert 'aria-pressed="true"' in drawn(replace(card, is_liked=True))


def test_a_card_is_remembered_for_each_language(card: Card):
    with translation.override("zh-hans"):
        chinese = drawn(card)
    assert 'aria-label="Like"' in drawn(card)
    assert 'aria-label="Like"' not in chinese


def test_what_people_typed_is_escaped(card: Card):
    assert "A &lt;b&gt; title" in drawn(card)
