"""What people around publish, where enough of them are about: by square where the reader chose one, else by city."""

from datetime import datetime

from feed import pools
from feed.candidates import Candidate
from feed.readers import Reader
from feed.sources.contract import by_rank
from users.nearness import cell_now


def find(reader: Reader, limit: int, at: datetime) -> list[Candidate]:
    cell = None if reader.person_id is None else cell_now(reader.person_id, at=at)
    around = [] if cell is None else pools.around(cell, at)
    if not around and reader.city_id is not None:
        around = pools.nearby(reader.city_id, at)
    return by_rank("nearby", around, limit)
