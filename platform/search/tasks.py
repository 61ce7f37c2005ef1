"""Indexing and counting happen in workers. Every task may run twice, and late."""

from datetime import datetime

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError
from redis import RedisError

from common.clock import now
from search import history, hot, indexing, lexicon
from search.models import Kind
from users.models import User

log = structlog.get_logger("search")


@shared_task
def index_note(note_id: int) -> None:
    """A note that went live, changed or left, with its topics."""
    indexing.index_note(note_id)


@shared_task
def index_notes_of(person_id: int) -> None:
    """All notes of somebody who was hidden, or who came back."""
    indexing.index_notes_of(person_id)


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


@shared_task
def recount() -> None:
    """How often each word and mark stands in the index, by night."""
    lexicon.recount()


@shared_task
def count_hot() -> int:
    """What many people search for."""
    return hot.count(at=now())


def noticed(person_id: int, text: str, *, found: bool, at: datetime) -> None:
    """Hands a search over to be remembered; the page does not wait for it, and does without when nobody takes it."""
    try:
        notice_search.delay(person_id, text, found, at.isoformat())
    except (OperationalError, RedisError, OSError) as error:
        log.warning("search not remembered", error=str(error))


@shared_task
def notice_search(person_id: int, text: str, found: bool, at: str) -> None:  # noqa: FBT001  (a message's own fields)
    """Remembers a search for its person and, when it found something, counts it among those of many."""
    person = User.objects.active().filter(pk=person_id).first()
    if person is None:
        return
    instant = datetime.fromisoformat(at)
    history.remember(person.pk, text, at=instant)
    if found:
        hot.note(person, text, at=instant)
