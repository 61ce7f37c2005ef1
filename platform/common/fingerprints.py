"""Fingerprints of texts: near duplicates have near fingerprints."""

import hashlib

from common.folding import fold

BITS = 64
_GRAM = 3


def fingerprint(text: str) -> str:
    """A 64-bit simhash of the folded text's character 3-grams, as 16 hex digits; "" for a text without letters.

    Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002.
    """
    folded = "".join(character for character in fold(text) if character.isalnum())
    if not folded:
        return ""
    grams = {folded[i : i + _GRAM] for i in range(max(1, len(folded) - _GRAM + 1))}
    hashes = [int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=8).digest(), "big") for gram in grams]
    bits = (sum(1 if value >> bit & 1 else -1 for value in hashes) > 0 for bit in range(BITS))
    return f"{sum(on << bit for bit, on in enumerate(bits)):016x}"


def fingerprint_distance(one: str, other: str) -> int:
    """How many of the 64 bits differ. Raises ValueError for what is no fingerprint."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
