"""Folding: texts that mean the same to a reader become the same to a machine."""

import unicodedata
from functools import lru_cache

import opencc


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1)
def _traditionalist() -> opencc.OpenCC:
    # Characters only: the phrase tables speak of software, where a note is "released" and its author "audited".
    return opencc.OpenCC("s2tw")


@lru_cache(maxsize=2000)
def traditional(text: str) -> str:
    """Simplified Chinese in the traditional characters of Taiwan: 护手霜 is 護手霜. Other text stays as it is."""
    return text if text.isascii() else str(_traditionalist().convert(text))


def fold(text: str) -> str:
    """NFKC, lower case, traditional characters simplified: 護手霜 and 护手霜, Ａ and a are the same."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    return lowered if lowered.isascii() else str(_simplifier().convert(lowered))
