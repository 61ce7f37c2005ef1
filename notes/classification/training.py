"""Training: scikit-learn's linear models over our features. Loaded in workers and commands only (it takes seconds)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from common.folding import fold
from notes.classification.model import Figures, Model
from notes.classification.style import MANNER_WEIGHT, manners_of
from notes.classification.tokens import words_of

# Below this many texts every feature is kept; above, one that stands in a single text is noise.
_MANY_TEXTS = 4000
_FOLDS = 3
_SEED = 20
# How the two models are mixed: a margin and a count of evidence err on different texts.
_SVM_SHARE = 0.6
_SVM_COST = 0.35
_NB_SMOOTHING = 0.4


class TooLittleToLearn(ValueError):
    """Fewer than two labels, or a label with a single text."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what it is about. `is_word` marks a word of the lexicon: it teaches, and judges nobody."""

    text: str
    label: str
    is_word: bool = False


def fit(examples: Sequence[Example], *, reject_label: str = "") -> Model:
    """A model of these examples; texts labelled `reject_label` teach what fits no category.

    Two linear models over the same tf-idf features, a one-against-rest support vector machine (Fan et al., LIBLINEAR,
    2008) and complement naive Bayes (Rennie et al., ICML 2003), each scaled to unit spread and added up; the sum is
    linear again, so every word's part can be told. The temperature of the softmax is set on held-out folds (Guo et al.,
    On Calibration of Modern Neural Networks, ICML 2017). Raises TooLittleToLearn.
    """
    labels = _labels(examples)
    places = np.array([labels.index(example.label) for example in examples])
    texts, names, idf = _vectors(examples)
    weights, bias = _linear(texts, places)
    reject = reject_label if reject_label in labels else ""
    return Model(tuple(labels), reject, names, idf, weights, bias, _temperature(texts, places))


def _vectors(examples: Sequence[Example]) -> tuple[csr_matrix, list[str], Figures]:
    """The texts as rows, the names of the columns and their weights: words as tf-idf of length 1, manners beside them.

    A manner weighs the same in a line and in a page. A word of the lexicon has none: nobody wrote it in any manner.
    """
    least = 2 if len(examples) >= _MANY_TEXTS else 1
    words = TfidfVectorizer(analyzer=words_of, sublinear_tf=True, min_df=least, dtype=np.float32)
    manners = CountVectorizer(analyzer=list, binary=True, dtype=np.float32)
    said = words.fit_transform(example.text for example in examples)
    how = manners.fit_transform([] if row.is_word else list(manners_of(fold(row.text))) for row in examples)
    names = [*words.get_feature_names_out(), *manners.get_feature_names_out()]
    weighed = np.full(how.shape[1], MANNER_WEIGHT, np.float32)
    return (
        hstack([said, how * MANNER_WEIGHT]).tocsr(),
        [str(name) for name in names],
        np.append(words.idf_, weighed).astype(np.float32),
    )


def _labels(examples: Sequence[Example]) -> list[str]:
    names, counts = np.unique([example.label for example in examples], return_counts=True)
    if len(names) < 2 or counts.min() < 2:
        raise TooLittleToLearn("At least two labels are needed, and two texts for each.")
    return [str(name) for name in names]


def _linear(texts: csr_matrix, places: NDArray[np.intp]) -> tuple[Figures, Figures]:
    """Weights (features, labels) and bias (labels,) of the mixture."""
    machine = LinearSVC(C=_SVM_COST, class_weight="balanced", random_state=_SEED).fit(texts, places)
    svm = machine.coef_.T, machine.intercept_
    if svm[0].shape[1] == 1:
        svm = np.hstack([-svm[0], svm[0]]), np.array([-svm[1][0], svm[1][0]])
    counts = ComplementNB(alpha=_NB_SMOOTHING, norm=False).fit(texts, places)
    bayes = counts.feature_log_prob_.T, np.zeros(svm[0].shape[1])
    mixed = [
        (share * weights / spread, share * bias / spread)
        for share, (weights, bias) in ((_SVM_SHARE, svm), (1 - _SVM_SHARE, bayes))
        if (spread := _spread(texts, weights, bias))
    ]
    weights, bias = sum(row[0] for row in mixed), sum(row[1] for row in mixed)
    return np.asarray(weights, np.float32), np.asarray(bias, np.float32)


def _spread(texts: csr_matrix, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> float:
    """How far the labels' scores of one text lie apart, on average."""
    return float((texts @ weights + bias).std(axis=1).mean())


def _temperature(texts: csr_matrix, places: NDArray[np.intp]) -> float:
    """The divisor of scores that makes held-out probabilities most likely (cross entropy), between 0.02 and 5."""
    folds = min(_FOLDS, int(np.bincount(places).min()))
    # Of many texts a third says it as well as three thirds.
    most = 1 if len(places) >= _MANY_TEXTS else folds
    scores, truth = [], []
    splits = StratifiedKFold(folds, shuffle=True, random_state=_SEED).split(texts, places)
    for known, unknown in islice(splits, most):
        weights, bias = _linear(texts[known], places[known])
        scores.append(texts[unknown] @ weights + bias)
        truth.append(places[unknown])
    held_out, right = np.vstack(scores), np.concatenate(truth)
    found = minimize_scalar(lambda heat: _surprise(held_out / heat, right), bounds=(0.02, 5.0), method="bounded")
    return float(found.x)


def _surprise(scores: NDArray[np.float64], right: NDArray[np.intp]) -> float:
    """Mean negative log-likelihood of the right labels."""
    risen = scores - scores.max(axis=1, keepdims=True)
    logs = risen - np.log(np.exp(risen).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(right)), right].mean())
