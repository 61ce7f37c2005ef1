"""What the composer says of the words on it: the category they read like, and whether the feed could bring them."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.models import Category
from notes.classification.decisions import last_ruling
from notes.classification.proposing import Suggested, suggest
from notes.classification.style import told
from notes.models import Note

# Other tops than the first are offered from this probability on.
_WORTH_OFFERING = 0.15


@dataclass(frozen=True, slots=True)
class Offer:
    """A category with the machine's confidence in per cent."""

    category: Category
    percent: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What an author reads. `offers` is empty for words that fit nowhere; `words` are those that decided."""

    fits: bool
    offers: tuple[Offer, ...]
    words: tuple[str, ...]


def hint_for(parts: Sequence[str], note: Note | None = None) -> Hint | None:
    """What the machine says of these words: title, text, topics, products, place. None while there is nothing to say.

    `note` is the one being edited: what staff ruled of its category stands whatever the machine says.
    """
    suggested = suggest(parts)
    if suggested is None:
        return None
    words = tuple(told(reason.word) for reason in suggested.proposal.reasons)
    if suggested.proposal.fits or _is_ruled(note):
        return Hint(True, _offers(suggested), words)
    return Hint(False, (), words)


def _is_ruled(note: Note | None) -> bool:
    ruling = last_ruling(note) if note is not None else None
    return ruling is not None and ruling.category is not None


def _offers(suggested: Suggested) -> tuple[Offer, ...]:
    """The proposed category first, then other tops that are likely enough. One query."""
    others = {code: share for code, share in suggested.proposal.ranking[1:] if share >= _WORTH_OFFERING}
    rows = {row.code: row for row in Category.objects.offered().filter(code__in=others)} if others else {}
    first = [(suggested.category, suggested.proposal.confidence)] if suggested.category else []
    rest = [(rows[code], share) for code, share in others.items() if code in rows]
    return tuple(Offer(category, round(100 * share)) for category, share in (*first, *rest))
