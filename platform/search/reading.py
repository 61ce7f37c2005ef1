"""Reading: from what a person typed to a question.

A word may be said in several ways: as it was typed, going on (bread, breads), in Chinese for its pinyin or initials
(hushoushuang, hss), and by words that staff said mean the same. Which of these exist is asked of the vocabulary, so
that the index itself holds each word once. Slips are looked for only when nothing was found (`forgiving`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from common.text import clean
from common.words import cut, is_han, runs
from search import lexicon, synonyms
from search.lexicon import Found
from search.pinyin import split
from search.question import How, Question, Term, Way

LONGEST_QUERY = 100
_MOST_WORDS = 10
_MOST_WAYS = 8
_LONGEST_PHRASE = 4
# Words of every text; they are left out beside others.
_PARTICLE_TABLE = "的 了 吗 呢 啊 吧 是 在 和 与 也 很 the a an of for and to in is with"
_PARTICLES = frozenset(_PARTICLE_TABLE.split())
# A reading in pinyin replaces a word in Latin letters when it is so much more frequent.
_FAR_MORE = 4
_ALWAYS_PINYIN = 3


def tidy(text: str) -> str:
    """A query as it is kept and shown: clean, on one line, at most LONGEST_QUERY characters."""
    return " ".join(clean(text).split())[:LONGEST_QUERY].strip()


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word of the query; `is_glued` when nothing stands between it and the one before."""

    text: str
    is_glued: bool


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    for run in runs(tidy(text)):
        for number, word in enumerate(_joined(cut(run))):
            units.append(_Unit(word, number > 0))
    telling = [unit for unit in units if unit.text not in _PARTICLES]
    return list(dict.fromkeys(telling or units))[:_MOST_WORDS]


def _joined(words: Sequence[str]) -> list[str]:
    """Lone characters that follow each other stay together: what is no word to a dictionary may be a name."""
    joined: list[str] = []
    for word in words:
        is_lone = len(word) == 1 and word not in _PARTICLES and is_han(word)
        if is_lone and joined and len(joined[-1]) == 1 and joined[-1] not in _PARTICLES:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def read(text: str) -> Question:
    """The question of a text; empty when it holds no word. Two queries, however long the text."""
    units = _units(text)
    if not units:
        return Question(())
    terms = [_term(unit.text, ways, unit.is_glued) for unit, ways in zip(units, _ways(units), strict=True)]
    return Question(tuple(_with_meanings(units, terms)))


def _term(typed: str, ways: Iterable[Way], is_glued: bool) -> Term:  # noqa: FBT001  (a fact of the term)
    once = {way.runs: way for way in reversed(list(ways))}
    return Term(typed, tuple(reversed(once.values()))[:_MOST_WAYS], is_glued)


# --- other spellings ---------------------------------------------------------------------------------------------
def _ways(units: Sequence[_Unit]) -> list[list[Way]]:
    latin = [unit.text for unit in units if not is_han(unit.text)]
    lone = [unit.text for unit in units if is_han(unit.text) and len(unit.text) == 1]
    found = lexicon.look_up(
        words=[unit.text for unit in units],
        begins=[*lone, *(word for word in latin if len(word) > 2)],
        pinyin=[part for word in latin for part in _spans(split(word))],
        initials=[word for word in latin if 1 < len(word) <= lexicon.LONGEST_NAME and word.isalpha()],
    )
    return [list(_ways_of(unit.text, found)) for unit in units]


def _spans(syllables: Sequence[str]) -> Iterator[str]:
    for start in range(len(syllables)):
        for end in range(start + 1, min(len(syllables), start + lexicon.LONGEST_NAME) + 1):
            yield "".join(syllables[start:end])


def _ways_of(word: str, found: Found) -> Iterator[Way]:
    known = sum(row.documents for row in found.get(("words", word), []))
    yield Way((word,), How.TYPED, known)
    longer = found.get(("begins", word), [])
    yield from (Way((row.word,), How.BEGINS, row.documents) for row in longer)
    if not is_han(word):
        yield from _in_chinese(word, known, found, is_known=bool(known or longer))


def _in_chinese(word: str, known: int, found: Found, *, is_known: bool) -> Iterator[Way]:
    said = found.get(("pinyin", word), [])
    if not said and not is_known:
        yield from _as_parts(word, found)
    written = found.get(("initials", word), []) if len(word) > 2 or not is_known else []
    for row in [*(row for row in said if len(row.word) > 1), *written]:
        is_sure = row in said and len(row.word) >= _ALWAYS_PINYIN
        if is_sure or row.documents > _FAR_MORE * known:
            yield Way((row.word,), How.SOUNDS, row.documents)


def _as_parts(word: str, found: Found) -> Iterator[Way]:
    """Several words typed as one: dongtianhushoushuang. From the left, the longest that is a word each time."""
    syllables, words, counts = split(word), [], []
    start = 0
    while start < len(syllables):
        for end in range(min(len(syllables), start + lexicon.LONGEST_NAME), start + 1, -1):
            rows = found.get(("pinyin", "".join(syllables[start:end])))
            if rows:
                words.append(rows[0].word)
                counts.append(rows[0].documents)
                start = end
                break
        else:
            return
    if words:
        yield Way(tuple(words), How.SOUNDS, min(counts))


# --- words that mean the same ------------------------------------------------------------------------------------
def _with_meanings(units: Sequence[_Unit], terms: Sequence[Term]) -> list[Term]:
    phrases = {_form(units[start:end]): (start, end) for start, end in _phrases(units)}
    spoken = {way.text for term in terms for way in term.ways if way.how in {How.TYPED, How.SOUNDS}}
    same = synonyms.meanings([*phrases, *spoken])
    if not same:
        return list(terms)
    done: list[Term] = []
    number = 0
    while number < len(terms):
        form, end = _longest_phrase(number, phrases, same)
        term = _merged(terms[number:end])
        others = [other for name in [form, *(way.text for way in term.ways)] for other in same.get(name, [])]
        done.append(_term(term.typed, [*term.ways, *(_meaning(other) for other in others)], term.is_glued))
        number = end
    return done


def _phrases(units: Sequence[_Unit]) -> Iterator[tuple[int, int]]:
    for start in range(len(units)):
        for end in range(start + 1, min(len(units), start + _LONGEST_PHRASE) + 1):
            yield start, end


def _form(units: Sequence[_Unit]) -> str:
    return "".join(unit.text if unit.is_glued else f" {unit.text}" for unit in units).strip()


def _longest_phrase(start: int, phrases: dict[str, tuple[int, int]], same: Mapping[str, list[str]]) -> tuple[str, int]:
    fits = [(end, form) for form, (begin, end) in phrases.items() if begin == start and form in same]
    end, form = max(fits, default=(start + 1, ""))
    return form, end


def _merged(terms: Sequence[Term]) -> Term:
    """Words that are one phrase: all of them as typed, or what the phrase means."""
    if len(terms) == 1:
        return terms[0]
    typed = tuple(term.typed for term in terms)
    fewest = min(term.documents for term in terms)
    return Term(" ".join(typed), (Way(typed, How.TYPED, fewest),), terms[0].is_glued)


def _meaning(form: str) -> Way:
    return Way(tuple(form.split(" ")), How.MEANS)


# --- slips -------------------------------------------------------------------------------------------------------
def forgiving(question: Question) -> Question:
    """The same question with what is near to the words that nobody wrote; the same one when there is nothing near.

    Characters that follow each other are taken as one word first: a slip makes two words of it. One query each.
    """
    done: list[Term] = []
    for glued in _glued(question.terms):
        whole = _whole(glued)
        done += [whole] if whole else [_forgiven(term) for term in glued]
    return replace(question, terms=tuple(done))


def _glued(terms: Sequence[Term]) -> Iterator[list[Term]]:
    """The terms in groups between which something stands."""
    group: list[Term] = []
    for term in terms:
        if group and not term.is_glued:
            yield group
            group = []
        group.append(term)
    if group:
        yield group


def _whole(terms: Sequence[Term]) -> Term | None:
    """The words as a single one with what is near to it, or None."""
    typed = "".join(term.typed for term in terms)
    if len(terms) == 1 or not is_han(typed) or len(typed) > lexicon.LONGEST_NAME:
        return None
    near = _near(typed)
    return _term(typed, [Way((typed,)), *near], terms[0].is_glued) if near else None


def _forgiven(term: Term) -> Term:
    if any(way.documents or way.how == How.MEANS for way in term.ways):
        return term
    return _term(term.typed, [*term.ways, *_near(term.typed)], term.is_glued)


def _near(typed: str) -> list[Way]:
    return [Way((row.word,), How.NEAR, row.documents) for row in lexicon.near(typed)]
