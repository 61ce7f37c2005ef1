"""One thing, many ways of typing it: pinyin, initials, either script, aliases, and slips."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import groups, indexing, synonyms
from search.models import Kind, SynonymGroup
from search.nearness import is_one_letter_off, is_one_syllable_off
from search.pinyin import split
from search.query import Search, find
from search.reading import forgiving, read
from tests.factories import NOON, brand, note, person, product

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def same(*words: str) -> SynonymGroup:
    return synonyms.keep(SynonymGroup(), list(words), staff_id=person().pk, at=NOON)


def products(text: str) -> list[str]:
    return [item.name_zh for item in groups.of_kind(Search(text, Kind.PRODUCT), NOBODY).shown[Kind.PRODUCT].items]


def furnish() -> None:
    """Two products and a note that have nothing of each other."""
    product("Oat balm", name_zh="燕麦护手霜", brand=brand("Linden"))
    product("Air fryer", name_zh="空气炸锅", brand=brand("Hearth"))
    note(title="周末的面包", body="隔夜发酵。")
    indexing.rebuild()


@pytest.mark.parametrize(
    "text",
    ["护手霜", "护手", "hushoushuang", "hss", "護手霜", "hand cream", "Hand  Cream", "ＨＳＳ", "yanmai hss",
     "燕麦 hushou", "linden护手霜", "LINDEN hand cream", "ymhss", "yanmaihushoushuang"],
)  # fmt: skip
def test_every_way_of_typing_hand_cream_finds_the_hand_cream(text: str) -> None:
    furnish()
    same("护手霜", "hand cream")
    assert products(text) == ["燕麦护手霜"]


@pytest.mark.parametrize(
    "text",
    [
        "hushoushaung",  # two letters swapped
        "hushousuang",  # one missing
        "hushoushhuang",  # one too many
        "hishoushuang",  # one wrong
        "hutoushuang",  # one syllable misheard
        "护手双",  # the right sounds, a wrong character
        "护头霜",  # a wrong sound
    ],
)
def test_a_slip_in_pinyin_or_in_a_character_is_forgiven_and_told(text: str) -> None:
    furnish()
    results = groups.of_kind(Search(text, Kind.PRODUCT), NOBODY)
    assert [item.name_zh for item in results.shown[Kind.PRODUCT].items] == ["燕麦护手霜"]
    assert "护手霜" in results.corrections[0][1]


@pytest.mark.parametrize("text", ["bred", "breead", "braed", "breda", "brxad"])
def test_a_slip_of_one_letter_is_forgiven(text: str) -> None:
    note(title="Bread that rose")
    note(title="A quiet museum")
    indexing.rebuild()
    found = groups.of_kind(Search(text), NOBODY)
    assert [card.title for card in found.shown[Kind.NOTE].items] == ["Bread that rose"]
    assert found.corrections == [(text, "bread")]


def test_two_slips_are_another_word() -> None:
    note(title="Bread that rose")
    indexing.rebuild()
    assert groups.of_kind(Search("brxxd"), NOBODY).is_empty


def test_a_word_somebody_wrote_is_never_corrected() -> None:
    note(title="Bread that rose")
    note(title="A breed of sheep")
    indexing.rebuild()
    results = groups.of_kind(Search("breed"), NOBODY)
    assert [card.title for card in results.shown[Kind.NOTE].items] == ["A breed of sheep"]
    assert results.corrections == []


def test_only_the_word_with_the_slip_is_replaced() -> None:
    note(title="Bread by the lake")
    note(title="Bread at home")
    indexing.rebuild()
    results = groups.of_kind(Search("bread lakee"), NOBODY)
    assert [card.title for card in results.shown[Kind.NOTE].items] == ["Bread by the lake"]
    assert results.corrections == [("lakee", "lake")]


def test_an_english_word_is_not_taken_for_pinyin() -> None:
    note(title="Women at work")
    note(title="我们的厨房")
    indexing.rebuild()
    assert [card.title for card in find(Search("women"), NOBODY).items] == ["Women at work"]


def test_words_of_a_chinese_query_may_stand_apart() -> None:
    note(title="护手霜怎么选", body="冬天干得厉害。")
    indexing.rebuild()
    assert [card.title for card in find(Search("冬天的护手霜"), NOBODY).items] == ["护手霜怎么选"]


def test_small_words_are_not_asked_for() -> None:
    note(title="Cream that helped my hands", body="Every winter.")
    indexing.rebuild()
    assert [card.title for card in find(Search("the cream for hands"), NOBODY).items] == ["Cream that helped my hands"]


def test_a_query_of_small_words_alone_is_still_asked() -> None:
    note(title="The the")
    indexing.rebuild()
    assert [card.title for card in find(Search("the"), NOBODY).items] == ["The the"]


def test_relaxing_says_which_words_are_nowhere() -> None:
    note(title="Bread by the lake")
    note(title="A museum of clocks")
    indexing.rebuild()
    results = groups.of_kind(Search("bread clocks qqqq"), NOBODY)
    assert results.is_relaxed
    assert {card.title for card in results.shown[Kind.NOTE].items} == {"Bread by the lake", "A museum of clocks"}
    assert results.missing == ["qqqq"]
    assert [group.count for group in results.groups] == [0, 0, 0, 0]


def test_a_lone_word_that_is_nowhere_is_not_relaxed() -> None:
    note(title="Bread")
    indexing.rebuild()
    results = groups.everything(Search("qqqqqq"), NOBODY)
    assert (results.is_empty, results.is_relaxed) == (True, False)


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("hushoushuang", ["hu", "shou", "shuang"]),
        ("xian", ["xian"]),
        ("nvhai", ["nv", "hai"]),
        ("bread", []),
        ("", []),
        ("a" * 500, []),
        ("hu shou", []),
    ],
)
def test_letters_are_split_into_syllables_or_are_no_pinyin(letters: str, syllables: list[str]) -> None:
    assert split(letters) == syllables


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("bread", "bread", True),
        ("bread", "braed", True),
        ("bread", "breads", True),
        ("bread", "bead", True),
        ("bread", "broad", True),
        ("bread", "brood", False),
        ("bread", "braede", False),
        ("", "a", True),
        ("ab", "ba", True),
        ("abc", "cab", False),
    ],
)
def test_one_letter_off(one: str, other: str, is_near: bool) -> None:
    assert is_one_letter_off(one, other) is is_near
    assert is_one_letter_off(other, one) is is_near


def test_one_syllable_off_needs_two_that_agree() -> None:
    assert is_one_syllable_off(["hu", "shou", "shuang"], ["hu", "tou", "shuang"])
    assert not is_one_syllable_off(["hu", "shou"], ["hu", "tou"])
    assert not is_one_syllable_off(["hu", "shou", "shuang"], ["hu", "tou", "bao"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text_is_read_and_asked_without_an_error(text: str) -> None:
    results = groups.everything(Search(text), NOBODY)
    assert [group.count for group in results.groups] == [0, 0, 0, 0]
    assert forgiving(read(text)).terms is not None


HOSTILE = [
    "' | 'b", "&&& ((", "a & !b", "a <-> b", "a:*", "\\'", "\x00bread\x00", "bread" * 2_000, "\u202ebread\u202c",
    "👩‍👩‍👧‍👦", "。。。！！", "\ud800", "%_%", "~w00001", "'~form:video'", "$$", "select pg_sleep(9)", "ﷺ" * 50,
    "İ" * 90, "é" * 90, "a" * 39 + "ß" * 10, "々〇", "𠮷野家",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_is_read_as_words_and_nothing_else(text: str) -> None:
    note(title="Bread that rose")
    indexing.rebuild()
    for results in (groups.everything(Search(text), NOBODY), groups.of_kind(Search(text), NOBODY)):
        assert len(results.shown[Kind.NOTE].items) <= 1


def test_no_query_can_name_a_mark() -> None:
    note(title="Bread that rose")
    indexing.rebuild()
    assert groups.everything(Search("~form:text"), NOBODY).shown[Kind.NOTE].items == []
