"""Waiting until the site of the tests answers nobody any more."""

import threading
import time

from django.core.signals import request_finished, request_started

_PATIENCE_SECONDS, _SETTLED_SECONDS = 20.0, 0.1
_answering: set[int] = set()


def _started(**_: object) -> None:
    if threading.current_thread() is not threading.main_thread():
        _answering.add(threading.get_ident())


def _finished(**_: object) -> None:
    _answering.discard(threading.get_ident())


request_started.connect(_started)
request_finished.connect(_finished)


def wait_until_nobody_is_answered() -> None:
    """A page that is closed may have sent a last word. Its answer must be over before the tables are emptied: the two
    would lock each other out, and what is written after stays for the next test. Raises AssertionError."""
    deadline, quiet_since = time.monotonic() + _PATIENCE_SECONDS, time.monotonic()
    while time.monotonic() - quiet_since < _SETTLED_SECONDS:
        if _answering:
            quiet_since = time.monotonic()
        assert time.monotonic() < deadline, "a request of a closed page is still being answered"
        time.sleep(0.01)
