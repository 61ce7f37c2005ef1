"""Public ids: short, random, and recognised before the database is asked."""

import pytest

from common.ids import ALPHABET, PUBLIC_ID_LENGTH, PublicIdConverter, new_public_id


def test_ids_have_their_length_and_letters_nobody_confuses():
    made = [new_public_id() for _ in range(500)]
    assert {len(one) for one in made} == {PUBLIC_ID_LENGTH}
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("0O1lI") & set(ALPHABET)


def test_ids_do_not_repeat_and_do_not_count_up():
    made = [new_public_id() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert made != sorted(made)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("23456789ABC", True), ("23456789AB", False), ("23456789ABCD", False), ("0O1lI456789", False),
        ("23456789AB\n", False), ("23456789ABC\n", False), ("", False), ("../../etc/p", False),
    ],
)  # fmt: skip
def test_only_what_could_be_an_id_is_taken_for_one(value: str, fits: bool):
    assert PublicIdConverter.fits(value) == fits
