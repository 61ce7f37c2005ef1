"""Search listens to the floors below and only enqueues."""

from typing import Any

import structlog
from celery import Task
from django.core.cache import cache
from django.dispatch import receiver
from redis import RedisError

from notes.events import note_edited, note_published, note_refused, note_withdrawn, reaction_added, reaction_removed
from search.tasks import index_note, index_notes_of, index_person, index_product
from shop.events import evidence_changed, product_changed
from users.events import (
    level_changed,
    person_changed,
    person_followed,
    person_hidden,
    person_joined,
    person_left,
    person_unfollowed,
)

log = structlog.get_logger("search")
# Likes and follows move a rank a little; a minute later is early enough, and a storm of them is one task.
SOON_SECONDS = 60


def _soon(task: Task, row_id: int) -> None:
    try:
        is_first = cache.add(f"search:soon:{task.name}:{row_id}", 1, SOON_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("not coalesced", error=str(error))
        is_first = True
    if is_first:
        task.apply_async((row_id,), countdown=SOON_SECONDS)


@receiver([note_published, note_edited, note_withdrawn, note_refused])
def on_note(sender: object, note_id: int, **_: Any) -> None:  # Any: signals pass what later versions add
    index_note.delay(note_id)


@receiver([reaction_added, reaction_removed])
def on_reaction(sender: object, note_id: int, kind: str, **_: Any) -> None:  # Any: as above
    if kind != "share":
        _soon(index_note, note_id)


@receiver([person_joined, person_changed, level_changed])
def on_person(sender: object, person_id: int, **_: Any) -> None:  # Any: as above
    index_person.delay(person_id)


@receiver(person_hidden)
def on_hidden(sender: object, person_id: int, **_: Any) -> None:  # Any: as above
    index_notes_of.delay(person_id)


@receiver(person_left)
def on_left(sender: object, person_id: int, **_: Any) -> None:  # Any: as above
    index_person.delay(person_id)


@receiver([person_followed, person_unfollowed])
def on_follow(sender: object, followed_id: int, **_: Any) -> None:  # Any: as above
    _soon(index_person, followed_id)


@receiver(product_changed)
def on_product(sender: object, product_id: int, **_: Any) -> None:  # Any: as above
    index_product.delay(product_id)


@receiver(evidence_changed)
def on_evidence(sender: object, product_id: int, **_: Any) -> None:  # Any: as above
    _soon(index_product, product_id)
