"""Growing a tree from labelled texts, and measuring it on texts held out for good."""

import hashlib
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from notes.classification.evaluating import Quality, judged
from notes.classification.model import Model
from notes.classification.training import Example, TooLittleToLearn, fit
from notes.classification.tree import NONE, Tree

# One text in seven is never trained on; which one is decided by the text, so every version is judged on the same.
_HELD_OUT = 7
# At most this share of the held-out texts that fit a category may be called misfits.
_WRONGLY_REFUSED = 0.01
_UNSURE = 0.9
# Pages made of lines, for each line of a category and of what fits none; and how many lines a page has.
_PAGES, _PAGES_OF_NONE = 1.0, 0.3
_LINES = (3, 8)
# A difference of AUROC this small is the luck of the held-out texts.
_NOISE = 0.002


@dataclass(frozen=True, slots=True)
class Grown:
    tree: Tree
    quality: Quality
    examples: int


def is_held_out(example: Example) -> bool:
    """Whether this text belongs to those that judge every version and teach none."""
    if example.is_word:
        return False
    return int.from_bytes(hashlib.blake2b(example.text.encode(), digest_size=4).digest(), "big") % _HELD_OUT == 0


def top_of(code: str) -> str:
    return code.split("/", 1)[0]


def grow(examples: Sequence[Example]) -> Grown:
    """A tree trained on all examples that are not held out, judged on those that are. Labels are category codes, or
    NONE for what fits nowhere. Raises TooLittleToLearn."""
    began = time.perf_counter()
    taught = [example for example in examples if not is_held_out(example)]
    lessons = [*taught, *_pages(taught)]
    top = fit([_topped(example) for example in lessons], reject_label=NONE)
    tree = Tree(top, _leaves(lessons), _threshold(top, examples))
    spent = time.perf_counter() - began
    return Grown(tree, replace(quality_of(tree, examples), fit_seconds=spent), len(taught))


def quality_of(tree: Tree, examples: Sequence[Example]) -> Quality:
    """How well a tree's tops do on the held-out ones of these examples."""
    held_out = [_topped(example) for example in examples if is_held_out(example)]
    return judged(tree.top, held_out, reject_label=NONE)


def as_figures(quality: Quality) -> dict[str, object]:
    """The quality as JSON."""
    return asdict(quality)


def _pages(taught: Sequence[Example]) -> list[Example]:
    """Longer texts, put together from lines of one label and language: most of the corpus is lines, most notes are not.

    Without them 7 in 100 honest notes of several paragraphs were taken for misfits, with them 2.
    """
    chance = random.Random(_HELD_OUT)  # noqa: S311  (the same pages in every training)
    lines: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for example in taught:
        if not example.is_word:
            lines[example.label, example.text.isascii()].append(example.text)
    return [
        Example("\n".join(chance.sample(texts, min(len(texts), chance.randint(*_LINES)))), label)
        for (label, _is_ascii), texts in lines.items()
        for _page in range(int(len(texts) * (_PAGES_OF_NONE if label == NONE else _PAGES)))
    ]


def _topped(example: Example) -> Example:
    return replace(example, label=top_of(example.label))


def _leaves(examples: Sequence[Example]) -> dict[str, Model]:
    below: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if "/" in example.label:
            below[top_of(example.label)].append(example)
    found = {top: _fitted(rows) for top, rows in sorted(below.items())}
    return {top: model for top, model in found.items() if model is not None}


def _fitted(rows: Sequence[Example]) -> Model | None:
    """A model of the leaves of one top; None while there is too little to tell them apart."""
    try:
        return fit(rows)
    except TooLittleToLearn:
        return None


def _threshold(top: Model, examples: Sequence[Example]) -> float:
    """The reject probability that at most 1 % of the held-out fitting texts reach, and never below what is sure."""
    fitting = [row.text for row in examples if is_held_out(row) and row.label != NONE]
    if not fitting or not top.reject_label:
        return 1.0
    scores = [top.verdict(text).reject for text in fitting]
    return float(min(0.99, max(_UNSURE, np.quantile(scores, 1 - _WRONGLY_REFUSED))))


def as_figures_of(quality: Mapping[str, Any]) -> dict[str, object]:
    """The figures of a kept quality, in the order in which the commands tell them."""
    return {name: quality[name] for name in ("macro_f1", "accuracy", "reject", "ms_per_item", "fit_seconds")}


def is_no_worse(new: Quality, old: Quality) -> bool:
    """Neither the categories nor the misfits are told apart less well than before."""
    return new.macro_f1 >= old.macro_f1 and (new.reject.auroc or 0.0) >= (old.reject.auroc or 0.0) - _NOISE
