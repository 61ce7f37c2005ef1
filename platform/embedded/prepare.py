"""What must be true before the site answers: tables, static files, the classifier, the demo community.

A process of its own, so that one start of Django serves all of it and a running `dev` holds none of it in memory.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from embedded.environment import WITH_DEMO
from embedded.problems import exit_in_words


def main() -> int:
    """Make everything ready; quick when nothing is to be done."""
    django.setup()
    migrate()
    collect_static(Path(settings.STATIC_ROOT))
    train()
    if WITH_DEMO in sys.argv:
        call_command("load_demo", "--if-empty")
    return 0


def migrate() -> None:
    """Bring the tables up to date. The command itself is asked only when there is a step: its checks take seconds."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Making the tables ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def train() -> None:
    """Train the first classifier from the starter corpus: without one, no note is told what it is about."""
    call_command("train_classifier", "--if-none")


def collect_static(root: Path) -> None:
    """Collect the static files when one of them changed since the last time."""
    stamp = root / ".collected"
    wanted = _fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("Collecting the static files ...", flush=True)
        root.mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)


def _fingerprint() -> str:
    return hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            yield f"{name} {facts.st_size} {facts.st_mtime_ns}"


if __name__ == "__main__":
    exit_in_words(main)
