"""Folding and fingerprints: what reads the same is the same, what reads nearly the same is near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.fingerprints import BITS, fingerprint, fingerprint_distance
from common.folding import fold

LONG = "I have used this hand cream for six weeks and my skin does not crack any more, even in the cold wind. " * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("護手霜", "护手霜"), ("Ａ１", "a1"), ("BREAD", "bread"), ("ﬁne", "fine"), ("カ", "ｶ"), ("①", "1"), ("", "")],
)
def test_what_reads_the_same_folds_to_the_same(one: str, other: str):
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_never_fails_and_always_says_the_same(text: str):
    assert fold(text) == fold(text)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_plain_letters_only_become_small(text: str):
    assert fold(text) == text.lower()


@given(st.text(max_size=200))
def test_a_fingerprint_is_sixteen_hex_digits_or_nothing(text: str):
    found = fingerprint(text)
    assert found == "" or (len(found) * 4 == BITS and int(found, 16) >= 0)


@pytest.mark.parametrize("text", ["", "  ", "!!!", "❤️"])
def test_a_text_without_letters_has_none(text: str):
    assert fingerprint(text) == ""


def test_case_blanks_and_marks_do_not_change_it():
    assert fingerprint(LONG) == fingerprint(LONG.upper().replace(" ", "  ").replace(",", " - "))


def test_a_copy_with_a_word_changed_is_near_and_another_text_is_far():
    near = fingerprint_distance(fingerprint(LONG), fingerprint(LONG.replace("six", "five", 1)))
    far = fingerprint_distance(
        fingerprint(LONG), fingerprint("The museum opens at nine and the tram stops in front. " * 3)
    )
    assert near <= 6
    assert far >= 16


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_the_distance_is_the_number_of_bits_that_differ(one: int, other: int):
    found = fingerprint_distance(f"{one:016x}", f"{other:016x}")
    assert found == bin(one ^ other).count("1")
    assert found == fingerprint_distance(f"{other:016x}", f"{one:016x}")


def test_what_is_no_fingerprint_has_no_distance():
    with pytest.raises(ValueError, match="base 16"):
        fingerprint_distance("not hex", "0")
