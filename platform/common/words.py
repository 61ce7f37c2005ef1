"""Search tokens: Chinese words and bigrams, Latin words, over folded text."""

import regex
import rjieba

from common.folding import fold

_RUN = regex.compile(r"\p{Han}+|[\p{L}\p{N}_]+")
_HAN = regex.compile(r"\p{Han}")
LONGEST_TOKEN = 40


def _of_run(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run[:LONGEST_TOKEN]]
    words = [word for word in rjieba.cut_for_search(run) if word.strip()]
    bigrams = [run[i : i + 2] for i in range(len(run) - 1)]
    return list(dict.fromkeys([*words, *bigrams, *([run] if len(run) == 1 else [])]))


def _runs(text: str) -> list[str]:
    # A run of Latin letters that touches Han characters is a word of its own: 买iPhone壳.
    return [part for run in _RUN.findall(fold(text)) for part in regex.findall(r"\p{Han}+|[^\p{Han}]+", run)]


def index_tokens(text: str) -> list[str]:
    """Every token a text is found by, with repetitions, in order."""
    return [token for run in _runs(text) for token in _of_run(run)]


def query_tokens(text: str) -> list[str]:
    """The tokens that all have to match: Latin words, and Chinese bigrams (or a lone character)."""
    tokens: list[str] = []
    for run in _runs(text):
        is_han = bool(_HAN.match(run)) and len(run) > 1
        tokens += [run[i : i + 2] for i in range(len(run) - 1)] if is_han else [run[:LONGEST_TOKEN]]
    return list(dict.fromkeys(tokens))
