"""Editing beside other hands: what others did meanwhile stays, and what was told stays told."""

import pytest

from notes import publishing
from notes.composition import CompositionRefused, ProductTag
from notes.engagement import react
from notes.models import Note, State, Topic, Visibility
from notes.policy import policy_for
from notes.writing import disclosure_of
from shop.models import Evidence
from tests.factories import NOON, composition, note, person, product

pytestmark = pytest.mark.django_db


def edit(written: Note, **facts) -> Note:
    publishing.edit(written, composition(**facts), policy=policy_for(written.author), at=NOON)
    return Note.objects.get(pk=written.pk)


def test_a_like_that_came_while_the_author_was_editing_is_not_lost():
    open_in_the_editor = note()
    react(Note.objects.get(pk=open_in_the_editor.pk), person(), "like", at=NOON)
    assert edit(open_in_the_editor).like_count == 1


def test_a_verdict_that_came_while_the_author_was_editing_stands():
    open_in_the_editor = note(state=State.SUBMITTED, published_at=None)
    publishing.go_live(Note.objects.get(pk=open_in_the_editor.pk), at=NOON)
    assert edit(open_in_the_editor, title="Bread, again").state == State.LIVE


def test_a_refusal_that_came_while_the_author_was_editing_hands_the_note_in_again():
    open_in_the_editor = note(state=State.SUBMITTED, published_at=None)
    publishing.refuse(Note.objects.get(pk=open_in_the_editor.pk), reason="Advertising.", at=NOON)
    assert edit(open_in_the_editor).state == State.SUBMITTED


def test_topics_of_a_note_that_went_live_meanwhile_are_counted_right():
    open_in_the_editor = note(state=State.SUBMITTED, published_at=None)
    publishing.go_live(Note.objects.get(pk=open_in_the_editor.pk), at=NOON)
    edit(open_in_the_editor, topics=["Sourdough"])
    assert Topic.objects.get(slug="sourdough").notes_count == 1


def test_topics_are_counted_as_they_come_and_go_on_a_live_note():
    written = note()
    edit(written, topics=["Sourdough", "Rye"])
    edit(written, topics=["Rye", "Oats"])
    counts = dict(Topic.objects.values_list("slug", "notes_count"))
    assert counts == {"sourdough": 0, "rye": 1, "oats": 1}


STRENGTH = ["", "own", "gifted", "paid"]


@pytest.mark.parametrize("before", STRENGTH)
@pytest.mark.parametrize("given", ["bought", "none", "own", "gifted", "paid"])
def test_what_was_disclosed_never_weakens(before: str, given: str):
    found = disclosure_of([given], before)
    told = given if given in STRENGTH else ""
    assert STRENGTH.index(found) == max(STRENGTH.index(before), STRENGTH.index(told))


def test_the_strongest_of_several_relations_is_told():
    assert disclosure_of(["bought", "own", "paid", "gifted"]) == "paid"


def test_a_note_once_told_to_be_paid_stays_so_when_its_author_takes_the_product_off():
    cream = product()
    written = note()
    assert edit(written, products=[ProductTag(cream, "paid", 5)]).disclosure == "paid"
    assert edit(written).disclosure == "paid"


@pytest.mark.parametrize("between", [[], [("Soap", "bought")]])
def test_what_readers_were_told_of_a_product_is_never_made_less_even_after_it_was_gone(between: list):
    cream = product()
    written = note()
    edit(written, products=[ProductTag(cream, "gifted", 5)])
    edit(written, products=[ProductTag(product(name), relation, 5) for name, relation in between])
    with pytest.raises(CompositionRefused) as refused:
        edit(written, products=[ProductTag(cream, "bought", 5)])
    assert list(refused.value.errors) == ["products"]
    assert not written.note_products.filter(product=cream).exists()


def test_what_readers_were_told_of_a_product_may_be_made_more():
    cream = product()
    written = note()
    edit(written, products=[ProductTag(cream, "gifted", 5)])
    assert edit(written, products=[ProductTag(cream, "paid", 5)]).disclosure == "paid"


def test_before_anybody_read_it_a_relation_may_be_put_right():
    cream = product()
    written = note(state=State.SUBMITTED, published_at=None)
    edit(written, products=[ProductTag(cream, "paid", 5)])
    edit(written, products=[ProductTag(cream, "bought", 5)])
    assert written.note_products.get().relation == "bought"


def test_a_public_note_made_private_stops_being_evidence():
    cream = product()
    written = note()
    edit(written, products=[ProductTag(cream, "bought", 4)])
    assert Evidence.objects.standing().count() == 1
    edit(written, products=[ProductTag(cream, "bought", 4)], visibility=Visibility.PRIVATE)
    assert Evidence.objects.standing().count() == 0


def test_a_product_no_longer_named_loses_the_evidence_and_the_other_keeps_it():
    cream, soap = product("Hand cream"), product("Soap")
    written = note()
    edit(written, products=[ProductTag(cream, "bought", 4), ProductTag(soap, "none", 2)])
    edit(written, products=[ProductTag(soap, "none", 3)])
    assert list(Evidence.objects.standing().values_list("product", "stance")) == [(soap.pk, 3)]
    assert Evidence.objects.filter(product=cream).count() == 1
