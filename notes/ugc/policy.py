"""Everybody's limits: they grow with the level."""

from notes.models import Origin
from notes.policy import Policy, register
from users.models import Kind

# Level 1 may publish 5 notes a day, level 2 and up 10; before level 1 the limits of level 1 are halved.
POLICY = register(
    Policy(
        origin=Origin.UGC,
        max_pictures=18,
        notes_per_day={0: 3, 1: 5, 2: 10, 6: 30},
        reviewed_after_from_level=6,
        kinds=frozenset({Kind.MEMBER, Kind.BRAND, Kind.STAFF}),
    )
)
