"""Mentions in what people write: a link where somebody answers, words where nobody does, and one query for a page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notes.comments import write_comment
from notes.markup import body_html, people_named_in
from notes.models import Note
from tests.factories import NOON, note, person

pytestmark = pytest.mark.django_db


def shown(written: Note) -> str:
    return Client().get(written.get_absolute_url()).content.decode()


def test_a_mention_of_nobody_stays_words_as_they_were_typed():
    person("mina_reads")
    text = shown(note(body="Thanks @mina_reads and @Nobody_Here."))
    assert '<a class="mention" href="/@mina_reads/">@mina_reads</a> and @Nobody_Here.' in text


def test_somebody_whose_account_is_closed_is_no_link():
    person("mina_reads", is_active=False)
    assert "class=" not in body_html("@mina_reads", people_named_in(["@mina_reads"]))


def test_a_comment_that_names_nobody_known_has_no_link_either():
    written = note()
    write_comment(written, person(level=4), "Ask @nobody_here or @mina_reads", at=NOON)
    person("mina_reads")
    text = shown(written)
    assert "Ask @nobody_here or" in text
    assert text.count('class="mention"') == 1


def test_a_mention_that_leads_nowhere_can_carry_no_markup():
    assert body_html('@nobody_here"><b>', frozenset()) == '<p dir="auto">@nobody_here&quot;&gt;&lt;b&gt;</p>'


def test_texts_that_name_nobody_ask_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert people_named_in(["Rye and water", "a@b.example"]) == frozenset()


def test_the_page_asks_once_for_everybody_its_comments_name():
    written, crowd = note(), [person(f"reader_{number}") for number in range(8)]
    author = person(level=4)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(written)
        return len(seen)

    write_comment(written, author, f"@{crowd[0].handle}", at=NOON)
    asked()
    before = asked()
    for one in crowd[1:]:
        write_comment(written, author, f"@{one.handle} and @{crowd[0].handle}", at=NOON)
    assert asked() == before
