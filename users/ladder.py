"""The ladder in words: what a level asks for and what it opens. The figures are the rows of Level."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from users.levels import ladder
from users.models import GrowthEntry, Level
from users.privileges import opened_by

Reason = GrowthEntry.Reason
_ASKED: dict[str, Promise] = {
    Reason.PUBLISHED: ngettext_lazy("%(n)d published note", "%(n)d published notes", "n"),
    Reason.FOLLOWED: ngettext_lazy("follow %(n)d person", "follow %(n)d people", "n"),
    Reason.COLLECTED: ngettext_lazy("collect %(n)d note", "collect %(n)d notes", "n"),
    Reason.COMMENTED: ngettext_lazy("write %(n)d comment", "write %(n)d comments", "n"),
    Reason.UNDER_TOPIC: ngettext_lazy("%(n)d note under a topic", "%(n)d notes under topics", "n"),
    Reason.NOTE_BASE: ngettext_lazy(
        "%(n)d note with 5 collects or 10 likes", "%(n)d notes with 5 collects or 10 likes each", "n"
    ),
    Reason.NOTE_STRONG: ngettext_lazy(
        "%(n)d note with 10 collects or 50 likes", "%(n)d notes with 10 collects or 50 likes each", "n"
    ),
    Reason.VIDEO_BASE: ngettext_lazy(
        "%(n)d video with 5 collects or 10 likes", "%(n)d videos with 5 collects or 10 likes each", "n"
    ),
    Reason.VIDEO_STRONG: ngettext_lazy(
        "%(n)d video with 10 collects or 50 likes", "%(n)d videos with 10 collects or 50 likes each", "n"
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A level in words. Any one line of `alternatives` suffices; every line of `also` is needed beside it."""

    level: Level
    alternatives: list[str]
    also: list[str]
    opens: list[str]


def asked_in_words(reason: str, number: int) -> str:
    """ "5 notes with 5 collects or 10 likes each" in the active language; the reason's own name for an unknown one."""
    words = _ASKED.get(reason)
    return str(words % {"n": number}) if words else f"{number} × {reason}"


def steps_of() -> list[Step]:
    """The ten levels in words, from the lowest. One query."""
    return [
        Step(
            level,
            [_(", ").join(_in_words(option)) for option in level.conditions],
            _in_words(level.also),
            opened_by(level.privileges),
        )
        for level in ladder()
    ]


def _in_words(asked: Mapping[str, int]) -> list[str]:
    return [asked_in_words(reason, number) for reason, number in asked.items()]
