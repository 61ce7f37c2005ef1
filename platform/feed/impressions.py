"""What readers were shown: through a Redis stream into the database, in batches, never in the path of a page."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import structlog
from redis import RedisError
from redis.typing import EncodableT, FieldT

from common.redis_client import client, key
from feed.models import Impression
from notes.models import Note
from users.presence import saw

log = structlog.get_logger("feed")
STREAM = "feed:impressions"
BATCH = 1000
# Above this the oldest are dropped: a worker that is down for days must not fill the memory.
LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class Seen:
    """One card that was on the screen, as the browser names it."""

    event_id: uuid.UUID
    note: str
    source: str


def enqueue(events: Iterable[Seen], reader_id: int | None, *, at: datetime) -> int:
    """Puts what was seen into the stream. Without Redis it is lost and the log says so; the reader notices nothing."""
    rows: list[dict[FieldT, EncodableT]] = [
        {"event": str(e.event_id), "note": e.note, "source": e.source, "reader": reader_id or "", "at": at.timestamp()}
        for e in events
    ]
    if not rows:
        return 0
    try:
        with client().pipeline(transaction=False) as pipe:
            for row in rows:
                pipe.xadd(key(STREAM), row, maxlen=LONGEST, approximate=True)
            pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("impressions lost", count=len(rows), error=str(error))
        return 0
    return len(rows)


def store() -> int:
    """Moves one batch from the stream to the table; entries leave the stream after the commit, so none is lost.

    A batch that is stored twice changes nothing: events are unique. Returns how many entries were handled.
    """
    # redis-py names every shape that an answer may have; a connection that decodes nothing gives this one.
    entries = cast("list[tuple[bytes, dict[bytes, bytes]]]", client().xrange(key(STREAM), count=BATCH))
    if not entries:
        return 0
    rows = [{name.decode(): value.decode() for name, value in fields.items()} for _entry, fields in entries]
    Impression.objects.bulk_create(_impressions(rows), ignore_conflicts=True)
    saw(_latest(rows))
    client().xdel(key(STREAM), *[entry for entry, _fields in entries])
    return len(entries)


def _latest(rows: Sequence[dict[str, str]]) -> dict[int, datetime]:
    """The last instant at which each known reader saw something."""
    latest: dict[int, datetime] = {}
    for row in rows:
        if row["reader"]:
            at = datetime.fromtimestamp(float(row["at"]), UTC)
            latest[int(row["reader"])] = max(at, latest.get(int(row["reader"]), at))
    return latest


def _impressions(rows: Sequence[dict[str, str]]) -> list[Impression]:
    wanted = {row["note"] for row in rows}
    notes = dict(Note.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))
    return [
        Impression(
            event_id=row["event"],
            note_id=notes[row["note"]],
            reader_id=int(row["reader"]) if row["reader"] else None,
            source=row["source"],
            seen_at=datetime.fromtimestamp(float(row["at"]), UTC),
        )
        for row in rows
        if row["note"] in notes
    ]
