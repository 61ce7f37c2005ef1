"""`make bench`: how fast the site answers, beside a plain Django page in the same run, so that ratios can be compared.

    make bench                                                all rows, 1,000 people and 10,000 notes, about 90 s
    make bench BENCH_ARGS="explore note --rounds 5"           these rows alone
    make bench BENCH_ARGS="--people 10000 --notes 100000"     the large community
    make bench BENCH_ARGS="search --documents 1000000"        searches over a million notes, see bench_search.py
    make bench BENCH_ARGS="levels"                            judging a reaction against the ladder, see bench_levels.py

Rounds of the site and of the reference take turns, because a machine is never quiet for long. Each figure is one line
of JSON on standard output; everything else goes to standard error.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

import bench_pictures
from web import SITE, Web, can_read_cpu, database_cpu_seconds, production, running

from embedded.places import PROJECT

REFERENCE = "tests.bench.reference.settings"
MOST_REQUESTS = 20_000
# Row -> the reference page it is measured beside.
PAGES = {"explore": "/page/", "note": "/page/", "feed_api": "/json/"}
ROWS = (*PAGES, "pictures", "levels", "search")

Request = dict[str, Any]
Row = dict[str, Any]


@dataclass
class Tally:
    """What the rounds of one page came to."""

    spent_ms: list[float] = field(default_factory=list)
    wall_s: float = 0.0
    app_s: float = 0.0
    db_s: float = 0.0

    def figures(self) -> Row:
        count = len(self.spent_ms)
        cuts = quantiles(self.spent_ms, n=20, method="inclusive")
        app, db = (round(1000 * s / count, 2) if can_read_cpu() else None for s in (self.app_s, self.db_s))
        total = None if app is None or db is None else round(app + db, 2)
        return {
            "rps": round(count / self.wall_s, 1),
            "p50_ms": round(cuts[9], 1),
            "p95_ms": round(cuts[18], 1),
            "cpu_ms": total,
            "app_cpu_ms": app,
            "db_cpu_ms": db,
            "requests": count,
        }


@dataclass(frozen=True)
class Bench:
    """One run: what was asked for, the variables of production, and the community."""

    asked: argparse.Namespace
    variables: dict[str, str]
    community: dict[str, Any]

    def pages(self, names: list[str]) -> Iterator[Row]:
        """A row for each page, the site and the reference running side by side."""
        site, reference = Web(SITE, self.variables), Web(REFERENCE, self.variables)
        with running(site, reference):
            for name in names:
                yield self._page(name, site, reference)

    def _page(self, name: str, site: Web, reference: Web) -> Row:
        own, plain = self._requests(name), self._by_session([PAGES[name]])
        for web, requests in ((site, own), (reference, plain)):
            self._round(Tally(), web, requests)
        tallies = Tally(), Tally()
        for _ in range(self.asked.rounds):
            for tally, web, requests in zip(tallies, (site, reference), (own, plain), strict=True):
                self._round(tally, web, requests)
        beside = tallies[1].figures() | self._probe(REFERENCE, plain)
        row = {"name": name, **tallies[0].figures(), **self._probe(SITE, own)}
        return {
            **row,
            "ratio": round(row["rps"] / beside["rps"], 2),
            **{f"reference_{key}": beside[key] for key in ("rps", "p50_ms", "p95_ms", "cpu_ms", "queries", "bytes")},
            **{key: getattr(self.asked, key) for key in ("clients", "people", "notes")},
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _requests(self, name: str) -> list[Request]:
        if name == "note":
            return self._by_session([f"/n/{note}/" for note in self.community["notes"]])
        if name == "feed_api":
            tokens = [reader["token"] for reader in self.community["readers"]]
            return [{"path": "/api/v1/feed/", "headers": {"Authorization": f"Bearer {token}"}} for token in tokens]
        return self._by_session(["/"])

    def _by_session(self, paths: list[str]) -> list[Request]:
        """Every reader in turn, and every path in turn, until each came at least once."""
        cookies = [reader["cookie"] for reader in self.community["readers"]]
        count = max(len(cookies), len(paths))
        return [{"path": paths[n % len(paths)], "headers": {"Cookie": cookies[n % len(cookies)]}} for n in range(count)]

    def _round(self, tally: Tally, web: Web, requests: list[Request]) -> None:
        """One round of load, added to the tally. Raises RuntimeError when an answer was not 200."""
        database = urlsplit(self.variables["DATABASE_URL"]).path.lstrip("/")
        before = web.cpu_seconds(), database_cpu_seconds(database)
        order = {"port": web.port, "requests": requests, "most": MOST_REQUESTS}
        order |= {"clients": self.asked.clients, "seconds": self.asked.seconds}
        done = self._child("load.py", order)
        if done["problems"]:
            raise RuntimeError(f"{requests[0]['path']}: {done['problems'][0]}")
        tally.app_s += web.cpu_seconds() - before[0]
        tally.db_s += database_cpu_seconds(database) - before[1]
        tally.wall_s += done["wall_s"]
        tally.spent_ms += done["spent_ms"]

    def _probe(self, settings: str, requests: list[Request]) -> Row:
        found: list[Row] = self._child("probe.py", requests[:1], settings)
        return found[0]

    def _child(self, script: str, order: object, settings: str = SITE) -> Any:  # Any: JSON
        variables = {**self.variables, "DJANGO_SETTINGS_MODULE": settings}
        return json.loads(_output([f"tests/bench/{script}"], variables, json.dumps(order)))


def _output(arguments: list[str], variables: dict[str, str], order: str = "") -> str:
    argv = [sys.executable, *arguments]
    return subprocess.run(
        argv, cwd=PROJECT, env=variables, input=order, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def pictures(rounds: int) -> Iterator[Row]:
    """The picture pipeline beside the plain way; its ratio is that of processor time."""
    pipeline, naive = bench_pictures.rows(rounds)
    yield {**pipeline, "ratio": round(naive["cpu_ms"] / pipeline["cpu_ms"], 2), "reference_cpu_ms": naive["cpu_ms"]}
    yield naive


def rows(asked: argparse.Namespace) -> Iterator[Row]:
    """Every row that was asked for."""
    pages = [name for name in PAGES if name in asked.rows]
    if pages:
        variables = production(dict(os.environ))
        size = ["--people", str(asked.people), "--notes", str(asked.notes)]
        community = json.loads(_output(["tests/bench/community.py", *size], variables))
        yield from Bench(asked, variables, community).pages(pages)
    if "pictures" in asked.rows:
        yield from pictures(asked.rounds)
    if "levels" in asked.rows:
        lines = _output(["tests/bench/bench_levels.py", "--rounds", str(asked.rounds)], production(dict(os.environ)))
        yield from map(json.loads, lines.splitlines())
    if "search" in asked.rows:
        size = ["--documents", str(asked.documents), "--rounds", str(asked.rounds)]
        lines = _output(["tests/bench/bench_search.py", *size], production(dict(os.environ)))
        yield from map(json.loads, lines.splitlines())


def arguments(given: list[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make bench", description="Measure speed beside a plain Django page.")
    asked.add_argument("rows", nargs="*", metavar="row", help=f"rows to measure, all by default: {', '.join(ROWS)}")
    asked.add_argument("--people", type=int, default=1_000)
    asked.add_argument("--notes", type=int, default=10_000)
    asked.add_argument("--documents", type=int, default=50_000, help="notes that a search looks through")
    asked.add_argument("--clients", type=int, default=8, help="open connections that ask at once")
    asked.add_argument("--seconds", type=float, default=3.0, help="length of one round")
    asked.add_argument("--rounds", type=int, default=3)
    found = asked.parse_args(given)
    found.rows = found.rows or list(ROWS)
    unknown = set(found.rows) - set(ROWS)
    if unknown:
        asked.error(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}")
    return found


if __name__ == "__main__":
    for row in rows(arguments(sys.argv[1:])):
        print(json.dumps(row), flush=True)
