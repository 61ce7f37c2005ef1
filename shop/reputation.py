"""The reputation of a product: what independent voices say, how sure we are, and which notes count for nothing.

A voice is a person, not a note: somebody who writes three times is heard once, with their last word. What was paid for,
given or one's own stands apart and weighs nothing. Texts that are nearly the same share one voice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt

from django.db.models import Avg

from common.fingerprints import fingerprint_distance
from shop.models import INDEPENDENT, Evidence, Product, ReputationSnapshot

METHOD = "bayesian-mean-1"
# Below this many voices no score is shown.
LEAST_VOICES = 8
# The site's mean counts as much as this many voices.
PRIOR_STRENGTH = 8.0
# The site's mean before anybody said anything: the middle of the scale.
NEUTRAL = 3.0
STANCES = (1, 2, 3, 4, 5)
# Variance of five equally likely stances; the prior's share of the spread.
_PRIOR_VARIANCE = 2.0
_Z95 = 1.959964
# Fingerprints that differ in at most this many of 64 bits are the same words.
SAME_WORDS = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """One piece of evidence as the score sees it."""

    key: int
    author_id: int
    relation: str
    stance: int | None
    fingerprint: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Discount:
    """A piece of evidence that does not count, and the rule by which it does not."""

    key: int
    rule: str


@dataclass(frozen=True, slots=True)
class Reputation:
    """`score`, `low` and `high` are stances (1 to 5) or None below LEAST_VOICES; `distribution` counts 1 to 5."""

    voices: int
    sponsored: int
    score: float | None
    low: float | None
    high: float | None
    distribution: list[int]
    discounts: list[Discount] = field(default_factory=list)


def _apart(voice: Voice) -> str:
    """The rule that takes a voice out on its own account, or an empty text."""
    if voice.relation not in INDEPENDENT:
        return voice.relation
    return "no_stance" if voice.stance is None else ""


def _one_per_author(voices: Iterable[Voice], discounts: list[Discount]) -> list[Voice]:
    last: dict[int, Voice] = {}
    for voice in sorted(voices, key=lambda v: (v.at, v.key)):
        earlier = last.get(voice.author_id)
        if earlier is not None:
            discounts.append(Discount(earlier.key, "earlier_word"))
        last[voice.author_id] = voice
    return sorted(last.values(), key=lambda v: (v.at, v.key))


def _one_per_text(voices: Iterable[Voice], discounts: list[Discount]) -> list[Voice]:
    """The first to say something is heard; those who repeat it almost to the letter share their voice."""
    kept: list[Voice] = []
    for voice in voices:
        if any(_same_words(voice, other) for other in kept):
            discounts.append(Discount(voice.key, "same_words"))
        else:
            kept.append(voice)
    return kept


def _same_words(one: Voice, other: Voice) -> bool:
    if not one.fingerprint or not other.fingerprint:
        return False
    return fingerprint_distance(one.fingerprint, other.fingerprint) <= SAME_WORDS


def score(voices: Sequence[Voice], site_mean: float = NEUTRAL) -> Reputation:
    """The reputation of one product.

    Score: (sum of stances + PRIOR_STRENGTH * site_mean) / (n + PRIOR_STRENGTH), the Bayesian mean used by IMDb's
    weighted rating. Interval: 95 %, normal, around the score, with the variance of the stances pooled with that of a
    prior of PRIOR_STRENGTH voices (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.3).
    """
    discounts = [Discount(voice.key, rule) for voice in voices if (rule := _apart(voice))]
    sponsored = sum(1 for voice in voices if voice.relation not in INDEPENDENT)
    heard = _one_per_author([voice for voice in voices if not _apart(voice)], discounts)
    heard = _one_per_text(heard, discounts)
    stances = [voice.stance for voice in heard if voice.stance is not None]
    distribution = [stances.count(stance) for stance in STANCES]
    if len(stances) < LEAST_VOICES:
        return Reputation(len(stances), sponsored, None, None, None, distribution, discounts)
    mean, margin = _interval(stances, site_mean)
    low, high = max(1.0, mean - margin), min(5.0, mean + margin)
    return Reputation(len(stances), sponsored, mean, low, high, distribution, discounts)


def _interval(stances: Sequence[int], site_mean: float) -> tuple[float, float]:
    weight = len(stances) + PRIOR_STRENGTH
    mean = (sum(stances) + PRIOR_STRENGTH * site_mean) / weight
    own = sum(stances) / len(stances)
    spread = sum((stance - own) ** 2 for stance in stances) + PRIOR_STRENGTH * _PRIOR_VARIANCE
    return mean, _Z95 * sqrt(spread / weight / weight)


def voices_of(product_id: int) -> list[Voice]:
    """All standing evidence of a product. One query."""
    rows = Evidence.objects.standing().filter(product=product_id).order_by("created_at", "pk")
    return [
        Voice(*row)
        for row in rows.values_list("pk", "author_id", "relation", "stance", "text_fingerprint", "created_at")
    ]


def site_mean() -> float:
    """The mean of all independent stances of the site, NEUTRAL before there are any."""
    found: float | None = Evidence.objects.independent().aggregate(mean=Avg("stance"))["mean"]
    return NEUTRAL if found is None else float(found)


def recompute(product_id: int, *, at: datetime, mean: float | None = None) -> ReputationSnapshot:
    """Computes and keeps the reputation of one product."""
    found = score(voices_of(product_id), site_mean() if mean is None else mean)
    snapshot, _made = ReputationSnapshot.objects.update_or_create(
        product_id=product_id,
        defaults={
            "voices": found.voices,
            "sponsored": found.sponsored,
            "score": found.score,
            "low": found.low,
            "high": found.high,
            "distribution": found.distribution,
            "method": METHOD,
            "computed_at": at,
        },
    )
    return snapshot


def recompute_all(*, at: datetime) -> int:
    """Computes the reputation of every live product against one site mean. Returns how many."""
    mean = site_mean()
    products = list(Product.objects.live().order_by("pk").values_list("pk", flat=True))
    for product_id in products:
        recompute(product_id, at=at, mean=mean)
    return len(products)
