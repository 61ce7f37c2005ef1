"""The starter corpus: texts written for this site, one file a top category, and a lexicon of its words."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from notes.classification.training import Example

FOLDER = Path(__file__).parent / "texts"
LEXICON = FOLDER / "lexicon.csv"
# A word of the lexicon counts as this many texts: in four folds of the corpus 1 and 6 told categories apart less well.
_A_WORD = 3


class BadCorpus(ValueError):
    """A file that cannot be learned from; the message names the row."""


@lru_cache(maxsize=1)
def starter() -> tuple[Example, ...]:
    """Every text of the starter corpus, and the lexicon's words."""
    texts = (example for path in sorted(FOLDER.glob("*.csv")) if path != LEXICON for example in read(path))
    return (*texts, *lexicon())


def lexicon() -> Iterator[Example]:
    """The words of every category, each as often as it counts."""
    with LEXICON.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            words = [word.strip() for word in re.split("[,，]", row["words"]) if word.strip()]
            yield from (Example(word, row["label"], is_word=True) for word in words * _A_WORD)


def read(path: Path) -> Iterator[Example]:
    """The rows of a CSV with the columns `text` and `label`, and any others. Raises BadCorpus, OSError."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if not {"text", "label"} <= set(rows.fieldnames or ()):
            raise BadCorpus(f"{path.name}: the first row must name the columns text and label.")
        for number, row in enumerate(rows, start=2):
            yield _example(row, f"{path.name}, row {number}")


def _example(row: dict[str, str | None], where: str) -> Example:
    text, label = (row.get("text") or "").strip(), (row.get("label") or "").strip()
    if not text or not label:
        raise BadCorpus(f"{where}: text and label must not be empty.")
    return Example(text, label)
