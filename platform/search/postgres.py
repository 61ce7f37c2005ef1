"""The index in PostgreSQL: `index` and `find`, the two functions behind which another engine may stand.

`find` bounds first and ranks then. A word that a third of a million documents hold is looked for in the drawers
(search.drawers) of the weightiest documents only; if they hold too few, in more of them, and at last in all. So a
search costs about the same for every word, and what it leaves out is what would have been ranked last.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from common.words import index_tokens, is_han
from search import lexicon
from search.documents import Document, Words
from search.drawers import Drawers
from search.marks import step, steps_of, week_of
from search.models import SearchDocument
from search.question import Asked, Hit, Hits, Question, Way
from search.timing import bounded

# Hits are counted up to here: "1,000+".
MOST_COUNTED = 1_000
# Of what was found, the weightiest, newest or most liked can be paged through; ranking by words is dearer.
CANDIDATES = 1_500
_RANKED = 600
# Of a common word rather more hits are looked for than are counted: a second look is dearer.
_AIM = 2 * MOST_COUNTED
# The longest span one can filter by, and a week for its broken ends.
_MOST_WEEKS = 28
# A tsvector keeps positions up to 16,383; the longest note stays far below.
_LAST_POSITION = 16_383
_CHANGING = ["ref", "language", "words", "weight", "likes", "fresh_at"]


# --- writing -----------------------------------------------------------------------------------------------------
@transaction.atomic
def index(kind: str, documents: Iterable[Document], *, gone: Collection[int] = ()) -> None:
    """Writes documents of one kind anew and drops those of the rows that are gone."""
    if gone:
        SearchDocument.objects.filter(kind=kind, row_id__in=gone).delete()
    # In one order everywhere, so that two tasks that meet wait for each other and do not deadlock.
    rows = sorted((row_of(document) for document in documents), key=lambda row: row.row_id)
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "row_id"], update_fields=_CHANGING
    )


def row_of(document: Document) -> SearchDocument:
    """The row of a document, unsaved."""
    weight = min(1.0, max(0.0, document.weight))
    marks = [*document.facts, *steps_of(weight, document.likes, document.fresh_at)]
    return SearchDocument(
        kind=document.kind,
        ref=document.ref,
        row_id=document.row_id,
        language=document.language,
        words=vector_of(document.words, marks),
        weight=weight,
        likes=max(0, document.likes),
        fresh_at=document.fresh_at,
    )


def vector_of(words: Words, marks: Iterable[str] = ()) -> str:
    """The finished tsvector, written out, so that PostgreSQL does not parse the tokens once more."""
    parts: list[str] = []
    for label, texts in zip("ABCD", (words.name, words.about, words.belongs, words.text), strict=True):
        for token in _tokens(texts, label):
            position = min(len(parts) + 1, _LAST_POSITION)
            parts.append(f"'{token}':{position}{label}")
    return " ".join([*parts, *(f"'{mark}'" for mark in marks)])


def _tokens(texts: Sequence[str], label: str) -> list[str]:
    text = "\n".join(part for part in texts if part)
    tokens = index_tokens(text)
    if label == "A":
        # A name is found by each of its characters, and is a word of its own.
        tokens += [*lexicon.names_in(text), *(character for character in dict.fromkeys(text) if is_han(character))]
    return tokens


# --- asking ------------------------------------------------------------------------------------------------------
def tsquery_of(question: Question, weights: str = "") -> str:
    """A question as a finished tsquery; `weights` ("A", "AB") looks into names (and what they are about) alone."""
    terms = [_group("|", [_way(way, weights) for way in term.ways]) for term in question.terms]
    return (" & " if question.needs_all else " | ").join(terms)


def _way(way: Way, weights: str) -> str:
    mark = f":{weights}" if weights else ""
    return _group("&", [f"'{token}'{mark}" for token in way.tokens])


def _group(sign: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {sign} '.join(parts)})"


def find(asked: Asked) -> Hits:
    """One page of what answers, best, newest or most liked first. Raises TookTooLong.

    At most CANDIDATES hits can be paged through (_RANKED of the best); the page after the last of them is empty.
    """
    if not asked.question:
        return Hits()
    drawers = Drawers(asked, lexicon.figures(asked.kind))
    with bounded():
        reach = drawers.first(_AIM)
        hits = _look(asked, reach.steps)
        while not (reach.is_all or hits.is_more):
            reach = drawers.further(reach, hits.count, _AIM)
            hits = _look(asked, reach.steps)
        return hits


# What speaks for a document whatever the words: the score of the other sorts, and the bound of those that are ranked.
_SPEAKS = {
    "best": "weight",
    "new": "(extract(epoch FROM fresh_at) * 1000000)::bigint",
    "liked": "likes::bigint",
    "weight": "(weight * 1000000)::bigint",
}
_MET = """
WITH met AS MATERIALIZED (
    SELECT ctid AS place, id, ref, row_id, {speaks} AS score FROM search_searchdocument
    WHERE kind = %(kind)s AND words @@ %(query)s::tsquery
        AND (%(since)s::timestamptz IS NULL OR fresh_at >= %(since)s)
    ORDER BY score DESC, id DESC LIMIT %(candidates)s
), ranked AS ({ranked}), page AS (
    SELECT ref, row_id, score, id FROM ranked
    WHERE %(score)s::bigint IS NULL OR (score, id) < (%(score)s::bigint, %(id)s::bigint)
    ORDER BY score DESC, id DESC LIMIT %(size)s
)
SELECT n.count, page.* FROM (SELECT count(*) FROM met) n LEFT JOIN page ON true ORDER BY score DESC, id DESC
"""
# Weights of D, C, B, A; 1 divides by the logarithm of the length, 32 maps to 0..1; whole numbers, so that a cursor
# meets them again exactly. The reader's own language counts a quarter more. A row stays at its place while a statement
# runs, and its place is nearer than its key.
_BY_WORDS = """
    SELECT d.ref, d.row_id, d.id,
        (ts_rank_cd('{0.1,0.2,0.5,1.0}', d.words, %(words)s::tsquery, 33) * (0.5 + d.weight)
            * CASE WHEN d.language = %(language)s THEN 1.25 ELSE 1 END * 1000000)::bigint AS score
    FROM (SELECT place FROM met ORDER BY score DESC, id DESC LIMIT %(ranked)s) chosen
        JOIN search_searchdocument d ON d.ctid = chosen.place
"""
_COUNT = """
SELECT count(*) FROM (
    SELECT FROM search_searchdocument WHERE kind = %(kind)s AND words @@ %(query)s::tsquery
    AND (%(since)s::timestamptz IS NULL OR fresh_at >= %(since)s) LIMIT %(candidates)s) met
"""


def _statement(sort: str) -> str:
    return _MET.format(speaks=_SPEAKS[sort], ranked=_BY_WORDS if sort == "best" else "SELECT * FROM met")


def _look(asked: Asked, steps: Sequence[str]) -> Hits:
    words = tsquery_of(asked.question, asked.weights)
    score, key = asked.after or (None, None)
    given = {
        "kind": asked.kind,
        "words": words,
        "query": " & ".join([f"({words})", *_conditions(asked, steps)]),
        "since": asked.since,
        "language": asked.language,
        "candidates": CANDIDATES,
        "ranked": _RANKED,
        "score": score,
        "id": key,
        "size": asked.size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(asked.sort) if asked.size else _COUNT, given)
        return _hits(cursor.fetchall(), asked.size)


def _hits(rows: Sequence[tuple[Any, ...]], size: int) -> Hits:  # Any: a row is a count and a hit, or a count alone
    count = int(rows[0][0])
    items = [Hit(ref, row_id, (score, key)) for _count, ref, row_id, score, key in rows[:size] if ref is not None]
    return Hits(items, min(count, MOST_COUNTED), count > MOST_COUNTED, len(rows) > size)


def _conditions(asked: Asked, steps: Sequence[str]) -> list[str]:
    """What else a document has to carry: facts, one of the steps, and one of the weeks of a span of time."""
    marks = [f"'{mark}'" for mark in asked.facts]
    if steps:
        marks.append(_group("|", [f"'{mark}'" for mark in steps]))
    if asked.since:
        first = week_of(asked.since)
        marks.append(_group("|", [f"'{step('t', week)}'" for week in range(first, first + _MOST_WEEKS)]))
    return marks
