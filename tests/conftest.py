"""What every test stands on."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils import translation

from common.redis_client import client, key


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit empty every table behind them. Those after them find the rows that migrations wrote (levels,
    categories, cities, rules) because each such test puts them back before it begins."""
    for item in items:
        if _commits(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    names = getattr(item, "fixturenames", ())
    return asked or "live_server" in names or "transactional_db" in names


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Where Playwright's loop runs, Django opens a second connection; it must know those rows as well."""
    connection = connections["default"]
    kept = getattr(connection, "_test_serialized_contents", None)
    if kept:
        type(connection)._test_serialized_contents = kept


@pytest.fixture(autouse=True)
def _nothing_kept_in_redis() -> Iterator[None]:
    """Limits, pools and cached figures of one test are not those of the next.

    Before as well: a page of the last browser test may still have been answered while its rows were taken away."""
    _empty_redis()
    yield
    _empty_redis()


def _empty_redis() -> None:
    keys = list(client().scan_iter(match=key("*"), count=1000))
    if keys:
        client().delete(*keys)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A page in Chinese leaves its language behind in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """Runs a task and gives the ids it announced."""

    def listen(signal, task):
        ids: list[int] = []

        def keep(sender, **said):
            ids.extend(value for name, value in said.items() if name.endswith("_id"))

        receivers, signal.receivers = signal.receivers, []
        signal.sender_receivers_cache.clear()
        signal.connect(keep)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                task()
        finally:
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()
        return ids

    return listen
