"""What differs between the three origins, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from notes.models import Origin


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
