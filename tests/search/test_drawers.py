"""How far a search looks: what it knows of its words, and which drawers it opens."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import drawers, groups, indexing, lexicon, postgres
from search.drawers import ALL, Drawers
from search.marks import PARTS, parts_of, step, steps_of
from search.models import Kind, Mark
from search.query import Search
from search.question import Asked, Question, Term, Way
from tests.factories import note

NOBODY = AnonymousUser()
# A million documents, as many in each of a hundred drawers.
MILLION = {step("w", number): 10_000 for number in range(100)}


def _counted(**documents: int) -> None:
    Mark.objects.bulk_create(Mark(kind=Kind.NOTE, mark=mark, documents=count) for mark, count in documents.items())


def _asked(*words: str, needs_all: bool = True, figures: Mapping[str, int] = MILLION) -> Drawers:
    terms = tuple(Term(word, (Way((word,)),)) for word in words)
    return Drawers(Asked(Kind.NOTE, Question(terms, needs_all=needs_all), sort="best"), figures)


def _lowest(reach: drawers.Reach) -> str:
    return min(reach.steps)


def test_a_document_lies_in_a_drawer_and_in_a_part_of_it() -> None:
    marks = steps_of(0.297, 7, datetime(2000, 1, 12, tzinfo=UTC))
    assert marks == ["~w00029", "~w00029.11", "~t00001", "~t00001.09", "~l00012"]


def test_the_parts_of_a_drawer_come_foremost_first() -> None:
    parts = parts_of("~w00029")
    assert (len(parts), parts[0], parts[-1]) == (PARTS, "~w00029.15", "~w00029.00")


@pytest.mark.django_db
def test_a_common_word_opens_as_few_drawers_as_hold_enough_of_it() -> None:
    _counted(bread=100_000)
    # One in ten: 1,500 hits lie in 15,000 documents, the two best drawers.
    reach = _asked("bread").first(1_500)
    assert (_lowest(reach), reach.documents) == ("~w00098", 20_000)


@pytest.mark.django_db
def test_the_last_drawer_is_opened_by_parts_and_only_as_far_as_is_needed() -> None:
    _counted(bread=100_000, **{f"~w00098.{number:02d}": 625 for number in range(PARTS)})
    reach = _asked("bread").first(1_500)
    assert [mark for mark in reach.steps if "." in mark] == [f"~w00098.{number:02d}" for number in range(15, 7, -1)]
    assert (reach.documents, "~w00098" in reach.steps, "~w00099" in reach.steps) == (15_000, False, True)


@pytest.mark.django_db
def test_a_drawer_some_of_whose_documents_lie_in_no_part_is_opened_whole() -> None:
    _counted(bread=100_000, **{f"~w00098.{number:02d}": 624 for number in range(PARTS)})
    assert _lowest(_asked("bread").first(1_500)) == "~w00098"


@pytest.mark.django_db
def test_a_rare_word_is_looked_for_everywhere() -> None:
    _counted(bread=100_000, rye=3_000)
    assert _asked("rye").first(1_500) == ALL
    assert _asked("bread", "rye").first(1_500) == ALL
    # 10,800 visits cost about as much as to open drawers with 140,000 documents and to visit 1,500.
    _counted(wheat=10_000, spelt=11_500)
    assert _asked("wheat").first(1_500) == ALL
    assert _asked("spelt").first(1_500).documents == 140_000
    assert _asked("nowhere").first(1_500) == ALL


@pytest.mark.django_db
def test_some_of_the_words_are_more_than_each_and_all_of_them_fewer() -> None:
    _counted(bread=100_000, lake=100_000)
    assert _asked("bread", "lake", needs_all=False).first(1_500).documents == 10_000
    # By chance 10,000 hold both and at most 100,000: about 31,600.
    assert _asked("bread", "lake").first(1_500).documents == 50_000


@pytest.mark.django_db
def test_the_parts_of_a_name_are_expected_together() -> None:
    _counted(hand=100_000, cream=100_000)
    terms = [Term(word, (Way((word,)),), is_glued=word == "cream") for word in ("hand", "cream")]
    assert Drawers(Asked(Kind.NOTE, Question(tuple(terms))), MILLION).first(1_500).documents == 20_000


@pytest.mark.django_db
def test_what_came_since_the_last_count_is_as_common_as_the_vocabulary_says() -> None:
    term = Term("bread", (Way(("bread",), documents=100_000),))
    assert Drawers(Asked(Kind.NOTE, Question((term,))), MILLION).first(1_500).documents == 20_000


@pytest.mark.django_db
def test_filters_are_part_of_what_is_expected() -> None:
    _counted(bread=800_000)
    asked = Asked(Kind.NOTE, Question((Term("bread", (Way(("bread",)),)),)), facts=["~form:video"])
    assert Drawers(asked, {**MILLION, "~form:video": 125_000}).first(1_500).documents == 20_000


@pytest.mark.django_db
def test_few_documents_are_looked_through_without_asking_for_their_words() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert _asked("bread", figures={"~w00001": drawers.FEW}).first(1_500) == ALL
    assert len(asked) == 0


@pytest.mark.django_db
def test_a_second_look_is_as_wide_as_the_first_one_tells() -> None:
    _counted(bread=100_000)
    asked = _asked("bread")
    first = asked.first(1_500)
    assert asked.further(first, 500, 1_500).documents == 60_000
    assert asked.further(first, 999, 1_500).documents == 40_000
    # A hundred in 20,000 are 5,000 in a million, and none may be anywhere.
    assert asked.further(first, 100, 1_500) == ALL
    assert asked.further(first, 0, 1_500) == ALL


@pytest.mark.django_db
def test_a_pair_of_characters_that_is_no_word_is_counted_when_it_is_common(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "COMMON", 3)
    for _each in range(3):
        note(title="面包在湖边")
    note(title="面包和茶")
    indexing.rebuild()
    assert lexicon.holding(Kind.NOTE, ["包在", "包和", "面包"]) == {"包在": 3, "面包": 4}
    assert not any(word in {"包在", "面包"} for word in lexicon.figures(Kind.NOTE))


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["best", "new", "liked"])
def test_what_lies_in_the_foremost_parts_is_the_best_there_is(monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    for number in range(40):
        # All in one drawer by weight and by week.
        note(title=f"Bread {number}", quality=0.5 + number / 8_000, like_count=20)
    indexing.rebuild()
    assert Mark.objects.filter(kind=Kind.NOTE, mark__regex=r"^~w\d+$").count() == 1
    whole = groups.of_kind(Search("bread", sort=sort), NOBODY).shown[Kind.NOTE].items
    monkeypatch.setattr(drawers, "FEW", 2)
    monkeypatch.setattr(postgres, "_AIM", 4)
    monkeypatch.setattr(postgres, "MOST_COUNTED", 1)
    few = groups.of_kind(Search("bread", sort=sort), NOBODY).shown[Kind.NOTE].items
    assert few[:3] == whole[:3]
