"""The reputation panel and the evidence list of a product page, as objects a template only shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.keyset import BadCursor, Cursor, keyset_page
from shop.models import INDEPENDENT, Evidence, Product, Relation, ReputationSnapshot
from shop.reputation import LEAST_VOICES, STANCES, score, site_mean, voices_of

PAGE = 10
RULES: Mapping[str, str | Promise] = {
    Relation.PAID: _("Does not count: the author was paid."),
    Relation.GIFTED: _("Does not count: a gift from the brand."),
    Relation.OWN: _("Does not count: the author's own shop or employer."),
    "no_stance": _("Does not count: the author gave no verdict."),
    "earlier_word": _("Does not count: the same author wrote again later."),
    "same_words": _("Does not count: nearly the same words as an earlier note."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the distribution: how many voices gave a stance, and the share of all in percent."""

    stance: int
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Panel:
    """What the reputation panel shows. `score` is None while there are too few voices."""

    score: float | None
    low: float | None
    high: float | None
    voices: int
    sponsored: int
    missing: int
    bars: list[Bar]
    with_sponsored: bool
    mean_with_sponsored: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence and, when it does not count, why."""

    evidence: Evidence
    sentence: str
    why_not: str | Promise


@dataclass(frozen=True, slots=True)
class Rows:
    items: list[Row]
    cursor: str


def panel_of(product: Product, *, with_sponsored: bool) -> Panel:
    """The panel of a product from its snapshot; with the switch on, beside it the plain mean of every stance."""
    kept = ReputationSnapshot.objects.filter(product=product).first()
    distribution = kept.distribution if kept else [0] * len(STANCES)
    whole = max(1, sum(distribution))
    pairs = zip(STANCES, distribution, strict=True)
    bars = [Bar(stance, count, round(100 * count / whole)) for stance, count in pairs]
    voices = kept.voices if kept else 0
    return Panel(
        kept.score if kept else None,
        kept.low if kept else None,
        kept.high if kept else None,
        voices,
        kept.sponsored if kept else 0,
        max(0, LEAST_VOICES - voices),
        bars[::-1],
        with_sponsored,
        _plain_mean(product) if with_sponsored else None,
    )


def _plain_mean(product: Product) -> float | None:
    stances = [voice.stance for voice in voices_of(product.pk) if voice.stance is not None]
    return sum(stances) / len(stances) if len(stances) >= LEAST_VOICES else None


def evidence_of(product: Product, *, cursor: str, with_sponsored: bool = True) -> Rows:
    """A page of standing evidence, newest first, each with the rule that discounts it. Three queries."""
    rows = Evidence.objects.standing().filter(product=product).select_related("author")
    if not with_sponsored:
        rows = rows.filter(relation__in=INDEPENDENT)
    try:
        after = Cursor.decode(cursor) if cursor else None
        page = keyset_page(rows, fields=("-created_at", "-pk"), after=after, size=PAGE)
    except BadCursor:
        page = keyset_page(rows, fields=("-created_at", "-pk"), size=PAGE)
    reasons = {row.key: row.rule for row in score(voices_of(product.pk), site_mean()).discounts}
    items = [Row(row, first_sentence(row.text), RULES.get(reasons.get(row.pk, ""), "")) for row in page.items]
    return Rows(items, page.next_cursor.encode() if page.next_cursor else "")


def first_sentence(text: str) -> str:
    """The words after the title, 200 characters at most."""
    _title, _, body = text.partition("\n")
    shown = " ".join((body or text).split())
    return f"{shown[:200]}…" if len(shown) > 200 else shown
