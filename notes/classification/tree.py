"""The two levels of the category tree: one model for the tops, one below each top that has leaves to tell apart."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from notes.classification.model import Model, Reason, UnreadableModel, Verdict

# What fits no category: jokes, gags, chain letters, advertising without a subject.
NONE = "none"
_TOP = "top"
_ENDING = ".npz"
# A leaf is proposed when it is this likely among the leaves of its top; else the top alone.
LEAST_LEAF = 0.4


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine says of a text.

    `code` is a category's ("food/baking" or "food"), `confidence` the probability of its top. `reject` is the
    probability that the text fits no category, `fits` whether that stays below the version's threshold. `reasons` are
    the words that decided: for the category, or against all of them.
    """

    code: str
    confidence: float
    reject: float
    fits: bool
    reasons: list[Reason]
    ranking: list[tuple[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Models by place: `top`, and by top code those of the leaves. `threshold` is the reject probability from which a
    text counts as fitting nowhere."""

    top: Model
    leaves: Mapping[str, Model]
    threshold: float

    def proposal(self, text: str) -> Proposal:
        verdict = self.top.verdict(text)
        fits = verdict.reject < self.threshold
        reasons = verdict.reasons if fits else self.top.reasons_to_reject(text)
        return Proposal(
            self._leaf_of(verdict, text), verdict.confidence, verdict.reject, fits, reasons, verdict.ranking[:3]
        )

    def _leaf_of(self, verdict: Verdict, text: str) -> str:
        model = self.leaves.get(verdict.label)
        if model is None:
            return verdict.label
        leaf = model.verdict(text)
        return leaf.label if leaf.confidence >= LEAST_LEAF else verdict.label

    def dumped(self) -> bytes:
        """All models as one archive."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("threshold", repr(self.threshold))
            for name, model in {_TOP: self.top, **self.leaves}.items():
                archive.writestr(f"{name}{_ENDING}", model.dumped())
        return target.getvalue()

    @classmethod
    def loaded(cls, data: bytes) -> Self:
        """The tree of `dumped`. Raises UnreadableModel."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                threshold = float(archive.read("threshold"))
                names = [name for name in archive.namelist() if name.endswith(_ENDING)]
                models = {name.removesuffix(_ENDING): Model.loaded(archive.read(name)) for name in names}
                return cls(models.pop(_TOP), models, threshold)
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise UnreadableModel(str(error)) from error
