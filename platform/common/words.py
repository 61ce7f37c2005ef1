"""Search tokens: Chinese words and bigrams, Latin words, over folded text."""

import regex
import rjieba

from common.folding import fold

_RUN = regex.compile(r"\p{Han}+|[\p{L}\p{N}_]+")
_HAN = regex.compile(r"\p{Han}")
LONGEST_TOKEN = 40


def _words(run: str) -> list[str]:
    return [word for word in rjieba.cut_for_search(run) if word.strip()]


def _of_run(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run[:LONGEST_TOKEN]]
    words = _words(run)
    bigrams = [run[i : i + 2] for i in range(len(run) - 1)]
    return list(dict.fromkeys([*words, *bigrams, *([run] if len(run) == 1 else [])]))


def runs(text: str) -> list[str]:
    """The folded text as runs of Chinese characters and runs of other letters and digits, in order."""
    # A run of Latin letters that touches Han characters is a word of its own: 买iPhone壳.
    return [part for run in _RUN.findall(fold(text)) for part in regex.findall(r"\p{Han}+|[^\p{Han}]+", run)]


def is_han(run: str) -> bool:
    """Whether a run of `runs` is one of Chinese characters."""
    return bool(_HAN.match(run))


def cut(run: str) -> list[str]:
    """A run of Chinese characters as words that follow each other; another run is one word."""
    return [word for word in rjieba.cut(run) if word.strip()] if is_han(run) else [run[:LONGEST_TOKEN]]


def vocabulary(text: str) -> list[str]:
    """The words of a text that somebody may ask for by another spelling: each once, none of one character alone."""
    found = (word for run in runs(text) for word in (_words(run) if is_han(run) else [run]))
    return [word for word in dict.fromkeys(found) if 1 < len(word) <= LONGEST_TOKEN and not word.isdigit()]


def index_tokens(text: str) -> list[str]:
    """Every token a text is found by, with repetitions, in order."""
    return [token for run in runs(text) for token in _of_run(run)]


def pairs(run: str) -> list[str]:
    """The tokens that find a run wherever it stands: neighbouring pairs of Chinese characters, or the run itself."""
    if not is_han(run) or len(run) == 1:
        return [run[:LONGEST_TOKEN]]
    return [run[i : i + 2] for i in range(len(run) - 1)]


def query_tokens(text: str) -> list[str]:
    """The tokens that all have to match: Latin words, and Chinese bigrams (or a lone character)."""
    tokens: list[str] = []
    for run in runs(text):
        tokens += pairs(run)
    return list(dict.fromkeys(tokens))
