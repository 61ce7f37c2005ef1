"""Everybody's limits: they grow with the level and stand in its row."""

from notes.models import Origin
from notes.policy import Policy, register
from users.models import Kind

POLICY = register(
    Policy(
        origin=Origin.UGC,
        max_pictures=18,
        kinds=frozenset({Kind.MEMBER, Kind.BRAND, Kind.STAFF}),
    )
)
