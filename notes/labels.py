"""What readers have a right to know of a note before its first word: the one source of these words.

Pages show them by templates/components/_disclosures.html, texts (feeds, shared links, notices) by `labels_of`.
"""

from collections.abc import Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, Promise] = {
    "paid": _("Paid"),
    "gifted": _("Gift"),
    "own": _("Own shop"),
    "ai": _("Made with AI"),
}


class Told(Protocol):
    """A note, or a card of one."""

    @property
    def disclosure(self) -> str: ...

    @property
    def is_ai_made(self) -> bool: ...


def codes_of(told: Told) -> list[str]:
    """Codes of LABELS, what was paid or given before how it was made."""
    codes = [told.disclosure if told.disclosure in LABELS else "", "ai" if told.is_ai_made else ""]
    return list(dict.fromkeys(code for code in codes if code))


def labels_of(told: Told) -> list[str]:
    """The words in the reader's language."""
    return [str(LABELS[code]) for code in codes_of(told)]


def labelled(told: Told, words: str) -> str:
    """Words with what has to be told before them: "Paid · Made with AI: Bread that rose"."""
    labels = labels_of(told)
    return f"{' · '.join(labels)}: {words}" if labels else words
