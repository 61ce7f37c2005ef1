"""What differs between the three origins, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from notes.models import Origin
from users.models import User


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and review of one origin. Mappings by level hold from the level named up to the next one named."""

    origin: Origin
    max_pictures: int
    notes_per_day: Mapping[int, int]
    # From this level on a note goes live first and is looked at afterwards.
    reviewed_after_from_level: int
    kinds: frozenset[str]

    def daily_notes(self, level: int) -> int:
        """How many notes a day somebody of this level may hand in."""
        return self.notes_per_day[max(step for step in self.notes_per_day if step <= level)]


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
