"""What was published last, whoever wrote it: the door through which an unknown author comes in."""

from datetime import datetime

from feed import pools
from feed.candidates import Candidate
from feed.readers import Reader
from feed.sources.contract import by_rank


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    return by_rank("fresh", pools.fresh(), limit)
