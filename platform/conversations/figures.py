"""How much is unread: one figure a person, kept in the cache between changes."""

from collections.abc import Iterable
from functools import partial

import structlog
from django.core.cache import cache
from django.db import transaction
from django.db.models import Sum
from redis import RedisError

from conversations.models import Box, Side
from users.models import User

log = structlog.get_logger("conversations")
MOST_COUNTED = 99
KEEP_SECONDS = 60


def _figure(person_id: int) -> str:
    return f"conversations:unread:{person_id}"


def unread_messages(person_id: int) -> int:
    """Unread messages of people one talks with, MOST_COUNTED at most. Requests ring nobody and are not counted."""
    try:
        kept: int | None = cache.get(_figure(person_id))
        if kept is None:
            kept = count_unread(person_id)
            cache.set(_figure(person_id), kept, KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("unread messages not cached", error=str(error))
        return count_unread(person_id)
    return kept


def count_unread(person_id: int) -> int:
    """The same out of the database, along the partial index of what is unread."""
    found = Side.objects.filter(person=person_id, box=Box.INBOX, unread__gt=0).aggregate(n=Sum("unread"))
    return min(found["n"] or 0, MOST_COUNTED)


def count_requests(person: User) -> int:
    """How many people wait for an answer, MOST_COUNTED at most."""
    waiting = Side.objects.filter(person=person.pk, box=Box.REQUESTS, conversation__newest__isnull=False)
    return int(waiting[:MOST_COUNTED].count())


def forget_figures(person_ids: Iterable[int]) -> None:
    """Lets the kept figures go once the present transaction has committed."""
    transaction.on_commit(partial(_forget, sorted(set(person_ids))))


def _forget(person_ids: list[int]) -> None:
    try:
        cache.delete_many([_figure(person_id) for person_id in person_ids])
    except (RedisError, OSError) as error:
        log.warning("unread messages not forgotten", error=str(error))
