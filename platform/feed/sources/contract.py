"""What every source is: a function from a reader and an instant to candidates."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from feed.candidates import Candidate, NoteFacts
from feed.readers import Reader


class Source(Protocol):
    def __call__(self, reader: Reader, limit: int, at: datetime) -> list[Candidate]:
        """At most `limit` candidates, best first, each with its relevance in 0..1. Own notes are left to mixing."""
        ...


def by_rank(source: str, facts: Iterable[NoteFacts], limit: int) -> list[Candidate]:
    """Candidates whose relevance falls evenly from 1 with their rank in the source."""
    rows = list(facts)[:limit]
    return [Candidate(row, source, relevance=1 - place / len(rows)) for place, row in enumerate(rows)]
