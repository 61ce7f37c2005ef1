"""What happens below reaches the index by itself."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache

from config.celery import app
from notes import publishing
from notes.engagement import react
from notes.policy import policy_for
from search.models import SearchDocument
from search.receivers import _soon
from search.tasks import index_note
from tests.factories import NOON, composition, note, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Tasks run where they are enqueued."""
    cache.clear()
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


def refs() -> list[str]:
    return list(SearchDocument.objects.filter(kind="note").values_list("ref", flat=True))


def test_a_note_is_found_once_it_is_let_through(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    author = person()
    with django_capture_on_commit_callbacks(execute=True):
        made = publishing.submit(author, composition(), policy=policy_for(author), at=NOON)
        made.refresh_from_db()
        if made.state == "submitted":
            publishing.approve(made, at=NOON)
    assert refs() == [made.public_id]


def test_a_withdrawn_note_is_out_of_the_index_after_the_commit(
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    live = note(person(notes_count=1))
    index_note(live.pk)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(live, at=NOON)
    assert refs() == []


def test_a_like_moves_the_weight(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    live = note()
    index_note(live.pk)
    before = SearchDocument.objects.get().weight
    with django_capture_on_commit_callbacks(execute=True):
        react(live, person(), "like", at=NOON)
    assert SearchDocument.objects.get(kind="note").weight > before


def test_a_storm_of_likes_is_one_task(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueued: list[object] = []
    monkeypatch.setattr(index_note, "apply_async", lambda args, countdown: enqueued.append((args, countdown)))
    for _like in range(5):
        _soon(index_note, 7)
    assert enqueued == [((7,), 60)]
