"""A trained classifier as plain figures: applied with numpy alone, so a web process never loads what trained it."""

import io
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from common.folding import fold
from notes.classification.style import MANNER, MANNERS, manners_of
from notes.classification.tokens import WORD, shown, words_of

Figures = NDArray[np.float32]
# How many deciding words are told at most.
MOST_REASONS = 6


class UnreadableModel(ValueError):
    """These bytes are no model of this shape."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of the text and its share of what speaks for the chosen label, 0..1. "~" and a name is a manner."""

    word: str
    share: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ranking` holds every label but the reject label with its probability, best first; they add up to 1.

    `reject` is the probability that the text fits none of them (0 for a model without a reject label).
    """

    ranking: list[tuple[str, float]]
    reject: float
    reasons: list[Reason]

    @property
    def label(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A linear model over tf-idf features.

    words: the features by place; weights: (features, labels), bias: (labels,), idf: (features,). Scores divided by
    `temperature` go through a softmax.
    """

    labels: tuple[str, ...]
    reject_label: str
    words: list[str]
    idf: Figures
    weights: Figures
    bias: Figures
    temperature: float
    places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {word: place for place, word in enumerate(self.words)})

    def verdict(self, text: str) -> Verdict:
        """What a text is about. Any text gets a verdict; one without known words gets the labels' own frequencies."""
        rows, values = self._vector(text)
        scores = self.scores_of(rows, values)
        shares = softmax(scores / self.temperature)
        reject = float(shares[self.labels.index(self.reject_label)]) if self.reject_label in self.labels else 0.0
        rest = max(1.0 - reject, 1e-9)
        ranking = sorted(
            ((label, min(1.0, float(share) / rest)) for label, share in zip(self.labels, shares, strict=True)
             if label != self.reject_label),
            key=lambda row: -row[1],
        )  # fmt: skip
        return Verdict(ranking, reject, self._reasons(rows, values, ranking[0][0]))

    def reasons_to_reject(self, text: str) -> list[Reason]:
        """The words by which a text fits no category."""
        return self._reasons(*self._vector(text), self.reject_label) if self.reject_label else []

    def scores_of(self, rows: NDArray[np.intp], values: Figures) -> Figures:
        """The score of every label for a sparse, normalised text: places of its features and their values."""
        scores: Figures = self.weights[rows].T @ values + self.bias
        return scores

    def _vector(self, text: str) -> tuple[NDArray[np.intp], Figures]:
        """Words as sublinear tf times idf of length 1, and manners beside them.

        Manning et al., Introduction to Information Retrieval, section 6.4.
        """
        counts = Counter(self.places[name] for name in words_of(text) if name in self.places)
        rows = np.fromiter(counts.keys(), np.intp, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.idf[rows]
        length = float(np.linalg.norm(values)) or 1.0
        manners = np.array([self.places[name] for name in manners_of(fold(text)) if name in self.places], np.intp)
        return np.append(rows, manners), np.append(values / length, self.idf[manners]).astype(np.float32)

    def _reasons(self, rows: NDArray[np.intp], values: Figures, label: str) -> list[Reason]:
        """Each word's part of the label's score above the mean of all labels; parts of one word are not told twice."""
        column = self.labels.index(label)
        parts = values * (self.weights[rows, column] - self.weights[rows].mean(axis=1))
        total = float(parts[parts > 0].sum())
        best = sorted(zip(rows.tolist(), parts.tolist(), strict=True), key=lambda pair: -pair[1])
        reasons: list[Reason] = []
        for row, part in best:
            if part <= 0 or len(reasons) == MOST_REASONS:
                break
            word = shown(self.words[row])
            if _is_word(self.words[row]) and not any(word in other.word or other.word in word for other in reasons):
                reasons.append(Reason(word, part / total))
        return reasons

    def dumped(self) -> bytes:
        """The model as the bytes of an .npz without pickled objects."""
        target = io.BytesIO()
        facts = {"labels": self.labels, "reject": self.reject_label, "temperature": self.temperature}
        np.savez_compressed(
            target,
            facts=_bytes(json.dumps(facts)),
            words=_bytes("\n".join(self.words)),
            idf=self.idf,
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )
        return target.getvalue()

    @classmethod
    def loaded(cls, data: bytes) -> Self:
        """The model of `dumped`. Raises UnreadableModel."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                facts = json.loads(arrays["facts"].tobytes())
                return cls(
                    tuple(facts["labels"]),
                    facts["reject"],
                    arrays["words"].tobytes().decode().split("\n"),
                    arrays["idf"],
                    arrays["weights"].astype(np.float32),
                    arrays["bias"],
                    float(facts["temperature"]),
                )
        except (ValueError, KeyError, OSError) as error:
            raise UnreadableModel(str(error)) from error


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _is_word(feature: str) -> bool:
    """A whole word, or a manner that has words: characters cut out of two words explain nothing."""
    if feature.startswith(MANNER):
        return feature.removeprefix(MANNER) in MANNERS
    return feature.startswith(WORD)


def softmax(scores: Figures) -> Figures:
    """Probabilities of a row of scores, safe for large ones."""
    risen = np.exp(scores - scores.max())
    shares: Figures = risen / risen.sum()
    return shares
