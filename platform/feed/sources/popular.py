"""What the whole site likes now."""

from datetime import datetime

from feed import pools
from feed.candidates import Candidate
from feed.readers import Reader
from feed.sources.contract import by_rank


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    return by_rank("popular", pools.popular(at), limit)
