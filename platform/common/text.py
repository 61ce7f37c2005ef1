"""Counting, cleaning and telling apart the texts people write."""

import unicodedata

import regex

_GRAPHEME = regex.compile(r"\X")
# Scripts whose characters are full width: Han, kana, Hangul, their punctuation and full-width forms.
# static/js/measure.js holds the same ranges; a test compares the two.
WIDE = regex.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
# A full-width character says about as much as three Latin letters: 20 of them fill a title of 60.
WIDE_UNITS = 3
_HAN = regex.compile(r"\p{Han}")
_LATIN = regex.compile(r"\p{Latin}")
# Control characters and lone surrogates; a new line and a tab are what a person may type.
_UNSEEN = regex.compile(r"[^\P{C}\n\t\p{Cf}]|[\ud800-\udfff]")


def graphemes(text: str) -> int:
    """How many characters a person sees: a family emoji, a flag or a letter with its accents is one."""
    return len(_GRAPHEME.findall(text))


def units(text: str) -> int:
    """The length that limits are stated in: a grapheme counts 1, a full-width one WIDE_UNITS. CR LF counts once."""
    return sum(WIDE_UNITS if WIDE.match(part) else 1 for part in _GRAPHEME.findall(text))


def title_units(text: str) -> int:
    """Units of a title; 60 are 20 Chinese characters or 60 Latin letters."""
    return units(text)


def body_units(text: str) -> int:
    """Units of a body; 3,000 are 1,000 Chinese characters or 3,000 Latin letters."""
    return units(text)


def clean(text: str) -> str:
    """The text in NFC, with one kind of line end, without control characters, NUL and lone surrogates.

    Format characters (zero-width joiners, direction marks) stay: emoji and right-to-left words need them.
    """
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", one_line_end))


def language_of(text: str) -> str:
    """ "zh" when at least a fifth of the letters are Han, "en" when Latin ones prevail, else "und"."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if han and han * 4 >= latin:
        return "zh"
    return "en" if latin else "und"
