from pathlib import Path

import psycopg
import pytest

from embedded import readiness
from embedded.servers import Servers


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notes" / "migrations").mkdir(parents=True)
    (tmp_path / "notes" / "migrations" / "0001_notes.py").write_text("first")
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "tokens.css").write_text("a{}")
    monkeypatch.setattr(readiness, "PROJECT", tmp_path)
    return tmp_path


def test_the_fingerprint_stays_while_nothing_changes(checkout: Path) -> None:
    assert readiness.fingerprint(checkout) == readiness.fingerprint(checkout)


@pytest.mark.parametrize("name", ["notes/migrations/0002_more.py", "static/css/tokens.css", "requirements.txt"])
def test_a_new_or_changed_file_asks_for_a_preparation(checkout: Path, name: str) -> None:
    before = readiness.fingerprint(checkout)
    (checkout / name).write_text("something longer")
    assert readiness.fingerprint(checkout) != before


def test_a_migration_taken_back_by_hand_asks_for_a_preparation(checkout: Path, open_folder: Path) -> None:
    (checkout / ".collected").touch()
    with Servers(open_folder, durable=False) as servers:
        with psycopg.connect(servers.database_url("site")) as connection:
            connection.execute("create table django_migrations as select 'notes' as app, '0001_notes' as name")
        assert not readiness.is_prepared(servers.postgres, "site", checkout)
        readiness.remember_prepared(servers.postgres, "site")
        assert readiness.is_prepared(servers.postgres, "site", checkout)
        servers.postgres.ask("site", "delete from django_migrations returning app")
        assert not readiness.is_prepared(servers.postgres, "site", checkout)
