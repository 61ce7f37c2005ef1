"""Folding: texts that mean the same to a reader become the same to a machine."""

import unicodedata
from functools import lru_cache

import opencc


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """NFKC, lower case, traditional characters simplified: 護手霜 and 护手霜, Ａ and a are the same."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    return lowered if lowered.isascii() else str(_simplifier().convert(lowered))
