"""Pools: lists of good notes that many readers share, kept in the cache and rebuilt from the database when missing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import exp2, log1p

import structlog
from django.core.cache import cache
from redis import RedisError

from common.models import within
from feed.candidates import NoteFacts, age_hours, facts_of, packed, recommendable, unpacked
from feed.memory import Memory
from users.models import User
from users.nearness import ABOUT_DAYS, is_crowded, people_about_in

log = structlog.get_logger("feed")
POOL_SIZE = 200
# The database orders by what it can index; heat is computed over this many of the newest.
HEAT_WINDOW = 1000
HALF_LIFE_HOURS = 72.0
KEEP_SECONDS = 120
# An author looks whether their note arrived: the newest are read anew sooner.
KEEP_NEWEST_SECONDS = 15
# What a reaction says of a note: like 1, collect 1, comment 4, share 4.
REACTION_WEIGHTS = {"likes": 1.0, "collects": 1.0, "comments": 4.0, "shares": 4.0}


_memory: Memory[list[NoteFacts]] = Memory()


def reaction_value(facts: NoteFacts) -> float:
    """The weighted count of what readers did with a note."""
    weight = REACTION_WEIGHTS
    told = weight["comments"] * facts.comments + weight["shares"] * facts.shares
    return weight["likes"] * facts.likes + weight["collects"] * facts.collects + told


def heat(facts: NoteFacts, at: datetime) -> float:
    """log(1 + reactions), halved every HALF_LIFE_HOURS: decayed popularity."""
    return log1p(reaction_value(facts)) * exp2(-age_hours(facts, at) / HALF_LIFE_HOURS)


def _newest() -> list[NoteFacts]:
    return facts_of(recommendable().order_by("-published_at", "-pk"), POOL_SIZE)


def _hottest(at: datetime, category: str = "") -> list[NoteFacts]:
    notes = recommendable().order_by("-published_at", "-pk")
    if category:
        notes = notes.filter(within(category))
    window = facts_of(notes, HEAT_WINDOW)
    return sorted(window, key=lambda facts: (-heat(facts, at), -facts.note_id))[:POOL_SIZE]


def _of_city(city_id: int, at: datetime) -> list[NoteFacts]:
    if not is_crowded(User.objects.active().filter(city=city_id, seen_at__gt=at - timedelta(days=ABOUT_DAYS))):
        return []
    return facts_of(recommendable().filter(author__city=city_id).order_by("-published_at", "-pk"), POOL_SIZE)


def _of_cell(cell: int, at: datetime) -> list[NoteFacts]:
    people = people_about_in(cell, at=at)
    if not is_crowded(people):
        return []
    return facts_of(recommendable().filter(author__in=people.values("pk")).order_by("-published_at", "-pk"), POOL_SIZE)


def _cached(key: str, build: Callable[[], list[NoteFacts]], seconds: int = KEEP_SECONDS) -> list[NoteFacts]:
    """A pool as this process remembers it, else out of the cache. Nobody changes the list."""
    return _memory.get(key, lambda: _from_cache(key, build, seconds))


def _from_cache(key: str, build: Callable[[], list[NoteFacts]], seconds: int) -> list[NoteFacts]:
    """A pool out of the cache, or built now. A cache that is down costs time, never the page."""
    name = f"feed:pool:{key}"
    try:
        kept = cache.get(name)
        if kept is not None:
            return unpacked(kept)
    except (RedisError, OSError) as error:
        log.warning("pool not cached", pool=key, error=str(error))
        return build()
    made = build()
    _keep(name, made, seconds)
    return made


def _keep(name: str, facts: list[NoteFacts], seconds: int) -> None:
    try:
        cache.set(name, packed(facts), seconds)
    except (RedisError, OSError) as error:
        log.warning("pool not kept", pool=name, error=str(error))


def popular(at: datetime) -> list[NoteFacts]:
    """The hottest notes of the site, hottest first."""
    return _cached("popular", lambda: _hottest(at))


def popular_in(category: str, at: datetime) -> list[NoteFacts]:
    """The hottest notes of a category and its children, hottest first. `category` is a code of either level."""
    return _cached(f"popular:{category}", lambda: _hottest(at, category))


def fresh() -> list[NoteFacts]:
    """The newest notes of the site, newest first."""
    return _cached("fresh", _newest, KEEP_NEWEST_SECONDS)


def nearby(city_id: int, at: datetime) -> list[NoteFacts]:
    """The newest notes of a city; empty where fewer than FEWEST_PEOPLE were about in the last month."""
    return _cached(f"city:{city_id}", lambda: _of_city(city_id, at))


def around(cell: int, at: datetime) -> list[NoteFacts]:
    """The newest notes of people in a square of 5 km; empty where fewer than FEWEST_PEOPLE are about in it."""
    return _cached(f"cell:{cell}", lambda: _of_cell(cell, at))


def refresh(at: datetime) -> int:
    """Rebuilds the pools everybody shares. Returns how many notes they hold."""
    hottest, newest = _hottest(at), _newest()
    _keep("feed:pool:popular", hottest, KEEP_SECONDS)
    _keep("feed:pool:fresh", newest, KEEP_NEWEST_SECONDS)
    return len(hottest) + len(newest)
