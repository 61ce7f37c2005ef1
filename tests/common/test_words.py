"""Tokens: what a text is found by, and that what is found holds what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.words import LONGEST_TOKEN, index_tokens, query_tokens

HAN = st.text(alphabet="护手霜面包好用天气一二三龙", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hand Cream", ["hand", "cream"]),
        ("买iPhone壳", ["买", "iphone", "壳"]),
        ("護手霜", ["护手", "手霜"]),
        ("面", ["面"]),
        ("!!! ...", []),
        ("", []),
        ("a_b c3", ["a_b", "c3"]),
        ("ＡＢＣ", ["abc"]),
        ("bread bread", ["bread"]),
    ],
)
def test_a_query_asks_for_words_and_pairs_of_characters(text: str, tokens: list[str]):
    assert query_tokens(text) == tokens


def test_an_endless_word_is_cut_the_same_on_both_sides():
    assert query_tokens("x" * 500) == index_tokens("x" * 500) == ["x" * LONGEST_TOKEN]


@given(HAN, HAN, HAN)
def test_any_two_neighbours_of_a_chinese_text_find_it(before: str, part: str, after: str):
    wanted = set(query_tokens(part)) if len(part) > 1 else set()
    assert wanted <= set(index_tokens(before + part + after))


@given(st.text(max_size=60))
def test_a_text_is_found_by_itself(text: str):
    assert set(query_tokens(text)) <= set(index_tokens(text))


@given(st.text(max_size=60))
def test_tokens_are_folded_and_never_blank(text: str):
    tokens = index_tokens(text)
    assert all(token.strip() == token and token and len(token) <= LONGEST_TOKEN for token in tokens if token.isascii())


def test_traditional_and_simplified_find_each_other():
    assert set(query_tokens("護手霜")) <= set(index_tokens("这款护手霜很好用"))
    assert set(query_tokens("护手霜")) <= set(index_tokens("這款護手霜很好用"))
