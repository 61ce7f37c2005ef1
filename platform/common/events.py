"""Announcing what happened: once, after commit, with ids only."""

from functools import partial

import structlog
from django.db import transaction
from django.dispatch import Signal

log = structlog.get_logger("events")


def announce(signal: Signal, **ids: int | str) -> None:
    """Sends the signal once the present transaction has committed; at once when there is none.

    A receiver that fails is logged and does not keep the others from hearing: what was committed stays committed.
    """
    transaction.on_commit(partial(_send, signal, ids))


def _send(signal: Signal, ids: dict[str, int | str]) -> None:
    for receiver, answer in signal.send_robust(sender=None, **ids):
        if isinstance(answer, Exception):
            log.error("receiver failed", receiver=str(receiver), ids=ids, error=repr(answer))
