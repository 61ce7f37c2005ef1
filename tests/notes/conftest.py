"""What tests of notes share."""

import pytest


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
