"""Counting as people count: what they see, in the unit the limits are stated in."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import WIDE, WIDE_UNITS, body_units, clean, graphemes, language_of, title_units, units

FAMILY = "👨‍👩‍👧‍👦"
ANY = st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0), ("bread", 5), ("面包", 2), (FAMILY, 1), ("🇨🇳", 1), ("🇨🇳🇬🇧", 2), ("👍🏽", 1), ("❤️", 1), ("e\u0301", 1),
        ("\uac01", 1), ("\u1100\u1161\u11a8", 1), ("नि", 1), ("\r\n", 1), ("a\nb", 3), ("1️⃣", 1),
    ],
)  # fmt: skip
def test_a_grapheme_is_what_a_reader_sees_as_one(text: str, seen: int):
    assert graphemes(text) == seen


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("bread", 5), ("面包", 6), ("面包 bread", 12), ("「面」", 9), ("ＡＢ", 6), ("パン", 6), ("빵", 3),
        ("，", 3), (",", 1), (FAMILY, 1), ("é", 1), ("e\u0301", 1), ("𠮷", 3), ("\U0001f35e", 1),
    ],
)  # fmt: skip
def test_a_full_width_character_counts_three(text: str, length: int):
    assert units(text) == title_units(text) == body_units(text) == length


def test_twenty_chinese_characters_fill_a_title_like_sixty_latin_letters():
    assert title_units("面" * 20) == title_units("b" * 60) == 60


def test_a_thousand_chinese_characters_fill_a_body_like_three_thousand_latin_letters():
    assert body_units("面" * 1000) == body_units("b" * 3000) == 3000


@given(ANY)
def test_a_text_is_never_longer_than_its_code_points_nor_wider_than_three_each(text: str):
    assert 0 <= graphemes(text) <= len(text)
    assert graphemes(text) <= units(text) <= WIDE_UNITS * graphemes(text)


@given(ANY, ANY)
def test_two_lines_are_as_long_as_both_and_the_line_end(one: str, other: str):
    one, other = one.rstrip("\r"), other.lstrip("\n")
    assert units(f"{one}\n{other}") == units(one) + 1 + units(other)


@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str):
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_a_cleaned_text_can_be_stored_and_shown(text: str):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert not [c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize("text", [FAMILY, "مرحبا\u200fhi", "می‌خواهم", "नि", "a\tb\nc", "❤️"])
def test_what_emoji_and_other_scripts_need_survives_cleaning(text: str):
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_every_kind_of_line_end_becomes_one():
    assert clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It took all night.", "en"), ("一夜发酵的面包", "zh"), ("我的iPhone手机壳很好看", "zh"),
        ("Pão de queijo", "en"), ("a long english sentence with 面 in it", "en"),
        ("12345 !?", "und"), ("", "und"), ("Привет", "und"),
    ],
)  # fmt: skip
def test_the_language_is_told_by_the_letters(text: str, language: str):
    assert language_of(text) == language


def test_the_browser_counts_with_the_same_ranges():
    script = (Path(__file__).resolve().parents[2] / "static/js/measure.js").read_text(encoding="utf-8")
    points = re.findall(r"\\u\{?([0-9a-fA-F]{4,6})\}?", script)
    ours = {f"{ord(c):x}" for c in WIDE.pattern.strip("[]") if c != "-"}
    assert ours <= {point.lower().lstrip("0") for point in points}
