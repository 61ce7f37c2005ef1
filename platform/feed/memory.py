"""What a web process remembers for a few seconds: lists and figures that every page of the feed begins with.

Redis holds them for longer and for everybody; reading and unpacking them costs more than the page's own work. Whatever
is remembered is shared between threads: nobody changes it.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.conf import settings

Value = TypeVar("Value")
# Categories and cities are few; this only bounds what a mistake could cost.
_MOST = 1000


class Memory(Generic[Value]):
    """Values by name, each for settings.FEED_MEMORY_SECONDS."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Value]] = {}

    def get(self, name: str, read: Callable[[], Value]) -> Value:
        """The value remembered under a name, or what `read` brings now."""
        moment = time.monotonic()
        until, value = self._kept.get(name, (0.0, None))
        if value is not None and moment < until:
            return value
        found = read()
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[name] = (moment + settings.FEED_MEMORY_SECONDS, found)
        return found

    def forget(self) -> None:
        """So that a change made in this process is seen at once."""
        self._kept.clear()
