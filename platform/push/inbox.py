"""The reader's inbox: how much is unread, pages of it, and marking it read."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial

import structlog
from django.core.cache import cache
from django.db import transaction
from redis import RedisError

from common.keyset import BadCursor, Cursor, KeysetPage, keyset_page
from common.redis_client import client, key
from push.models import InboxItem, Kind
from users.models import User

log = structlog.get_logger("push")
# Nobody reads a larger figure, and a count that stops is cheap.
MOST_COUNTED = 99
KEEP_SECONDS = 60
PAGE = 20
# What a tab shows; the empty name is the tab of everything.
TABS: dict[str, tuple[Kind, ...]] = {
    "": (),
    "for-you": (Kind.FOR_YOU,),
    "comments": (Kind.COMMENT, Kind.REPLY),
    "likes": (Kind.LIKE, Kind.COLLECT),
    "followers": (Kind.FOLLOWER,),
}


def channel(person_id: int) -> str:
    """The Redis channel on which changes of a reader's inbox are told."""
    return key(f"inbox:{person_id}")


def _figure(person_id: int) -> str:
    return f"push:unread:{person_id}"


def unread_count(person_id: int) -> int:
    """How many items of the inbox the person has not read, MOST_COUNTED at most. Kept in the cache between changes."""
    try:
        kept: int | None = cache.get(_figure(person_id))
        if kept is not None:
            return kept
    except (RedisError, OSError) as error:
        log.warning("unread count not cached", error=str(error))
        return count_unread(person_id)
    counted = count_unread(person_id)
    try:
        cache.set(_figure(person_id), counted, KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("unread count not kept", error=str(error))
    return counted


def count_unread(person_id: int) -> int:
    """The same out of the database: a scan of the partial index of unread items that stops early."""
    return InboxItem.objects.filter(reader=person_id, read_at=None)[:MOST_COUNTED].count()


def tell_changed(person_ids: Iterable[int]) -> None:
    """Forgets the kept figures and tells open pages, once the present transaction has committed."""
    changed = sorted(set(person_ids))
    if changed:
        transaction.on_commit(partial(_tell, changed))


def _tell(person_ids: Collection[int]) -> None:
    """Without Redis the figures are right again in KEEP_SECONDS, and open pages learn of it when they are loaded."""
    try:
        cache.delete_many([_figure(person_id) for person_id in person_ids])
        with client().pipeline(transaction=False) as pipe:
            for person_id in person_ids:
                pipe.publish(channel(person_id), "changed")
            pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("change of inbox not told", readers=len(person_ids), error=str(error))


def page_of(reader: User, tab: str, cursor: str) -> KeysetPage[InboxItem]:
    """One page of a tab, newest first. One query. A cursor nobody made starts again at the top."""
    items = InboxItem.objects.of_reader(reader).for_page()
    if TABS[tab]:
        items = items.filter(kind__in=TABS[tab])
    fields = ("-happened_at", "-pk")
    try:
        return keyset_page(items, fields=fields, after=Cursor.decode(cursor) if cursor else None, size=PAGE)
    except BadCursor:
        return keyset_page(items, fields=fields, size=PAGE)


@transaction.atomic
def mark_read(item: InboxItem, *, at: datetime) -> bool:
    """Marks one item read. False when it was already."""
    if not InboxItem.objects.unread().filter(pk=item.pk).update(read_at=at):
        return False
    tell_changed([item.reader_id])
    return True


@transaction.atomic
def mark_all_read(reader: User, *, at: datetime) -> int:
    """Marks everything that happened until `at` read. Returns how many items there were."""
    marked = InboxItem.objects.of_reader(reader).unread().filter(happened_at__lte=at).update(read_at=at)
    if marked:
        tell_changed([reader.pk])
    return marked
