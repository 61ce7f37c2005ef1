"""Indexing happens in workers. Every task may run twice, and late."""

from celery import shared_task

from search import indexing
from search.models import Kind


@shared_task
def index_note(note_id: int) -> None:
    """A note that went live, changed or left, with its topics."""
    indexing.index_note(note_id)


@shared_task
def index_person(person_id: int) -> None:
    indexing.index(Kind.PERSON, [person_id])


@shared_task
def index_product(product_id: int) -> None:
    indexing.index(Kind.PRODUCT, [product_id])


@shared_task
def rebuild() -> int:
    """Every document anew; for staff, after the way of indexing changed."""
    return indexing.rebuild()
