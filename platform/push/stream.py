"""Changes of inboxes as they come out of Redis, handed to the open connections of this process.

One subscription a process serves all readers: a connection costs an event in memory and no connection to Redis.
"""

import asyncio
from collections import defaultdict

import structlog
from django.conf import settings
from redis import RedisError
from redis.asyncio import Redis

from push.unread import channel

log = structlog.get_logger("live")
RETRY_SECONDS = 2.0
# How long a read of the subscription may wait; only then is it noticed that nobody listens any more.
READ_SECONDS = 30.0
MOST_PER_PERSON = 3


class TooManyOpen(Exception):
    """The person has MOST_PER_PERSON connections open in this process already."""


class Changes:
    """Who waits for changes of which reader's inbox. Lives in one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def join(self, person_id: int) -> asyncio.Event:
        """An event that is set whenever the person's inbox changes. Raises TooManyOpen."""
        if len(self._waiting[person_id]) >= MOST_PER_PERSON:
            raise TooManyOpen
        event = asyncio.Event()
        self._waiting[person_id].add(event)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())
        return event

    def leave(self, person_id: int, event: asyncio.Event) -> None:
        """Forgets the event; the subscription ends when nobody is left."""
        self._waiting[person_id].discard(event)
        if not self._waiting[person_id]:
            del self._waiting[person_id]
        if not self._waiting and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _listen(self) -> None:
        """Subscribes, again and again while Redis is away. After each gap everybody looks anew.

        Ends with the last reader, also where the cancelling of `leave` was lost between two waits of the client.
        """
        while self._waiting:
            try:
                await self._hear()
            except (RedisError, OSError) as error:
                log.warning("live subscription lost", error=str(error))
            await asyncio.sleep(RETRY_SECONDS)

    async def _hear(self) -> None:
        client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2.0)
        try:
            async with client.pubsub(ignore_subscribe_messages=True) as pubsub:
                await pubsub.psubscribe(f"{channel_prefix()}*")
                self._wake_all()
                while self._waiting:
                    message = await pubsub.get_message(timeout=READ_SECONDS)
                    if message is not None:
                        self._wake(message["channel"].decode())
        finally:
            await client.aclose()

    def _wake(self, name: str) -> None:
        person_id = name.removeprefix(channel_prefix())
        for event in self._waiting.get(int(person_id), ()) if person_id.isdecimal() else ():
            event.set()

    def _wake_all(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()


def channel_prefix() -> str:
    """What every inbox's channel begins with."""
    return channel(0).removesuffix("0")
