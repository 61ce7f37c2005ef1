"""Using up what a level allows in a span of time: notes a day, links a week."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from users.models import Spent, User
from users.privileges import Privilege, limit

WINDOWS: Mapping[Privilege, timedelta] = {
    Privilege.NOTES_A_DAY: timedelta(days=1),
    Privilege.LINKS_A_WEEK: timedelta(days=7),
}
_LONGEST = max(WINDOWS.values())


class Exhausted(Exception):
    """The limit of the level is used up; nothing was written. `most` is the limit, `again_at` when there is room again,
    None when so much is never allowed at once."""

    def __init__(self, most: int, again_at: datetime | None) -> None:
        super().__init__(f"at most {most}")
        self.most = most
        self.again_at = again_at


@transaction.atomic
def spend(person: User, privilege: Privilege, amount: int = 1, *, at: datetime, most: int | None = None) -> None:
    """Uses up `amount` of what the person's level allows. Raises Exhausted.

    `most` stands in for the level's figure, for accounts whose limits do not come from the ladder.
    """
    most = limit(person.level, privilege) if most is None else most
    window = WINDOWS[privilege]
    _queue(person.pk, privilege)
    lately = Spent.objects.filter(person=person, privilege=privilege, spent_at__gt=at - window)
    rows = list(lately.order_by("spent_at", "pk").values_list("spent_at", "amount"))
    too_much = sum(used for _when, used in rows) + amount - most
    if too_much > 0:
        raise Exhausted(most, _room_at(rows, too_much, window))
    Spent.objects.create(person=person, privilege=privilege, amount=amount, spent_at=at)


def _queue(person_id: int, privilege: str) -> None:
    """One hand of a person at a time, until the transaction ends: counting and adding are one step.

    No row is locked, so whoever holds a note's row and waits for its author's cannot meet this in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"spent:{person_id}:{privilege}"])


def _room_at(rows: list[tuple[datetime, int]], too_much: int, window: timedelta) -> datetime | None:
    for when, used in rows:
        too_much -= used
        if too_much <= 0:
            return when + window
    return None


def told_again(again_at: datetime | None) -> str:
    """When there is room again, in the reader's own zone; nothing when so much is never allowed at once."""
    if again_at is None:
        return ""
    return _("There is room again at %(when)s.") % {"when": date_format(localtime(again_at), "SHORT_DATETIME_FORMAT")}


def sweep(*, at: datetime) -> int:
    """Deletes what no window reaches any more. Returns how many rows."""
    return int(Spent.objects.filter(spent_at__lt=at - _LONGEST).delete()[0])
