"""When people were last about: coarse, for what is nearby and for who has gone quiet."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from users import silence
from users.models import User

# Nobody needs to know to the minute, and a row written once an hour costs nothing.
_COARSE = timedelta(hours=1)


def saw(seen: Mapping[int, datetime]) -> int:
    """Notes that people (by key) were about at an instant. Returns how many rows were written.

    A row is written when it is over an hour older than the instant; it never goes back. Growth that was paused after
    a year of silence goes on.
    """
    if seen:
        silence.resume(seen, at=max(seen.values()))
    written = 0
    for person_id in sorted(seen):
        at = seen[person_id]
        stale = Q(seen_at=None) | Q(seen_at__lt=at - _COARSE)
        written += User.objects.filter(stale, pk=person_id).update(seen_at=at)
    return written
