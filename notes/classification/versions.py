"""Training new versions and putting the better one to use. Loaded in workers and commands only."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from common.models import Category
from notes.classification import corpus, growing
from notes.classification.choosing import put_to_use
from notes.classification.decisions import decided
from notes.classification.models import ClassifierVersion
from notes.classification.training import Example
from notes.classification.tree import NONE, Tree

log = structlog.get_logger("classification")
State = ClassifierVersion.State


class UnknownLabels(ValueError):
    """The texts name categories that do not exist here."""


def examples() -> list[Example]:
    """What the site has to learn from: the starter corpus, and what authors and staff decided."""
    return [*corpus.starter(), *(Example(text, label) for text, label in decided())]


def train(taught: Sequence[Example], *, at: datetime) -> ClassifierVersion:
    """A new version from these texts: in use unless it does worse than the present one on the same held-out texts.

    Raises TooLittleToLearn, UnknownLabels.
    """
    _know(taught)
    grown = growing.grow(taught)
    present = ClassifierVersion.objects.active().first()
    compared = growing.quality_of(Tree.loaded(bytes(present.archive)), taught) if present else None
    version = ClassifierVersion(
        state=State.REFUSED,
        trained_at=at,
        examples=grown.examples,
        quality=growing.as_figures(grown.quality),
        compared=growing.as_figures(compared) if compared else {},
        archive=grown.tree.dumped(),
    )
    version.save()
    if compared is None or growing.is_no_worse(grown.quality, compared):
        put_to_use(version, at=at)
    log.info("classifier trained", version=version.pk, state=version.state, **growing.as_figures_of(version.quality))
    return version


def _know(taught: Sequence[Example]) -> None:
    known = {NONE, *Category.objects.values_list("code", flat=True)}
    unknown = sorted({example.label for example in taught} - known)
    if unknown:
        raise UnknownLabels(f"No category has these codes: {', '.join(unknown[:10])}.")
