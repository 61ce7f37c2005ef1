"""Keeping the index in step with the rows: a few by their keys, or all of them in batches."""

from collections.abc import Collection

import structlog
from django.db.models import Max, Model

from notes.models import Note, NoteTopic, Topic
from search import lexicon, postgres
from search.documents import FINDABLE, Document, documents_of
from search.models import Kind, SearchDocument
from shop.models import Product
from users.models import User

log = structlog.get_logger("search")
BATCH = 500
_MODELS: dict[str, type[Model]] = {Kind.NOTE: Note, Kind.PRODUCT: Product, Kind.PERSON: User, Kind.TOPIC: Topic}


def index(kind: str, ids: Collection[int]) -> int:
    """Brings the documents of these rows up to date; what nobody may find any more leaves the index.

    Returns how many documents stand. Safe to run twice and at once: the last word is the state of the rows.
    """
    documents = documents_of(FINDABLE[kind]().filter(pk__in=ids))
    _replace(kind, documents, gone=set(ids) - {document.row_id for document in documents})
    return len(documents)


def index_note(note_id: int) -> None:
    """A note, and the topics it stands under, which may be new."""
    index(Kind.NOTE, [note_id])
    index(Kind.TOPIC, list(NoteTopic.objects.filter(note=note_id).values_list("topic_id", flat=True)))


def index_notes_of(person_id: int) -> None:
    """Every note of a person, BATCH at a time: out of the index while the person is hidden, else into it."""
    ids = list(Note.objects.filter(author=person_id).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        index(Kind.NOTE, ids[start : start + BATCH])


def rebuild() -> int:
    """Every document anew, BATCH rows at a time by primary key, without emptying the index. Returns how many stand."""
    counts = {kind: _rebuild_kind(kind) for kind in FINDABLE}
    lexicon.recount()
    log.info("index rebuilt", **{str(kind): count for kind, count in counts.items()})
    return sum(counts.values())


def _rebuild_kind(kind: str) -> int:
    last = _MODELS[kind]._default_manager.aggregate(last=Max("pk"))["last"] or 0
    done, standing = 0, 0
    while done < last:
        ids = list(FINDABLE[kind]().filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:BATCH])
        end = ids[-1] if ids else last
        standing += _rebuild_range(kind, done, end)
        done = end
    SearchDocument.objects.filter(kind=kind, row_id__gt=last).delete()
    return standing


def _rebuild_range(kind: str, after: int, end: int) -> int:
    documents = documents_of(FINDABLE[kind]().filter(pk__gt=after, pk__lte=end))
    known = SearchDocument.objects.filter(kind=kind, row_id__gt=after, row_id__lte=end)
    gone = set(known.values_list("row_id", flat=True)) - {document.row_id for document in documents}
    _replace(kind, documents, gone=gone)
    return len(documents)


def _replace(kind: str, documents: list[Document], *, gone: Collection[int]) -> None:
    lexicon.learn(word for document in documents for word in lexicon.words_of(document))
    postgres.index(kind, documents, gone=gone)
