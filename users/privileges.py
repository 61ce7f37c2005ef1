"""What the levels open. Each privilege is a limit, a feature or a weight; its figures stand in the rows of Level.

Whatever in the site depends on a level asks here and never compares level numbers: staff move a privilege to another
level, or give it another figure, without a line of code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from users.ladder_rows import ladder_rows

# No level lifts a note by more than this share of its other terms, in percent; staff cannot go beyond it.
MOST_FEED_WEIGHT = 15.0


class Sort(StrEnum):
    """How a privilege is read: the highest figure that holds, whether it is there, or a factor in per cent."""

    LIMIT = "limit"
    FEATURE = "feature"
    WEIGHT = "weight"


class Privilege(StrEnum):
    NOTES_A_DAY = "notes_a_day"
    LINKS_A_WEEK = "links_a_week"
    LINKS_A_NOTE = "links_a_note"
    COMMENTS_AN_HOUR = "comments_an_hour"
    WRITES_TO_STRANGERS = "writes_to_strangers"
    MESSAGES_AN_HOUR = "messages_an_hour"
    REQUESTS_A_DAY = "requests_a_day"
    PICTURES_IN_COMMENTS = "pictures_in_comments"
    SCHEDULES_NOTES = "schedules_notes"
    TAGS_AT_ONCE = "tags_at_once"
    ALBUM_COVERS = "album_covers"
    PINNED_NOTES = "pinned_notes"
    VIDEO_MINUTES = "video_minutes"
    PUBLISHED_FIRST = "published_first"
    PROPOSES_TOPICS = "proposes_topics"
    APPLIES_AS_PROFESSIONAL = "applies_as_professional"
    BRAND_BRIEFS = "brand_briefs"
    REPORTS_WEIGH_DOUBLE = "reports_weigh_double"
    INVITED_AS_EXPERT = "invited_as_expert"
    FEED_WEIGHT = "feed_weight"


@dataclass(frozen=True, slots=True)
class Policy:
    """One privilege: its sort, its words, and the figure of a limit that everybody has before any level gives one.

    What is not open yet stands on the ladder and says so: nothing in the site asks for it.
    """

    sort: Sort
    words: Promise
    base: int = 0
    is_open: bool = True


_LIMIT, _FEATURE, _WEIGHT = Sort.LIMIT, Sort.FEATURE, Sort.WEIGHT
POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        Privilege.NOTES_A_DAY: Policy(_LIMIT, _("%(n)s notes a day")),
        Privilege.LINKS_A_WEEK: Policy(_LIMIT, _("%(n)s links a week")),
        Privilege.LINKS_A_NOTE: Policy(_LIMIT, _("%(n)s links in a note before somebody looks at it")),
        Privilege.COMMENTS_AN_HOUR: Policy(_LIMIT, _("%(n)s comments an hour")),
        Privilege.WRITES_TO_STRANGERS: Policy(_FEATURE, _("write to people who do not follow you back")),
        Privilege.MESSAGES_AN_HOUR: Policy(_LIMIT, _("%(n)s messages an hour")),
        Privilege.REQUESTS_A_DAY: Policy(_LIMIT, _("%(n)s first messages to strangers a day")),
        Privilege.PICTURES_IN_COMMENTS: Policy(_FEATURE, _("pictures in comments, stickers on pictures")),
        Privilege.SCHEDULES_NOTES: Policy(_FEATURE, _("notes that appear when you choose")),
        Privilege.TAGS_AT_ONCE: Policy(_FEATURE, _("new tags without review")),
        Privilege.ALBUM_COVERS: Policy(_FEATURE, _("covers for albums")),
        Privilege.PINNED_NOTES: Policy(_LIMIT, _("%(n)s pinned notes")),
        Privilege.VIDEO_MINUTES: Policy(_LIMIT, _("videos of up to %(n)s minutes"), base=5),
        Privilege.PUBLISHED_FIRST: Policy(_FEATURE, _("notes that are read first and checked afterwards")),
        Privilege.PROPOSES_TOPICS: Policy(_FEATURE, _("propose topics"), is_open=False),
        Privilege.APPLIES_AS_PROFESSIONAL: Policy(_FEATURE, _("apply as a professional"), is_open=False),
        Privilege.BRAND_BRIEFS: Policy(_FEATURE, _("requests of brands"), is_open=False),
        Privilege.REPORTS_WEIGH_DOUBLE: Policy(_FEATURE, _("reports that weigh double")),
        Privilege.INVITED_AS_EXPERT: Policy(_FEATURE, _("an invitation to be an expert of your field"), is_open=False),
        Privilege.FEED_WEIGHT: Policy(_WEIGHT, _("+%(n)s %% in the feed")),
    }
)


def _highest(level: int, privilege: str) -> float | None:
    """The highest figure of the rows up to a level; None when none of them speaks of it."""
    given = [row[privilege] for number, row in ladder_rows().privileges.items() if number <= level and privilege in row]
    return float(max(given)) if given else None


def allows(level: int, privilege: Privilege) -> bool:
    """Whether somebody of this level has a feature; of a limit, whether it is more than nothing."""
    if POLICIES[privilege].sort is Sort.LIMIT:
        return limit(level, privilege) > 0
    return bool(_highest(level, privilege))


def limit(level: int, privilege: Privilege) -> int:
    """The highest figure the rows up to this level give. Below level 1: half of what level 1 has, rounded up.

    A limit that no row up to the level names is its base, which is the same for everybody. Raises TypeError for a
    privilege that is no limit.
    """
    policy = POLICIES[privilege]
    if policy.sort is not Sort.LIMIT:
        raise TypeError(f"{privilege} is a {policy.sort} and has no limit")
    found = _highest(max(level, 1), privilege)
    if found is None:
        return policy.base
    return int(found) if level >= 1 else (int(found) + 1) // 2


def weight(level: int, privilege: Privilege) -> float:
    """The factor in per cent that a level adds, 0 below the first that names it."""
    found = _highest(level, privilege) or 0.0
    return min(found, MOST_FEED_WEIGHT) if privilege == Privilege.FEED_WEIGHT else found


def level_that_opens(privilege: Privilege) -> int | None:
    """The lowest level whose row names a privilege, to be told beside a refusal; None when no row does."""
    return min((number for number, row in ladder_rows().privileges.items() if row.get(privilege)), default=None)


def opened_by(privileges: Mapping[str, object]) -> list[str]:
    """The sentences of a level's privileges, in the order of POLICIES; a code nobody knows is left out."""
    named = [(policy, privileges.get(code)) for code, policy in POLICIES.items()]
    return [_told(policy, figure) for policy, figure in named if figure]


def _told(policy: Policy, figure: object) -> str:
    words = str(policy.words) % {"n": _figure(figure)}
    return words if policy.is_open else gettext("%(privilege)s (not open yet)") % {"privilege": words}


def _figure(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
