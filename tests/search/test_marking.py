"""Words found are marked where they stand in the text as it was written, and nothing typed becomes markup."""

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import conditional_escape, strip_tags
from hypothesis import given
from hypothesis import strategies as st

from search import indexing, synonyms
from search.marking import marked, needles_of, passage, spans_in
from search.models import SynonymGroup
from search.reading import read
from tests.factories import NOON, note, person


@pytest.mark.parametrize(
    ("text", "needles", "shown"),
    [
        ("Bread that rose", ["bread"], "<mark>Bread</mark> that rose"),
        ("這款護手霜很好", ["护手霜"], "這款<mark>護手霜</mark>很好"),
        ("ＨＡＮＤ ｃｒｅａｍ", ["hand", "cream"], "<mark>ＨＡＮＤ</mark> <mark>ｃｒｅａｍ</mark>"),
        ("shortbread", ["bread"], "shortbread"),
        ("买iPhone壳", ["iphone"], "买<mark>iPhone</mark>壳"),
        ("护手霜", ["护手", "手霜"], "<mark>护手霜</mark>"),
        ("<b>bread</b>", ["bread", "b"], "&lt;<mark>b</mark>&gt;<mark>bread</mark>&lt;/<mark>b</mark>&gt;"),
        ("ﬁne bread", ["fine"], "<mark>ﬁne</mark> bread"),
        ("", ["bread"], ""),
        ("bread", [], "bread"),
    ],
)
def test_the_words_found_are_marked(text: str, needles: list[str], shown: str) -> None:
    assert marked(text, needles) == shown


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_marking_changes_no_letter_and_lets_no_markup_through(text: str, needles: list[str]) -> None:
    shown = marked(text, needles)
    assert shown.replace("<mark>", "").replace("</mark>", "") == conditional_escape(text)
    spans = spans_in(text, needles)
    assert all(a < b <= len(text) for a, b in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_passage_shows_the_word_with_what_stands_around_it() -> None:
    shown = passage("word " * 40 + "护手霜 " + "word " * 40, ["护手霜"])
    assert shown is not None
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "<mark>护手霜</mark>" in shown
    assert len(strip_tags(shown)) <= 112
    assert passage("nothing here", ["护手霜"]) is None


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["hushoushuang", "hss", "hand cream", "护手霜"])
def test_a_pinyin_or_an_alias_marks_the_chinese_words(text: str) -> None:
    note(title="冬天的護手霜")
    indexing.rebuild()
    synonyms.keep(SynonymGroup(), ["护手霜", "hand cream"], staff_id=person().pk, at=NOON)
    assert marked("冬天的護手霜", needles_of(read(text))) == "冬天的<mark>護手霜</mark>"


@pytest.mark.django_db
def test_a_hostile_title_stays_text_on_the_page_of_results_and_everywhere_after(client: Client) -> None:
    note(title="Bread <mark>x</mark><script>alert(1)</script>")
    indexing.rebuild()
    for _time in range(2):
        page = client.get(reverse("search:results"), {"q": "bread"}).content.decode()
        assert "<script>alert(1)" not in page
        assert "<mark>Bread</mark> &lt;mark&gt;x&lt;/mark&gt;" in page
    assert "<mark>" not in client.get("/").content.decode()


def test_a_passage_cuts_no_word_that_is_written_with_letters() -> None:
    shown = passage(
        "One long lunch. Walk there, tram back. Buy bread. " + "Sit on the steps of something. " * 6, ["bread"]
    )
    assert shown is not None
    assert shown.startswith("…there, tram back. Buy <mark>bread</mark>.")
    assert shown.removesuffix("…").rsplit(" ", 1)[-1] in {"Sit", "on", "the", "steps", "of", "something."}


def test_a_word_found_behind_a_very_long_one_is_shown_all_the_same() -> None:
    shown = passage("x" * 300 + "护手霜" + "y" * 300, ["护手霜"])
    assert shown is not None
    assert "<mark>护手霜</mark>" in shown
