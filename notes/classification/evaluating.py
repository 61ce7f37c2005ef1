"""How good a classifier is on texts it did not train on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score, roc_curve

from notes.classification.model import Model, Verdict
from notes.classification.training import Example, fit

# At this share of caught misfits the share of wrongly refused texts is told.
_CAUGHT = 0.95


@dataclass(frozen=True, slots=True)
class RejectQuality:
    """auroc: probability that a misfit scores above a text that fits. fpr95: share of fitting texts that would be
    turned away at the threshold that catches 95 % of the misfits. Both None where the test holds one of the two."""

    auroc: float | None
    fpr95: float | None


@dataclass(frozen=True, slots=True)
class Quality:
    """macro_f1 and accuracy are over the test's texts that fit a category; times in ms a text and seconds."""

    macro_f1: float
    accuracy: float
    reject: RejectQuality
    ms_per_item: float
    fit_seconds: float


def evaluate(train: Sequence[Example], test: Sequence[Example], *, reject_label: str = "") -> Quality:
    """Trains on `train` and judges `test` one text at a time, as a web process would."""
    began = time.perf_counter()
    model = fit(train, reject_label=reject_label)
    return judged(model, test, reject_label=reject_label, fit_seconds=time.perf_counter() - began)


def judged(model: Model, test: Sequence[Example], *, reject_label: str, fit_seconds: float = 0.0) -> Quality:
    """The quality of a trained model on these texts."""
    began = time.perf_counter()
    verdicts = [model.verdict(example.text) for example in test]
    spent = time.perf_counter() - began
    fitting = [(example.label, verdict.label) for example, verdict in zip(test, verdicts, strict=True)
               if example.label != reject_label]  # fmt: skip
    truth, said = [row[0] for row in fitting], [row[1] for row in fitting]
    return Quality(
        float(f1_score(truth, said, average="macro", labels=sorted(set(truth)))) if truth else 0.0,
        float(accuracy_score(truth, said)) if truth else 0.0,
        _reject_quality(test, verdicts, reject_label),
        1000 * spent / max(1, len(test)),
        fit_seconds,
    )


def _reject_quality(test: Sequence[Example], verdicts: Sequence[Verdict], reject_label: str) -> RejectQuality:
    misfits = np.array([example.label == reject_label for example in test])
    if not reject_label or misfits.all() or not misfits.any():
        return RejectQuality(None, None)
    scores = np.array([verdict.reject for verdict in verdicts])
    false, true, _thresholds = roc_curve(misfits, scores)
    return RejectQuality(float(roc_auc_score(misfits, scores)), float(false[np.searchsorted(true, _CAUGHT)]))
