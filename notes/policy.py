"""What differs between the three origins, as plain data."""

from dataclasses import dataclass

from notes.composition import Rules
from notes.models import Origin
from users.models import User
from users.privileges import Privilege, allows, limit


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and review of one origin. A figure of its own stands in for what the author's level would give."""

    origin: Origin
    max_pictures: int
    kinds: frozenset[str]
    # None: what the level gives (users.privileges).
    notes_per_day: int | None = None
    links_per_week: int | None = None
    # Notes of official and professional accounts go live first and are looked at afterwards; others earn it.
    is_published_first: bool = False
    # Choosing a time is a tool of official and professional accounts; everybody else earns it by their level.
    is_scheduling_earned: bool = True

    def daily_notes(self, level: int) -> int:
        """How many notes a day somebody of this level may hand in."""
        return limit(level, Privilege.NOTES_A_DAY) if self.notes_per_day is None else self.notes_per_day

    def weekly_links(self, level: int) -> int:
        """How many links to other sites somebody of this level may put into notes and comments in a week."""
        return limit(level, Privilege.LINKS_A_WEEK) if self.links_per_week is None else self.links_per_week

    def published_first(self, level: int) -> bool:
        """Whether a note goes live whatever a rule says, and is looked at afterwards."""
        return self.is_published_first or allows(level, Privilege.PUBLISHED_FIRST)

    def may_schedule(self, level: int) -> bool:
        return not self.is_scheduling_earned or allows(level, Privilege.SCHEDULES_NOTES)

    def tags_at_once(self, level: int) -> bool:
        """Whether a topic they invent opens without being looked at first."""
        return self.is_published_first or allows(level, Privilege.TAGS_AT_ONCE)

    def rules(self, level: int) -> Rules:
        """What a composition of somebody of this level has to keep to."""
        return Rules(self.max_pictures, self.may_schedule(level))


_POLICIES: dict[str, Policy] = {}


def register(policy: Policy) -> Policy:
    """Each origin brings its own policy when its app is ready; the origins do not know each other."""
    _POLICIES[policy.origin] = policy
    return policy


def policy_for(author: User) -> Policy:
    """The policy under which this person posts, by the kind of their account."""
    return next(policy for policy in _POLICIES.values() if author.kind in policy.kinds)


def policy_of(origin: str) -> Policy:
    """The policy of an origin. Raises KeyError for one that does not exist."""
    return _POLICIES[origin]
