import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import redis

from embedded.places import PROJECT
from embedded.servers import Servers, is_abandoned

_HOLD = "import sys, pathlib; from embedded.servers import Servers; s = Servers(pathlib.Path(sys.argv[1])); "
_HOLD += "s.database_url(); s.redis_url(); print('ready', flush=True); sys.stdin.read()"


def _kill(servers: Servers) -> None:
    """As kill -9 would: nobody gets to tidy up."""
    for child, lock in servers._started:
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        os.close(lock)
    servers._started.clear()


def _until(condition: object, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_a_second_start_shares_the_servers_and_never_stops_them(open_folder: Path) -> None:
    with Servers(open_folder, durable=False) as first:
        address = first.database_url()
        with Servers(open_folder, durable=False) as second:
            assert second.database_url() == address
            assert not second.is_ours(second.postgres)
        assert first.lost() == ""
        with psycopg.connect(address) as connection:
            connection.execute("create extension vector")
            assert connection.execute("select '[1,2]'::vector <-> '[1,4]'::vector").fetchone() == (2.0,)


def test_two_folders_have_servers_of_their_own_and_keep_their_data(open_folder: Path) -> None:
    with Servers(open_folder / "a", durable=False) as one, Servers(open_folder / "b", durable=False) as other:
        redis.Redis.from_url(one.redis_url()).set("name", "one")
        assert redis.Redis.from_url(other.redis_url()).get("name") is None


def test_a_start_after_kill_9_keeps_the_rows_and_spares_the_stranger_in_the_pid_file(open_folder: Path) -> None:
    servers = Servers(open_folder)
    address = servers.database_url()
    with psycopg.connect(address) as connection:
        connection.execute("create table kept as select 42 as value")
    pid_file = servers.postgres.cluster / "postmaster.pid"
    _kill(servers)
    stranger = subprocess.Popen(["sleep", "60"])
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
    try:
        with Servers(open_folder) as again, psycopg.connect(again.database_url()) as connection:
            assert connection.execute("select value from kept").fetchone() == (42,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_initdb_is_done_again(open_folder: Path) -> None:
    unfinished = open_folder / "data" / "postgres.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with Servers(open_folder, durable=False) as servers:
        assert servers.database_url().startswith("postgres://meadow@/meadow?host=")
    assert not unfinished.exists()


def test_kill_9_of_the_command_takes_its_servers_along(open_folder: Path) -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(open_folder)],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "platform")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with command:
        assert command.stdout is not None
        assert command.stdout.readline() == b"ready\n"
        locks = [open_folder / "postgres.lock", open_folder / "valkey.lock"]
        assert not any(is_abandoned(lock) for lock in locks)
        command.kill()
    # A server holds its lock as long as any process of it lives.
    assert _until(lambda: all(is_abandoned(lock) for lock in locks))


def test_a_lost_server_is_named(open_folder: Path) -> None:
    with Servers(open_folder, durable=False) as servers:
        servers.redis_url()
        _kill(servers)
        assert servers.lost() == "valkey"


def test_sockets_of_a_long_path_work_and_their_folder_is_short(open_folder: Path) -> None:
    var = open_folder / ("long" * 25)
    with Servers(var, durable=False) as servers:
        assert redis.Redis.from_url(servers.redis_url()).ping() is True
        assert len(str(servers.home.sockets)) < 40
    shutil.rmtree(servers.home.sockets)
