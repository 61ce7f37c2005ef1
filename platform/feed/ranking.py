"""The score of a candidate: a sum of named terms with public, versioned weights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import log1p

from feed.candidates import Candidate, age_hours
from feed.pools import reaction_value

# Version 1; later versions are rows of FeedWeights.
FIRST_WEIGHTS: Mapping[str, float] = {
    "relevance": 1.0,
    "value": 0.6,
    "freshness": 0.8,
    "quality": 0.3,
    # The level of the author moves a score by at most this share of the other terms.
    "level": 0.15,
}
FRESH_HALF_LIFE_HOURS = 36.0
VALUE_SCALE = 100.0
HIGHEST_LEVEL = 10


@dataclass(frozen=True, slots=True)
class Weights:
    version: int
    terms: Mapping[str, float]
    priors: Mapping[str, float]


def score(candidate: Candidate, weights: Weights, at: datetime) -> Candidate:
    """The candidate with its terms. They add up to its score; every one can be shown to the reader.

    value: log(1 + weighted reactions) / log(1 + 100), at most 1. freshness: halves every 36 h.
    level: a share of the sum of the other terms, 0.15 of it at level 10: no level outweighs a better note by more.
    """
    facts, weight = candidate.facts, weights.terms
    terms = {
        "relevance": weight["relevance"] * candidate.relevance,
        "value": weight["value"] * min(1.0, log1p(reaction_value(facts)) / log1p(VALUE_SCALE)),
        "freshness": weight["freshness"] * 0.5 ** (age_hours(facts, at) / FRESH_HALF_LIFE_HOURS),
        "quality": weight["quality"] * facts.quality,
        "source": weights.priors.get(candidate.source, 0.0),
    }
    terms["level"] = min(weight["level"], 0.15) * facts.level / HIGHEST_LEVEL * sum(terms.values())
    return candidate.with_terms(terms)


def ranked(candidates: Iterable[Candidate], weights: Weights, at: datetime) -> list[Candidate]:
    """Best first; a note several sources propose is kept once, under the source that scores it highest."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        scored = score(candidate, weights, at)
        kept = best.get(candidate.facts.note_id)
        if kept is None or scored.score > kept.score:
            best[candidate.facts.note_id] = scored
    return sorted(best.values(), key=lambda c: (-c.score, -c.facts.note_id))
