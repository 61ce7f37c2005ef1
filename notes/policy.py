"""What differs between the three origins, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from notes.composition import Rules
from notes.models import Origin
from users.models import User
from users.privileges import Privilege, allows


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and review of one origin. Mappings by level hold from the level named up to the next one named."""

    origin: Origin
    max_pictures: int
    notes_per_day: Mapping[int, int]
    # From this level on a note goes live first and is looked at afterwards.
    reviewed_after_from_level: int
    kinds: frozenset[str]
    # Choosing a time is a tool of official and professional accounts; everybody else earns it by their level.
    is_scheduling_earned: bool = True

    def daily_notes(self, level: int) -> int:
        """How many notes a day somebody of this level may hand in."""
        return self.notes_per_day[max(step for step in self.notes_per_day if step <= level)]

    def may_schedule(self, level: int) -> bool:
        return not self.is_scheduling_earned or allows(level, Privilege.SCHEDULES_NOTES)

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
