"""The starter corpus: enough of everything, of categories that exist, and nothing twice."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from common.models import Category
from notes.classification import corpus
from notes.classification.growing import grow, top_of
from notes.classification.tree import NONE

pytestmark = pytest.mark.django_db


def _rows() -> list[dict[str, str]]:
    found = []
    for path in sorted(corpus.FOLDER.glob("*.csv")):
        if path != corpus.LEXICON:
            with path.open(newline="", encoding="utf-8") as file:
                found += list(csv.DictReader(file))
    return found


def test_every_top_category_has_sixty_texts_in_each_language() -> None:
    counts = Counter((top_of(row["label"]), row["lang"]) for row in _rows())
    tops = [*Category.objects.filter(parent=None).values_list("code", flat=True), NONE]
    assert [(top, lang) for top in tops for lang in ("en", "zh") if counts[top, lang] < 60] == []


def test_every_label_is_a_category_and_every_leaf_has_texts_and_words() -> None:
    known = {NONE, *Category.objects.values_list("code", flat=True)}
    assert {example.label for example in corpus.starter()} - known == set()
    words = {example.label for example in corpus.lexicon()}
    leaves = set(Category.objects.exclude(parent=None).values_list("code", flat=True))
    assert leaves - words == set()


def test_no_text_stands_there_twice() -> None:
    twice = [text for text, count in Counter(row["text"] for row in _rows()).items() if count > 1]
    assert twice == []


def test_a_file_without_its_columns_or_with_an_empty_cell_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("words,label\nbread,food\n")
    with pytest.raises(corpus.BadCorpus, match=r"wrong\.csv"):
        list(corpus.read(wrong))
    wrong.write_text("text,label\nbread,food\n,food\n")
    with pytest.raises(corpus.BadCorpus, match="row 3"):
        list(corpus.read(wrong))


def test_what_ships_tells_categories_and_misfits_apart_on_texts_it_did_not_see() -> None:
    quality = grow(corpus.starter()).quality
    assert quality.macro_f1 > 0.66
    assert quality.reject.auroc is not None
    assert quality.reject.auroc > 0.96
