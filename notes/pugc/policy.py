"""Invited professionals: verified people whose notes are looked at after they went live."""

from notes.models import Origin
from notes.policy import Policy, register
from users.models import Kind

POLICY = register(
    Policy(
        origin=Origin.PUGC,
        max_pictures=18,
        notes_per_day=30,
        links_per_week=100,
        is_published_first=True,
        kinds=frozenset({Kind.EXPERT}),
        is_scheduling_earned=False,
    )
)
