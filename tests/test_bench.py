"""The bench itself: with a handful of people it prints a row for every page, each beside its reference."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from embedded.places import PROJECT
from tests.bench.web import production

_RUN = "tests/bench/run.py"
_TINY = ["--people", "30", "--notes", "60", "--documents", "60", "--seconds", "0.5", "--rounds", "1", "--clients", "2"]
_FIGURES = {"rps", "p50_ms", "p95_ms", "cpu_ms", "app_cpu_ms", "db_cpu_ms", "requests", "queries", "bytes"}
_BESIDE = {f"reference_{name}" for name in ("rps", "p50_ms", "p95_ms", "cpu_ms", "queries", "bytes")}


@pytest.fixture
def bench_variables() -> Iterator[dict[str, str]]:
    """A database of its own on the server of the tests: the bench fills and empties it."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"bench_{os.getpid()}"
    there = os.environ["DATABASE_URL"]
    with psycopg.connect(there, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield {**os.environ, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
    with psycopg.connect(there, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _run(variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, _RUN, *arguments], cwd=PROJECT, env=variables, capture_output=True, text=True, check=False
    )


def test_every_row_is_a_line_of_json_with_its_figures(bench_variables: dict[str, str]):
    done = _run(bench_variables, *_TINY)
    assert done.returncode == 0, done.stderr[-2000:]
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    rows = {row["name"]: row for row in printed}
    assert list(rows) == [
        "explore",
        "note",
        "feed_api",
        "picture_pipeline_12mp",
        "picture_pipeline_naive",
        "levels",
        "search",
        "search limit",
    ]
    for name in ("explore", "note", "feed_api"):
        assert rows[name].keys() >= _FIGURES | _BESIDE | {"ratio", "clients", "people", "notes", "at"}
        assert rows[name]["requests"] > 0
        assert rows[name]["queries"] >= rows[name]["reference_queries"] == 2
        assert (rows[name]["clients"], rows[name]["people"], rows[name]["notes"]) == (2, 30, 60)
    searched = next(row for row in printed if row.get("queries") == "all")
    assert searched.keys() >= {"documents", "requests", "p50_ms", "p95_ms", "cpu_p95_ms", "first_p95_ms"}
    assert rows["search limit"].keys() >= {"is_kept", "is_kept_first"}
    assert rows["levels"].keys() >= {"reactions", "requests", "mean_ms", "p50_ms", "p95_ms", "max_ms"}
    assert rows["picture_pipeline_12mp"].keys() >= {"cpu_ms", "wall_ms", "extra_memory_mb", "ratio"}


def test_a_row_nobody_knows_is_refused_before_anything_is_made():
    done = _run(dict(os.environ), "explore", "weather")
    assert done.returncode == 2
    assert "no such row: weather" in done.stderr
    assert done.stdout == ""


def test_pages_are_measured_with_the_settings_of_production():
    found = production({"DEBUG": "1", "MEADOW_TESTING": "1", "WEB_WORKERS": "9", "REDIS_PREFIX": "x"})
    assert (found["DEBUG"], found["MEADOW_EMBEDDED"], found["REDIS_PREFIX"]) == ("0", "1", "x-bench")
    assert not {"MEADOW_TESTING", "WEB_WORKERS"} & found.keys()
