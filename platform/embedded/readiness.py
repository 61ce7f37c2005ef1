"""Whether a start may skip the preparation, which costs seconds: nothing has changed since the last one.

The proof is kept as the comment of the database itself, so it goes when the database goes, and it names the migrations
that were applied, so one taken back by hand is noticed.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from embedded.places import PROJECT
from embedded.postgres import Postgres

# What the tables and the static files are made from.
_SOURCES = (
    "requirements.txt",
    "platform/config/*.py",
    "platform/*/migrations/*.py",
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "static/**/*",
)
_APPLIED = "select md5(string_agg(app || '.' || name, ',' order by app, name)) from django_migrations"


def is_prepared(postgres: Postgres, database: str, static_root: Path) -> bool:
    """Whether `database` and the collected files are those that the files of the checkout would make now."""
    return (static_root / ".collected").exists() and postgres.note(database) == _proof(postgres, database)


def remember_prepared(postgres: Postgres, database: str) -> None:
    """Keep the proof; call after a preparation that succeeded."""
    postgres.write_note(database, _proof(postgres, database))


def _proof(postgres: Postgres, database: str) -> str:
    has_table = postgres.ask(database, "select to_regclass('django_migrations')::text")
    applied = postgres.ask(database, _APPLIED) if has_table else ""
    return f"prepared {fingerprint(PROJECT)} {applied}"


def fingerprint(project: Path) -> str:
    """A hash over names, sizes and times of the files that a preparation reads."""
    return hashlib.sha256("\n".join(sorted(_facts(project))).encode()).hexdigest()


def _facts(project: Path) -> Iterator[str]:
    for pattern in _SOURCES:
        for path in project.glob(pattern):
            facts = path.stat()
            if not path.is_dir():
                yield f"{path.relative_to(project)} {facts.st_size} {facts.st_mtime_ns}"
