"""Upheld violations: they keep somebody from the levels that ask for clean days. What was reached stays.

The floor that decides (moderation) calls down with an opaque source; the line in the ledger is what people read and
may appeal. Striking the line out ends its effect at once.
"""

from datetime import datetime

from django.db import transaction

from common.events import announce
from common.rows import added
from users.events import standing_changed
from users.models import GrowthEntry


@transaction.atomic
def uphold(person_id: int, *, source: str, words: str, at: datetime) -> bool:
    """Writes an upheld violation into the ledger and tells the person. The same source counts once.

    `words` is the reason as the person reads it.
    """
    line = GrowthEntry(
        person_id=person_id,
        reason=GrowthEntry.Reason.VIOLATION,
        source=source,
        detail=words[:300],
        created_at=at,
    )
    if not added(line):
        return False
    announce(standing_changed, person_id=person_id, entry_id=line.pk)
    return True
