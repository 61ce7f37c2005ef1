"""Where candidates come from: one file a source, joined in one table."""

from collections.abc import Mapping

from feed.sources import followed, fresh, interests, nearby, popular
from feed.sources.contract import Source

SOURCES: Mapping[str, Source] = {
    "followed": followed.find,
    "interests": interests.find,
    "nearby": nearby.find,
    "popular": popular.find,
    "fresh": fresh.find,
}

# What is popular and what is new: the same to everybody, and all that somebody gets who wants nothing personal.
IMPERSONAL = frozenset({"popular", "fresh"})

__all__ = ["IMPERSONAL", "SOURCES", "Source"]
