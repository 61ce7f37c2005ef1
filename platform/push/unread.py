"""How much of an inbox is unread: counted in the database, kept in Redis, told to open pages when it changes.

Every change gives the inbox a new mark, a number that only grows. A figure is kept with the mark it was counted under
and is worth nothing under another: whoever counted just before a change and writes just after it fools nobody. Pages
compare marks, too, so that an answer that was long on its way never replaces a newer one.
"""

import json
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import structlog
from django.db import transaction
from django.db.models import Count
from redis import RedisError

from common.redis_client import client, key
from conversations.figures import unread_messages
from push.kinds import KINDS
from push.models import InboxItem

log = structlog.get_logger("push")
KEEP_SECONDS = 60
# A mark nobody touched for a month is forgotten; the next one begins with the clock and so is larger all the same.
MARK_SECONDS = 30 * 24 * 3600
# The figure of conversations stands beside those of the tabs.
MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Unread:
    """How many lines are unread, in all and by tab, under a mark; 0 is a mark that can be compared with nothing."""

    total: int
    tabs: Mapping[str, int] = field(default_factory=dict)
    mark: int = 0

    def as_json(self) -> str:
        """The shape in which open pages are told."""
        return json.dumps({"total": self.total, "tabs": dict(self.tabs), "mark": self.mark}, separators=(",", ":"))


def channel(person_id: int) -> str:
    """The Redis channel on which changes of a reader's inbox are told."""
    return key(f"inbox:{person_id}")


def _mark_key(person_id: int) -> str:
    return key(f"inbox:mark:{person_id}")


def _figure_key(person_id: int) -> str:
    return key(f"inbox:unread:{person_id}")


def unread_of(person_id: int) -> Unread:
    """The person's figures. Without Redis they are counted each time."""
    try:
        # redis-py names every shape an answer may have; a connection that decodes nothing gives this one.
        kept = client().mget([_mark_key(person_id), _figure_key(person_id)])
        mark, figure = cast("list[bytes | None]", kept)
    except (RedisError, OSError) as error:
        log.warning("unread count not cached", error=str(error))
        return count_unread(person_id)
    now = int(mark or 0)
    return _unpacked(figure, now) or _kept(person_id, count_unread(person_id, mark=now))


def unread_count(person_id: int) -> int:
    """How many lines of the inbox the person has not read."""
    return unread_of(person_id).total


def count_unread(person_id: int, *, mark: int = 0) -> Unread:
    """The figures out of the database, along the partial index of unread lines. `mark` was read before."""
    rows = InboxItem.objects.filter(reader=person_id, read_at=None)
    kinds = dict(rows.values_list("kind").annotate(lines=Count("pk")))
    tabs: Counter[str] = Counter()
    for kind, lines in kinds.items():
        tabs[KINDS[kind].tab] += lines
    letters = unread_messages(person_id)
    if letters:
        tabs[MESSAGES] = letters
    return Unread(sum(kinds.values()) + letters, dict(tabs), mark)


def _unpacked(figure: bytes | None, mark: int) -> Unread | None:
    if figure is None:
        return None
    kept = Unread(**json.loads(figure))
    return kept if kept.mark == mark else None


def _kept(person_id: int, counted: Unread) -> Unread:
    try:
        client().set(_figure_key(person_id), counted.as_json(), ex=KEEP_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("unread count not kept", error=str(error))
    return counted


def tell_changed(person_ids: Iterable[int]) -> None:
    """Gives these inboxes a new mark and tells open pages, once the present transaction has committed."""
    changed = sorted(set(person_ids))
    if changed:
        transaction.on_commit(partial(_tell, changed))


def _tell(person_ids: Collection[int]) -> None:
    """Without Redis the figures are right again in KEEP_SECONDS, and open pages learn of it when they are loaded."""
    try:
        with client().pipeline(transaction=False) as pipe:
            for person_id in person_ids:
                pipe.set(_mark_key(person_id), time.time_ns() // 1_000_000, nx=True)
                pipe.incr(_mark_key(person_id))
                pipe.expire(_mark_key(person_id), MARK_SECONDS)
                pipe.publish(channel(person_id), "changed")
            pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("change of inbox not told", readers=len(person_ids), error=str(error))
