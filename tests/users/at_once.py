"""Doing things at the same moment on real connections."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(deeds: Sequence[Callable[[], object]]) -> list[object]:
    """Runs all deeds together, each on its own thread and connection; answers and exceptions in the same order."""
    start = threading.Barrier(len(deeds), timeout=60)

    def run(deed: Callable[[], object]) -> object:
        try:
            start.wait(10)
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
