"""The staff's hand on the feed: which sources are asked in which stage, and the weights in force."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from feed.memory import Memory
from feed.models import FeedSource, FeedWeights
from feed.ranking import FIRST_WEIGHTS, HIGHEST_LEVEL, Weights
from users.models import User
from users.privileges import Privilege, weight

_KEY = "feed:steering"
_KEEP_SECONDS = 60
Steering = tuple[list[tuple[str, int, list[str]]], Weights]
_memory: Memory[Steering] = Memory()


def _read() -> Steering:
    rows = list(FeedSource.objects.filter(is_on=True).order_by("name"))
    newest = FeedWeights.objects.newest_first().first()
    weights = Weights(
        newest.version if newest else 1,
        {**FIRST_WEIGHTS, **(newest.weights if newest else {})},
        {row.name: row.prior for row in rows},
        {level: weight(level, Privilege.FEED_WEIGHT) / 100 for level in range(HIGHEST_LEVEL + 1)},
    )
    return [(row.name, row.limit, row.stages) for row in rows], weights


def steering() -> Steering:
    """(name, limit, stages) of every source that is on, and the weights in force. Kept for a minute."""
    return _memory.get(_KEY, _from_cache)


def _from_cache() -> Steering:
    kept: Steering | None = cache.get(_KEY)
    if kept is None:
        kept = _read()
        cache.set(_KEY, kept, _KEEP_SECONDS)
    return kept


def _forget() -> None:
    cache.delete(_KEY)
    _memory.forget()


@transaction.atomic
def set_weights(weights: dict[str, float], *, by: User, reason: str, at: datetime) -> FeedWeights:
    """Puts a new version of the weights in force. Raises ValueError for an unknown term or a level above 0.15."""
    unknown = set(weights) - set(FIRST_WEIGHTS)
    if unknown:
        raise ValueError(f"unknown terms: {', '.join(sorted(unknown))}")
    if weights.get("level", 0) > FIRST_WEIGHTS["level"]:
        raise ValueError("the level moves a score by at most 0.15")
    newest = FeedWeights.objects.select_for_update().newest_first().first()
    row = FeedWeights.objects.create(
        version=newest.version + 1 if newest else 1,
        weights={**FIRST_WEIGHTS, **weights},
        reason=reason,
        created_by=by,
        created_at=at,
    )
    transaction.on_commit(_forget)
    return row
