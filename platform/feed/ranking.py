"""The score of a candidate: a sum of named terms with public, versioned weights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import exp2, log1p

from feed.candidates import Candidate
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
_FULL_VALUE = log1p(VALUE_SCALE)
HIGHEST_LEVEL = 10
# What the levels add before staff give the rows of the ladder other figures: 0.015 of the other terms for each.
FIRST_LEVELS: Mapping[int, float] = {level: 0.015 * level for level in range(HIGHEST_LEVEL + 1)}


@dataclass(frozen=True, slots=True)
class Weights:
    version: int
    terms: Mapping[str, float]
    priors: Mapping[str, float]
    # By level: the share it adds, out of the rows of the ladder (users.privileges).
    levels: Mapping[int, float] = field(default_factory=lambda: FIRST_LEVELS)


def score(candidate: Candidate, weights: Weights, at: datetime) -> Candidate:
    """The candidate with its terms. They add up to its score; every one can be shown to the reader."""
    return candidate.with_terms(_terms(candidate, weights, at.timestamp()))


def _terms(candidate: Candidate, weights: Weights, seconds: float) -> dict[str, float]:
    """The named parts of a score at an instant, in seconds since the epoch.

    value: log(1 + weighted reactions) / log(1 + 100), at most 1. freshness: halves every 36 h.
    level: the share of the sum of the other terms that the level's row gives, 0.015 to 0.15 as published; never more
    than the weight "level", which staff may lower. No level outweighs a better note by more.
    """
    facts, weight = candidate.facts, weights.terms
    hours = max(0.0, (seconds - facts.published) / 3600)
    terms = {
        "relevance": weight["relevance"] * candidate.relevance,
        "value": weight["value"] * min(1.0, log1p(reaction_value(facts)) / _FULL_VALUE),
        "freshness": weight["freshness"] * exp2(-hours / FRESH_HALF_LIFE_HOURS),
        "quality": weight["quality"] * facts.quality,
        "source": weights.priors.get(candidate.source, 0.0),
    }
    terms["level"] = min(weights.levels.get(facts.level, 0.0), weight["level"], 0.15) * sum(terms.values())
    return terms


def ranked(candidates: Iterable[Candidate], weights: Weights, at: datetime) -> list[Candidate]:
    """Best first; a note several sources propose is kept once, under the source that scores it highest."""
    best: dict[int, tuple[float, Candidate, dict[str, float]]] = {}
    seconds = at.timestamp()
    for candidate in candidates:
        terms = _terms(candidate, weights, seconds)
        total, note_id = sum(terms.values()), candidate.facts.note_id
        kept = best.get(note_id)
        if kept is None or total > kept[0]:
            best[note_id] = (total, candidate, terms)
    order = sorted(best.values(), key=lambda row: (-row[0], -row[1].facts.note_id))
    return [candidate.with_terms(terms) for _total, candidate, terms in order]
