"""The feed's work behind the page."""

from celery import shared_task

from common.clock import now
from feed import impressions, pools

BATCHES = 20


@shared_task
def refresh_pools() -> None:
    """Rebuilds the pools everybody shares, so that hardly a page has to."""
    pools.refresh(now())


@shared_task
def store_impressions() -> None:
    """Empties the stream of impressions, at most BATCHES batches a run."""
    for _batch in range(BATCHES):
        if impressions.store() < impressions.BATCH:
            return
