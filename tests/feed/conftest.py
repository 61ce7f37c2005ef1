"""The feed keeps pools, tabs and sittings in the cache; each test starts with its own part of Redis empty."""

import pytest

from common.redis_client import client, key


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Only keys of this test process: others may share the server."""
    kept = list(client().scan_iter(match=key("*"), count=1000))
    if kept:
        client().delete(*kept)
