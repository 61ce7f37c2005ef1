"""Real servers for the tests, with no set-up step: `-p embedded.pytest_plugin`.

They live in memory and are gone at the end. Where DATABASE_URL or REDIS_URL is set, that server is used instead.
Parallel test processes inherit the addresses and get a numbered Redis database, a key prefix and a media folder of
their own.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
import redis

from embedded.environment import site_defaults
from embedded.problems import SetupProblemError
from embedded.servers import Servers, is_abandoned

_MEMORY = Path("/dev/shm")  # noqa: S108
_MEMORY_NEEDED = 400_000_000
_NAME = "meadow-test-"
_FOLDER = "MEADOW_TEST_FOLDER"
_OWN_REDIS = "MEADOW_TEST_OWN_REDIS"
_SETTLED_SECONDS = 60

_servers = pytest.StashKey[Servers]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """A wrapper, because pytest-django reads the settings in this very hook and plain order is not ours to choose."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        _separate(worker)
    else:
        try:
            early_config.stash[_servers] = _start()
        except SetupProblemError as problem:
            raise pytest.UsageError(str(problem)) from problem
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop and remove everything, in the process that started it."""
    servers = config.stash.get(_servers, None)
    if servers is None:
        return
    if not os.environ.get(_OWN_REDIS):
        _forget_keys(os.environ["REDIS_URL"], os.environ["REDIS_PREFIX"])
    servers.stop()
    for folder in (servers.home.var, servers.home.data, servers.home.sockets):
        shutil.rmtree(folder, ignore_errors=True)


def _start() -> Servers:
    base = _base_folder()
    for abandoned in _abandoned(base):
        shutil.rmtree(abandoned, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_NAME, dir=base))
    # For root the servers run under another account, which must be able to pass through; the data below are closed.
    folder.chmod(0o755)
    servers = Servers(folder, durable=False)
    os.environ.update(_variables(servers))
    return servers


def _variables(servers: Servers) -> dict[str, str]:
    outside_redis = os.environ.get("REDIS_URL")
    return {
        **site_defaults(servers.home.var),
        "MEADOW_TESTING": "1",
        "SECRET_KEY": "only-for-tests",
        "SITE_URL": "http://127.0.0.1:8000",
        # The stream has a process of its own, which only its own tests start.
        "LIVE_URL": "",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or servers.database_url(),
        "REDIS_URL": outside_redis or servers.redis_url(),
        # Tests of races open a connection for each of twenty hands, beside what the pages of a browser hold.
        "DATABASE_POOL_SIZE": "40",
        "REDIS_PREFIX": f"test-{secrets.token_hex(4)}",
        _OWN_REDIS: "" if outside_redis else "1",
        _FOLDER: str(servers.home.var),
    }


def _separate(worker: str) -> None:
    """What one parallel process must not share with its neighbours. `worker` is gw0, gw1, ..."""
    os.environ["MEDIA_ROOT"] = str(Path(os.environ[_FOLDER]) / "media" / worker)
    os.environ["REDIS_PREFIX"] += f"-{worker}"
    if os.environ.get(_OWN_REDIS):
        os.environ["REDIS_URL"] += f"?db={int(worker.removeprefix('gw')) % 63 + 1}"


def _base_folder() -> Path:
    """In memory where there is room: a container often gives /dev/shm 64 MB."""
    usable = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _MEMORY_NEEDED
    return _MEMORY if usable else Path(tempfile.gettempdir())


def _abandoned(base: Path) -> Iterator[Path]:
    """Folders of test runs that were killed: ours, some time old, and their lock held by nobody."""
    for folder in base.glob(f"{_NAME}*"):
        facts = folder.stat()
        lock = folder / "postgres.lock"
        is_settled = time.time() - facts.st_mtime > _SETTLED_SECONDS
        if facts.st_uid == os.geteuid() and is_settled and lock.exists() and is_abandoned(lock):
            yield folder


def _forget_keys(url: str, prefix: str) -> None:
    """Leave nothing of ours on a Redis that is somebody's own."""
    with redis.Redis.from_url(url) as client:
        keys = list(client.scan_iter(match=f"{prefix}*", count=1000))
        if keys:
            client.delete(*keys)
