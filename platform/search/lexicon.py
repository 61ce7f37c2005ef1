"""The vocabulary: which words the index holds, and which of them somebody means who types otherwise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Max

from common.words import is_han, runs, vocabulary
from search.documents import Document
from search.models import Kind, Mark, Word
from search.nearness import is_one_letter_off, is_one_syllable_off, keys_of
from search.pinyin import split, syllables_of

# A name in Chinese up to this long is a word of its own, beside the words it is made of.
LONGEST_NAME = 8
_LONGEST_INITIALS = 12
_BATCH = 1_000
_MOST_NEAR = 50


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the vocabulary, how a query came to it, and how many documents hold it."""

    word: str
    documents: int


def names_in(text: str) -> list[str]:
    """The short runs of Chinese characters of a name, whole."""
    return [run for run in runs(text) if is_han(run) and 1 < len(run) <= LONGEST_NAME]


def words_of(document: Document) -> set[str]:
    """Every word of a document that is worth knowing by another spelling."""
    words = document.words
    texts = [*words.name, *words.about, *words.belongs, *words.text]
    return {word for text in texts for word in vocabulary(text)} | {
        name for text in words.name for name in names_in(text)
    }


def row_of(word: str) -> Word:
    """The row of a word, unsaved."""
    if not is_han(word):
        return Word(word=word, keys=keys_of(word))
    syllables = syllables_of(word)
    pinyin = "".join(syllables)[:80]
    initials = "".join(syllable[0] for syllable in syllables)[:_LONGEST_INITIALS]
    return Word(word=word, pinyin=pinyin, initials=initials, keys=keys_of(pinyin, syllables))


def learn(words: Iterable[str]) -> int:
    """Takes words into the vocabulary that are not in it yet. Returns how many came. Safe at once with others."""
    wanted = sorted(set(words))
    came = 0
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        known = set(Word.objects.filter(word__in=part).values_list("word", flat=True))
        rows = [row_of(word) for word in part if word not in known]
        Word.objects.bulk_create(rows, ignore_conflicts=True)
        came += len(rows)
    return came


# --- looking up --------------------------------------------------------------------------------------------------
# Every way in is bounded: the most frequent words of each, along an index.
_LOOK_UP = """
SELECT 'words', k.key, w.word, w.documents FROM unnest(%(words)s::varchar[]) k(key)
    JOIN search_word w ON w.word = k.key
UNION ALL
SELECT 'begins', k.key, w.word, w.documents FROM unnest(%(begins)s::varchar[]) k(key), LATERAL (
    SELECT word, documents FROM search_word
    WHERE word ~>~ k.key AND word ~<~ (k.key || chr(1114111)) ORDER BY documents DESC, word LIMIT 8) w
UNION ALL
SELECT 'pinyin', k.key, w.word, w.documents FROM unnest(%(pinyin)s::varchar[]) k(key), LATERAL (
    SELECT word, documents FROM search_word WHERE pinyin = k.key ORDER BY documents DESC, word LIMIT 4) w
UNION ALL
SELECT 'pinyin_begins', k.key, w.word, w.documents FROM unnest(%(pinyin_begins)s::varchar[]) k(key), LATERAL (
    SELECT word, documents FROM search_word
    WHERE pinyin ~>~ k.key AND pinyin ~<~ (k.key || chr(1114111)) ORDER BY documents DESC, word LIMIT 6) w
UNION ALL
SELECT 'initials', k.key, w.word, w.documents FROM unnest(%(initials)s::varchar[]) k(key), LATERAL (
    SELECT word, documents FROM search_word WHERE initials = k.key ORDER BY documents DESC, word LIMIT 5) w
"""
_WAYS = ("words", "begins", "pinyin", "pinyin_begins", "initials")
Found = Mapping[tuple[str, str], list[Known]]


def look_up(**asked: Iterable[str]) -> Found:
    """What the vocabulary knows: (way, key) -> words, the most frequent first. One query.

    `asked` names the ways in: words, begins, pinyin, pinyin_begins, initials, each with the keys to look for.
    """
    keys = {way: sorted(set(asked.get(way, ()))) for way in _WAYS}
    found: dict[tuple[str, str], list[Known]] = {}
    if any(keys.values()):
        with connection.cursor() as cursor:
            cursor.execute(_LOOK_UP, keys)
            for way, key, word, documents in cursor.fetchall():
                found.setdefault((way, key), []).append(Known(word, documents))
    return found


def near(typed: str) -> list[Known]:
    """Words one slip away from a word that nobody wrote, the most frequent first; at most five. One query.

    Letters are compared with words and with pinyin; characters by how they sound: 护手双 is 护手霜.
    """
    syllables = syllables_of(typed) if is_han(typed) else split(typed)
    letters = "".join(syllables) if is_han(typed) else typed
    keys = keys_of(letters, syllables)
    if not keys:
        return []
    rows = Word.objects.filter(keys__overlap=keys).exclude(word=typed).order_by("-documents", "word")
    close = [Known(row.word, row.documents) for row in rows[:_MOST_NEAR] if _is_near(letters, syllables, row)]
    return close[:5]


def _is_near(letters: str, syllables: Sequence[str], row: Word) -> bool:
    if is_one_letter_off(letters, row.pinyin or row.word):
        return True
    return bool(row.pinyin) and is_one_syllable_off(syllables, syllables_of(row.word))


# --- counting ----------------------------------------------------------------------------------------------------
_FIGURES_SECONDS = 120
# A token that fewer documents of a kind hold is rare to a search: its figure is not kept.
COMMON = 1_000
_WORDS_COUNTED = """
UPDATE search_word w SET documents = c.documents
FROM (SELECT word, sum(documents)::int AS documents FROM lexemes GROUP BY word) c
WHERE c.word = w.word AND c.documents <> w.documents
"""
# A word that came while we counted is not in the count, and stays.
_WORDS_GONE = "DELETE FROM search_word w WHERE id <= %s AND NOT EXISTS (SELECT FROM lexemes c WHERE c.word = w.word)"


def figures(kind: str) -> dict[str, int]:
    """Mark -> how many documents of a kind carry it, as of the last count; a little stale does no harm.

    Without the parts of drawers, of which there are thousands and a search needs one handful; see `holding`.
    """
    kept: dict[str, int] | None = cache.get(_figures_key(kind))
    if kept is None:
        marks = Mark.objects.filter(kind=kind, mark__startswith="~").exclude(mark__regex=r"^~[a-z]\d{5}\.")
        kept = dict(marks.values_list("mark", "documents"))
        cache.set(_figures_key(kind), kept, _FIGURES_SECONDS)
    return kept


def holding(kind: str, lexemes: Collection[str]) -> dict[str, int]:
    """Token or mark -> how many documents of a kind hold it, as of the last count; at least COMMON. One query.

    Tokens are counted as the index holds them: of a pair of characters that is no word the vocabulary knows nothing.
    """
    return dict(Mark.objects.filter(kind=kind, mark__in=lexemes).values_list("mark", "documents"))


def _figures_key(kind: str) -> str:
    return f"search:marks:{kind}"


def forget_figures() -> None:
    cache.delete_many([_figures_key(kind) for kind in Kind.values])


@transaction.atomic
def recount() -> None:
    """Counts anew how many documents hold each word and carry each mark, and forgets words that none holds.

    Reads the whole index once: a job for the night, and after building the index anew.
    """
    newest = Word.objects.aggregate(newest=Max("pk"))["newest"] or 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.lexemes")
        cursor.execute("CREATE TEMPORARY TABLE lexemes (word text, kind text, documents bigint) ON COMMIT DROP")
        for kind in Kind.values:
            cursor.execute(
                "INSERT INTO lexemes SELECT word, %s, ndoc FROM ts_stat(%s)",
                [kind, f"SELECT words FROM search_searchdocument WHERE kind = '{kind}'"],  # noqa: S608  (our own codes)
            )
        cursor.execute("ANALYZE lexemes")
        Mark.objects.all().delete()
        cursor.execute(
            "INSERT INTO search_mark (kind, mark, documents) SELECT kind, word, documents FROM lexemes "
            "WHERE word LIKE '~%%' OR documents >= %s",
            [COMMON],
        )
        cursor.execute(_WORDS_COUNTED)
        cursor.execute(_WORDS_GONE, [newest])
    transaction.on_commit(forget_figures)
