"""Settings out of the environment: typed, and a wrong value is told with the name of its variable."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as env

NAME = "MEADOW_TEST_VALUE"
HTTP = ("http", "https")
READERS: dict[str, Callable[[], object]] = {
    "text": lambda: env.text(NAME),
    "number": lambda: env.number(NAME),
    "count": lambda: env.count(NAME, 0),
    "choice": lambda: env.choice(NAME, "open", ("open", "closed")),
    "flag": lambda: env.flag(NAME, default=False),
    "address": lambda: env.address(NAME, None, HTTP),
    "database": lambda: env.database(NAME),
}


@pytest.mark.parametrize("reader", ["text", "number", "address", "database"])
def test_what_must_be_set_and_is_not_is_told_by_name(reader: str, monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is not set"):
        READERS[reader]()


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("number", "eight"), ("number", "1.5"), ("number", ""), ("count", "-1"), ("count", "many"),
        ("choice", "ajar"), ("choice", ""), ("choice", "Open"), ("flag", "maybe"), ("flag", "2"), ("address", "ftp://x"),
        ("address", "example.org"), ("address", ""), ("database", "mysql://x/y"), ("database", "sqlite:///x"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_the_name_the_value_and_where_to_look(reader: str, value: str, monkeypatch):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        READERS[reader]()
    assert str(refused.value).startswith(f"{NAME} must be ")
    assert repr(value) in str(refused.value)
    assert ".env.example" in str(refused.value)


@pytest.mark.parametrize(
    "url",
    ["postgres://u:secret@host:port/name", "postgres://u:secret@[::1/name", "mysql+x://u:secret@h/n", "//u:se@cret@h"],
)
def test_a_database_address_nobody_can_read_is_told_without_its_password(url: str, monkeypatch):
    monkeypatch.setenv(NAME, url)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.database(NAME)
    assert NAME in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "cret" not in str(refused.value)


@pytest.mark.parametrize("raw", ["1", "true", "YES", " on "])
def test_every_way_of_saying_yes_is_yes(raw: str, monkeypatch):
    monkeypatch.setenv(NAME, raw)
    assert env.flag(NAME, default=False) is True


@pytest.mark.parametrize("raw", ["0", "false", "No", "off", ""])
def test_every_way_of_saying_no_is_no(raw: str, monkeypatch):
    monkeypatch.setenv(NAME, raw)
    assert env.flag(NAME, default=True) is False


def test_a_default_stands_only_where_nothing_is_set(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    assert (env.text(NAME, "x"), env.number(NAME, 8), env.flag(NAME, default=True)) == ("x", 8, True)
    monkeypatch.setenv(NAME, "9")
    assert (env.text(NAME, "x"), env.number(NAME, 8)) == ("9", 9)


def test_a_list_drops_blanks_and_empty_items(monkeypatch):
    monkeypatch.setenv(NAME, " a.example , ,b.example,")
    assert env.names(NAME, []) == ["a.example", "b.example"]


def test_a_folder_is_absolute(monkeypatch):
    monkeypatch.setenv(NAME, "var/../media")
    assert env.folder(NAME, Path("/")) == Path.cwd() / "media"


def test_a_socket_folder_of_postgresql_reaches_django(monkeypatch):
    monkeypatch.setenv(NAME, "postgres://meadow@/site?host=/run/pg")
    found = env.database(NAME)
    assert (found["NAME"], found["USER"], found["HOST"] or found["OPTIONS"]["host"]) == ("site", "meadow", "/run/pg")
    assert found["ENGINE"] == "django.db.backends.postgresql"
