"""The best of the categories a reader chose: popularity inside one's interests, each interest in turn."""

from datetime import datetime
from itertools import chain, zip_longest

from feed import pools
from feed.candidates import Candidate
from feed.readers import Reader
from feed.sources.contract import by_rank


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    """Interests take turns, so that a large category does not drown a small one."""
    if not reader.interests:
        return []
    each = [pools.popular_in(code, at) for code in sorted(reader.interests)]
    turns = [facts for facts in chain.from_iterable(zip_longest(*each)) if facts is not None]
    return by_rank("interests", turns, limit)
