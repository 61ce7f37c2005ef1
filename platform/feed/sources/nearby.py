"""What people of the same city publish, where enough of them are about."""

from datetime import datetime

from feed import pools
from feed.candidates import Candidate
from feed.readers import Reader
from feed.sources.contract import by_rank


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    if reader.city_id is None:
        return []
    return by_rank("nearby", pools.nearby(reader.city_id, at), limit)
