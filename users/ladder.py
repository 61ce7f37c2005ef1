"""The ladder in words: what a level asks for and what it opens. The figures are the rows of the ladder."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from users.independence import Rules
from users.ladder_rows import LineFigures, ladder_rows
from users.levels import ACTIVE_DAYS, CLEAN_DAYS, ladder
from users.models import GrowthEntry, Level
from users.privileges import Privilege, opened_by, weight

Reason = GrowthEntry.Reason
_ASKED: dict[str, Promise] = {
    Reason.PUBLISHED: ngettext_lazy("%(n)d published note", "%(n)d published notes", "n"),
    Reason.FOLLOWED: ngettext_lazy("follow %(n)d person", "follow %(n)d people", "n"),
    Reason.COLLECTED: ngettext_lazy("collect %(n)d note", "collect %(n)d notes", "n"),
    Reason.COMMENTED: ngettext_lazy("write %(n)d comment", "write %(n)d comments", "n"),
    Reason.UNDER_TOPIC: ngettext_lazy(
        "%(n)d note under a topic others write under too", "%(n)d notes under topics others write under too", "n"
    ),
}
_NOTES = ngettext_lazy(
    "%(n)d note with %(collects)s collects or %(likes)s likes",
    "%(n)d notes with %(collects)s collects or %(likes)s likes each",
    "n",
)
_VIDEOS = ngettext_lazy(
    "%(n)d video with %(collects)s collects or %(likes)s likes",
    "%(n)d videos with %(collects)s collects or %(likes)s likes each",
    "n",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A level in words. Any one line of `alternatives` suffices; every line of `also` is needed beside it.

    `weight`: by how many per cent the level lifts a note in the feed.
    """

    level: Level
    alternatives: list[str]
    also: list[str]
    opens: list[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Explained:
    """What the page of levels says about counting: the lines, and the rules of who counts."""

    lines: tuple[LineFigures, ...]
    rules: Rules


def asked_in_words(reason: str, number: int) -> str:
    """ "5 notes with 5 collects or 10 likes each" in the active language; the reason's own name for an unknown one."""
    if words := _ASKED.get(reason):
        return str(words % {"n": number})
    form, _mark, code = reason.partition("_")
    line = next((line for line in ladder_rows().lines if line.code == code), None)
    if line is None:
        return f"{number} × {reason}"
    words = _VIDEOS if form == "video" else _NOTES
    return str(words % {"n": number, "collects": line.collects, "likes": line.likes})


def standing_in_words(code: str, days: int) -> str:
    """What a condition in days asks for."""
    if code == CLEAN_DAYS:
        return ngettext("no upheld violation in %(n)d day", "no upheld violation in %(n)d days", days) % {"n": days}
    if code == ACTIVE_DAYS:
        return ngettext("seen here within %(n)d day", "seen here within %(n)d days", days) % {"n": days}
    return f"{code} {days}"


def steps_of() -> list[Step]:
    """The ten levels in words, from the lowest. One query, and one look at the cached rows."""
    return [_step(level) for level in ladder()]


def _step(level: Level) -> Step:
    opens = {code: figure for code, figure in level.privileges.items() if code != Privilege.FEED_WEIGHT}
    return Step(
        level,
        [_(", ").join(_in_words(option)) for option in level.conditions],
        _in_words(level.also) + [standing_in_words(code, days) for code, days in level.standing.items()],
        opened_by(opens),
        weight(level.number, Privilege.FEED_WEIGHT),
    )


def _in_words(asked: Mapping[str, int]) -> list[str]:
    return [asked_in_words(reason, number) for reason, number in asked.items()]


def explained() -> Explained:
    rows = ladder_rows()
    return Explained(rows.lines, rows.rules)
