"""Showing where a text answers a query: the words found, marked in the text as it was written.

The text is folded for the comparison, character by character, so that each place in the folded text knows its place in
the original: a query for 护手霜, hushoushuang or hand cream marks 護手霜 and ＨＡＮＤ ＣＲＥＡＭ where they stand.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.folding import fold
from common.words import is_han
from search.question import Question

# A passage shows so much of the text before the first word found, and at most so much in all.
_BEFORE, _LONGEST = 24, 110
# Two letters of one word that has an end: a cut between Chinese characters reads well.
_IN_WORD = regex.compile(r"[^\W\p{Han}\p{Hiragana}\p{Katakana}]{2}")
Span = tuple[int, int]


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    return fold(character)


def _with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters which one of the original it came from."""
    parts = [_folded(character) for character in text]
    places = [at for at, part in enumerate(parts) for _ in part]
    return "".join(parts), places


def needles_of(question: Question) -> list[str]:
    """What to look for in a text: the runs of every way of saying every word, the longest first."""
    runs = {run for term in question.terms for way in term.ways for run in way.runs}
    return sorted(runs, key=lambda run: (-len(run), run))


def spans_in(text: str, needles: Iterable[str]) -> list[Span]:
    """Where the needles stand in a text, as ranges of its own characters, in order and apart from each other.

    A needle in Latin letters begins where a word begins; one in Chinese characters stands anywhere.
    """
    folded, places = _with_places(text)
    found: list[Span] = []
    for needle in needles:
        start = "" if is_han(needle) else r"(?<![^\W\p{Han}])"
        for match in regex.finditer(start + regex.escape(needle), folded):
            found.append((places[match.start()], places[match.end() - 1] + 1))
    return _apart(found)


def _apart(spans: Iterable[Span]) -> list[Span]:
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def marked(text: str, needles: Sequence[str]) -> SafeString:
    """The text, escaped, with <mark> around what was found."""
    return _html(text, spans_in(text, needles))


def _html(text: str, spans: Sequence[Span]) -> SafeString:
    ends = [0, *(end for _start, end in spans)]
    pieces = [(text[before:start], text[start:end]) for before, (start, end) in zip(ends[:-1], spans, strict=True)]
    rest = format_html("{}", text[ends[-1] :])
    return format_html_join("", "{}<mark>{}</mark>", pieces) + rest


def _word_start(line: str, wanted: int, latest: int) -> int:
    """Where a passage may begin: not inside a word that is written in letters with blanks between them."""
    if not wanted or not _IN_WORD.match(line, wanted - 1):
        return wanted
    blank = line.find(" ", wanted, latest)
    return blank + 1 if blank >= 0 else wanted


def _whole_words(line: str, start: int) -> str:
    """The passage from a place on, without the beginning of a word that does not fit."""
    shown = line[start : start + _LONGEST]
    end = start + len(shown)
    if end < len(line) and _IN_WORD.match(line, end - 1) and " " in shown[-_LONGEST // 4 :]:
        return shown[: shown.rindex(" ")]
    return shown


def passage(text: str, needles: Sequence[str]) -> SafeString | None:
    """A line of the text around the first word found, marked; None when none of them is in it."""
    line = " ".join(text.split())
    spans = spans_in(line, needles)
    if not spans:
        return None
    start = _word_start(line, max(0, spans[0][0] - _BEFORE), spans[0][0])
    shown = _whole_words(line, start)
    inside = [(max(0, a - start), min(len(shown), b - start)) for a, b in spans if a - start < len(shown)]
    return format_html(
        "{}{}{}", "…" if start else "", _html(shown, inside), "…" if start + len(shown) < len(line) else ""
    )
