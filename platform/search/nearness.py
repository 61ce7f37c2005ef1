"""Words one slip away from what was typed: a letter wrong, missing, doubled or swapped, or one syllable misheard.

Words that differ by one letter share a form with one letter left out (the neighbourhoods of deletions of Mor and
Fraenkel, "A hash code method for detecting and correcting spelling errors", CACM 1982). Each word keeps hashes of its
forms; a typed word asks for its own forms, and what comes back is compared letter by letter.
"""

import hashlib
from collections.abc import Sequence

SHORTEST, LONGEST = 4, 24
# Two syllables with one of them open mean half the dictionary.
_FEWEST_SYLLABLES = 3


def _hash(form: str) -> int:
    return int.from_bytes(hashlib.blake2b(form.encode(), digest_size=8).digest(), "big", signed=True)


def _forms(letters: str) -> set[str]:
    if not SHORTEST <= len(letters) <= LONGEST:
        return set()
    return {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}


def _open_forms(syllables: Sequence[str]) -> set[str]:
    if len(syllables) < _FEWEST_SYLLABLES:
        return set()
    return {" ".join([*syllables[:at], "*", *syllables[at + 1 :]]) for at in range(len(syllables))}


def keys_of(letters: str, syllables: Sequence[str] = ()) -> list[int]:
    """The hashes under which a word (its letters or its pinyin, and the syllables of that) is found by what is near."""
    return sorted(_hash(form) for form in _forms(letters) | _open_forms(syllables))


def is_one_letter_off(one: str, other: str) -> bool:
    """At most one letter wrong, missing or too many, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    return left[1:] == right or left == right[1:]


def is_one_syllable_off(one: Sequence[str], other: Sequence[str]) -> bool:
    """As many syllables, at most one of them different, and enough that agree."""
    if len(one) != len(other) or len(one) < _FEWEST_SYLLABLES:
        return False
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) <= 1
