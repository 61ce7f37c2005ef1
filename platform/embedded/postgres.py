"""PostgreSQL 18 with pgvector as a plain child process."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from embedded.binaries import postgres_programs
from embedded.children import Program
from embedded.places import Home, claim
from embedded.problems import SetupProblemError

ROLE = "meadow"
_VERSION = "18"
_PORT_NAME = ".s.PGSQL.5432"
_INITDB = (
    f"--username={ROLE}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
)
_ALWAYS = ("timezone=UTC", "log_timezone=UTC", "max_connections=200", "listen_addresses=")
# For a cluster that is thrown away: no crash has to be survived.
_FLEETING = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "shared_buffers=64MB",
)


class Postgres:
    """One cluster. Everybody who can reach its socket is its superuser, so the socket's folder is closed."""

    name = "postgres"

    def __init__(self, home: Home, *, durable: bool) -> None:
        self.home = home
        self.cluster = home.data / "postgres"
        self.options = _ALWAYS + ((f"shared_buffers={_buffers_mb()}MB",) if durable else _FLEETING)

    def is_ready(self) -> bool:
        """Whether it answers a connection. A pid file proves nothing: its number may be somebody else's by now."""
        if not (self.home.sockets / _PORT_NAME).exists():
            return False
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def prepare(self) -> None:
        """Make the cluster if there is none, and clear what a killed server left. We hold the lock: nobody runs."""
        if not self.cluster.exists():
            self._make_cluster()
        found = (self.cluster / "PG_VERSION").read_text().strip()
        if found != _VERSION:
            raise SetupProblemError(f"{self.cluster} was made by PostgreSQL {found}, we run {_VERSION}. Move it away.")
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def program(self) -> Program:
        options = [part for option in self.options for part in ("-c", option)]
        server = postgres_programs(self.home.account) / "postgres"
        argv: tuple[str | Path, ...] = (server, "-D", self.cluster, "-k", self.home.sockets, *options)
        return Program(self.name, argv, account=self.home.account, stop_with=signal.SIGINT)

    def url(self, database: str) -> str:
        """The address of `database`, which is made when missing."""
        with self._connect() as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
            if not known:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
        return f"postgres://{ROLE}@/{database}?host={self.home.sockets}"

    def drop(self, database: str) -> None:
        """Drop `database`, also under the feet of a running site; its pool connects again."""
        with self._connect() as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))

    def ask(self, database: str, question: LiteralString) -> str:
        """The one value that the SQL `question` has for an answer in `database`; an empty text for null."""
        with self._connect(database) as connection:
            row = connection.execute(question).fetchone()
        return str(row[0]) if row and row[0] is not None else ""

    def note(self, database: str) -> str:
        """The comment kept on `database`, or an empty text."""
        return self.ask(
            database,
            "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()",
        )

    def write_note(self, database: str, text: str) -> None:
        """Keep `text` as the comment of `database`; it goes when the database is dropped."""
        with self._connect() as connection:
            statement = sql.SQL("comment on database {} is {}").format(sql.Identifier(database), sql.Literal(text))
            connection.execute(statement)

    def _connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.home.sockets), user=ROLE, dbname=database, autocommit=True, connect_timeout=5
        )

    def _make_cluster(self) -> None:
        """initdb beside its final name: an interrupted one never looks finished."""
        unfinished = self.home.data / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        claim(unfinished, self.home.account)
        self._initdb(unfinished)
        unfinished.rename(self.cluster)

    def _initdb(self, folder: Path) -> None:
        account = self.home.account
        done = subprocess.run(
            [postgres_programs(account) / "initdb", "-D", folder, *_INITDB],
            cwd="/",
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise SetupProblemError(f"initdb failed: {' / '.join(reason[-2:])}")


def _buffers_mb() -> int:
    """A quarter of the memory, as PostgreSQL advises, up to what a million notes and their index take."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(1024, max(128, memory // 4 // 2**20))
