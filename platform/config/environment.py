"""Reading settings from the environment, with checked types and errors that name the variable."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def _read(name: str, default: Value | None, parse: Callable[[str], Value], wanted: str) -> Value:
    raw = os.environ.get(name)
    if raw is None:
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. It must be {wanted}. See .env.example.")
        return default
    try:
        return parse(raw.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be {wanted}, not {_shown(raw)!r}. See .env.example.") from error


def _shown(raw: str) -> str:
    """The value as an error may repeat it: what stands before the host of an address is a name and a password."""
    return re.sub(r"//[^/]*@", "//...@", raw)


def _as_flag(raw: str) -> bool:
    if raw.lower() in _YES | _NO:
        return raw.lower() in _YES
    raise ValueError(raw)


def text(name: str, default: str | None = None) -> str:
    """The variable as text. Without a default it must be set."""
    return _read(name, default, str, "a text")


def number(name: str, default: int | None = None) -> int:
    """The variable as a whole number. Raises ImproperlyConfigured naming the variable."""
    return _read(name, default, int, "a whole number")


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """The variable as one word of `allowed`."""

    def parse(raw: str) -> str:
        if raw not in allowed:
            raise ValueError(raw)
        return raw

    return _read(name, default, parse, f"one of {', '.join(allowed)}")


def count(name: str, default: int) -> int:
    """The variable as a whole number that is not below 0."""

    def parse(raw: str) -> int:
        if int(raw) < 0:
            raise ValueError(raw)
        return int(raw)

    return _read(name, default, parse, "a whole number, 0 or more")


def flag(name: str, *, default: bool) -> bool:
    """The variable as yes or no: 1/0, true/false, yes/no, on/off."""
    return _read(name, default, _as_flag, "yes or no (1 or 0)")


def names(name: str, default: list[str]) -> list[str]:
    """The variable as a list: items separated by commas, blanks around them dropped."""
    return _read(name, default, lambda raw: [item.strip() for item in raw.split(",") if item.strip()], "a list")


def folder(name: str, default: Path) -> Path:
    """The variable as an absolute path of a folder (it need not exist yet)."""
    return _read(name, default, lambda raw: Path(raw).expanduser().resolve(), "a path")


def address(name: str, default: str | None, schemes: tuple[str, ...]) -> str:
    """The variable as an address whose scheme is one of `schemes`."""

    def parse(raw: str) -> str:
        if raw.split("://", 1)[0] not in schemes or "://" not in raw:
            raise ValueError(raw)
        return raw

    return _read(name, default, parse, f"an address that begins with {' or '.join(f'{s}://' for s in schemes)}")


def database(name: str) -> dict[str, Any]:  # Any: the shape Django gives DATABASES
    """A PostgreSQL address as Django's dictionary; `?host=/folder` names a unix socket."""
    url = address(name, None, ("postgres", "postgresql"))
    try:
        return dict(environ.Env.db_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a readable PostgreSQL address. See .env.example.") from error


def mail_settings(url: str) -> dict[str, Any]:  # Any: host and port, name and flags
    """Django's EMAIL_* settings out of the address of a mail server."""
    return dict(environ.Env.email_url_config(url))
