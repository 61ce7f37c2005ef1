"""The index follows the rows: what may be found is in it, what may not is out of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notes import publishing
from notes.models import State, Topic, Visibility
from search import indexing
from search.models import Kind, SearchDocument
from search.tasks import index_note
from shop.models import Product
from tests.factories import NOON, note, person, product

pytestmark = pytest.mark.django_db


def refs(kind: str) -> set[str]:
    return set(SearchDocument.objects.of_kind(kind).values_list("ref", flat=True))


def test_a_public_note_gets_one_document_however_often_it_is_indexed() -> None:
    live = note(title="Bread that rose")
    for _time in range(2):
        indexing.index(Kind.NOTE, [live.pk])
    assert list(SearchDocument.objects.values_list("kind", "ref", "row_id")) == [("note", live.public_id, live.pk)]


@pytest.mark.parametrize(
    "facts",
    [
        {"visibility": Visibility.PRIVATE},
        {"visibility": Visibility.FOLLOWERS},
        {"state": State.WITHDRAWN},
        {"state": State.IN_REVIEW},
    ],
)
def test_a_note_that_is_not_for_everybody_has_no_document(facts: dict[str, str]) -> None:
    hidden = note(**facts)
    indexing.index(Kind.NOTE, [hidden.pk])
    assert refs(Kind.NOTE) == set()


def test_a_withdrawn_note_leaves_the_index() -> None:
    live = note(person(notes_count=1))
    indexing.index(Kind.NOTE, [live.pk])
    publishing.withdraw(live, at=NOON)
    index_note(live.pk)
    assert refs(Kind.NOTE) == set()


def test_a_deleted_note_leaves_the_index_though_its_row_is_gone() -> None:
    live = note(person(notes_count=1))
    key = live.pk
    indexing.index(Kind.NOTE, [key])
    publishing.delete(live, at=NOON)
    index_note(key)
    assert refs(Kind.NOTE) == set()


def test_indexing_a_note_indexes_the_topics_it_stands_under() -> None:
    live = note()
    live.note_topics.create(topic=Topic.objects.create(slug="sourdough", name="Sourdough"))
    index_note(live.pk)
    assert refs(Kind.TOPIC) == {"sourdough"}


def test_a_product_that_is_paused_leaves_the_index() -> None:
    cream = product()
    indexing.index(Kind.PRODUCT, [cream.pk])
    Product.objects.update(state=Product.State.PAUSED)
    indexing.index(Kind.PRODUCT, [cream.pk])
    assert refs(Kind.PRODUCT) == set()


def test_rebuilding_finds_everything_that_may_be_found_and_drops_what_is_gone() -> None:
    live, gone, known = note(), note(), person("mina_reads")
    indexing.rebuild()
    gone.delete()
    SearchDocument.objects.create(kind="topic", ref="lost", row_id=10**9, words="'lost':1A", fresh_at=NOON)
    indexing.rebuild()
    assert refs(Kind.NOTE) == {live.public_id}
    assert known.public_id in refs(Kind.PERSON)
    assert refs(Kind.TOPIC) == set()


def test_rebuilding_in_small_batches_gives_the_same_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {note().public_id for _number in range(5)}
    monkeypatch.setattr(indexing, "BATCH", 2)
    indexing.rebuild()
    assert refs(Kind.NOTE) == made


def test_a_batch_asks_as_often_for_a_hundred_notes_as_for_ten() -> None:
    writer = person()
    rows = [note(writer).pk for _number in range(100)]
    indexing.index(Kind.NOTE, rows[:1])
    counts = []
    for ids in (rows[:10], rows):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            indexing.index(Kind.NOTE, ids)
        counts.append(len(asked))
    assert counts[0] == counts[1]
