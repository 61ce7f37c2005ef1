"""What the composer says of the words on it, while somebody writes and without any script."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from notes.classification.decisions import rule
from notes.classification.models import ClassifierVersion, NoteVerdict
from notes.models import Draft, Note
from tests.factories import NOON, category, note, person

pytestmark = pytest.mark.django_db
PUBLISH = "/publish/"
LOAF = {"title": "Sourdough bread for beginners", "body": "Rye flour and a hot oven."}
LETTER = {"title": "Forward this to ten people", "body": "Send it to all your friends or else lol"}


@pytest.fixture
def author():
    return person("mina_writes")


@pytest.fixture
def browser(author, client: Client) -> Client:
    client.force_login(author)
    return client


def words(**sent):
    return {"submission_key": str(uuid.uuid4()), "category": category().pk, "visibility": "public", **LOAF, **sent}


def test_the_script_reads_the_category_the_confidence_and_the_words_that_decided(browser, version: ClassifierVersion):
    baking = category("food/baking")
    piece = browser.post(reverse("notes:suggest"), LOAF).content.decode()
    assert f'data-take="{baking.pk}"' in piece
    assert " %</button>" in piece
    assert "bread" in piece
    assert not Note.objects.exists()
    assert not Draft.objects.exists()


def test_words_that_fit_nowhere_are_told_with_the_reason(browser, version: ClassifierVersion):
    piece = browser.post(reverse("notes:suggest"), LETTER).content.decode()
    assert "This would not be recommended." in piece
    assert "asks readers to pass it on" in piece


def test_nothing_is_said_of_hardly_any_words_or_without_a_version(browser):
    assert "Reads like" not in browser.post(reverse("notes:suggest"), LOAF).content.decode()
    assert browser.post(reverse("notes:suggest"), {"title": "\x00", "editing": "nobody"}).status_code == 404


def test_a_visitor_is_not_answered(client, version: ClassifierVersion):
    assert client.post(reverse("notes:suggest"), LOAF).status_code == 302


def test_a_step_without_a_script_shows_what_the_words_read_like_and_its_button_chooses(browser, version):
    baking = category("food/baking")
    page = browser.post(PUBLISH, words(step="find-product"))
    assert f"take-category:{baking.pk}" in page.content.decode()
    chosen = browser.post(PUBLISH, words(step=f"take-category:{baking.pk}", category=""))
    assert chosen.context["form"]["category"].value() == str(baking.pk)
    assert chosen.context["form"]["title"].value() == LOAF["title"]


def test_what_fits_nowhere_is_told_once_before_it_is_published(browser, version: ClassifierVersion):
    page = browser.post(PUBLISH, words(**LETTER))
    assert page.status_code == 422
    assert "Before this is published" in page.content.decode()
    assert LETTER["body"] in page.content.decode()
    assert not Note.objects.exists()
    browser.post(PUBLISH, words(**LETTER, told_misfit="1"))
    assert not Note.objects.get().is_classifiable


def test_what_is_not_for_everybody_is_published_without_a_word(browser, version: ClassifierVersion):
    browser.post(PUBLISH, words(**LETTER, visibility="followers"))
    assert Note.objects.count() == 1


def test_what_an_editor_put_under_a_category_is_not_doubted_again(browser, author, version: ClassifierVersion):
    row = note(author, **LETTER)
    rule(row, category("travel"), person=person(), at=NOON)
    page = browser.get(reverse("notes:edit", args=[row.public_id])).content.decode()
    assert "This would not be recommended." not in page


def test_the_author_reads_on_the_note_what_it_reads_like_and_others_do_not(browser, author, version: ClassifierVersion):
    row = note(author, **LOAF)
    NoteVerdict.objects.create(
        note=row, version=version, proposed=category("food/baking"), confidence=0.82, reject=0.1, fits=True,
        reasons=[["bread", 0.6]], at=NOON,
    )  # fmt: skip
    assert "82 %" in browser.get(row.get_absolute_url()).content.decode()
    assert "82 %" not in Client().get(row.get_absolute_url()).content.decode()


def test_the_author_of_a_misfit_reads_why_and_where_to_ask(browser, author, version: ClassifierVersion):
    row = note(author, is_classifiable=False, **LETTER)
    NoteVerdict.objects.create(
        note=row, version=version, proposed=None, confidence=0.5, reject=0.97, fits=False,
        reasons=[["~forward", 0.6], ["ten people", 0.2]], at=NOON,
    )  # fmt: skip
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "This note is not recommended." in page
    assert "asks readers to pass it on · ten people" in page
    assert reverse("notes:category_appeal", args=[row.public_id]) in page
