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

__all__ = ["SOURCES", "Source"]
