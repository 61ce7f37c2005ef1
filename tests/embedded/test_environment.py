from pathlib import Path

from embedded.environment import embedded_variables, secret_key, variables_for_checks
from embedded.servers import Servers


def test_the_secret_key_is_made_once_and_readable_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600


def test_named_servers_are_used_and_none_is_started(open_folder: Path) -> None:
    named = {"DATABASE_URL": "postgres://db.example/site", "REDIS_URL": "redis://cache.example/0", "SECRET_KEY": "ours"}
    with Servers(open_folder) as servers:
        variables = embedded_variables(servers, named)
        assert not servers.is_ours(servers.postgres)
        assert not servers.is_ours(servers.valkey)
    assert {name: variables[name] for name in named} == named


def test_an_empty_variable_counts_as_not_set(open_folder: Path) -> None:
    named = {"DATABASE_URL": "postgres://db.example/site", "REDIS_URL": "redis://cache.example/0", "SECRET_KEY": ""}
    with Servers(open_folder) as servers:
        assert len(embedded_variables(servers, named)["SECRET_KEY"]) >= 50


def test_checks_get_placeholders_only_for_what_is_missing() -> None:
    variables = variables_for_checks({"DATABASE_URL": "postgres://db.example/site"})
    assert variables["DATABASE_URL"] == "postgres://db.example/site"
    assert variables["REDIS_URL"] == "unix:///nowhere/valkey.sock"
