"""Official accounts: an editorial team stands behind them, so their notes go live at once."""

from notes.models import Origin
from notes.policy import Policy, register
from users.models import Kind

POLICY = register(
    Policy(
        origin=Origin.PGC,
        max_pictures=18,
        notes_per_day=50,
        links_per_week=200,
        is_published_first=True,
        kinds=frozenset({Kind.OFFICIAL}),
        is_scheduling_earned=False,
    )
)
