"""The variables that the site's settings read, for the embedded set-up, for tests and for checks."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from embedded.places import PROJECT, make_folder
from embedded.servers import Servers

DATABASE = "meadow"
# Asks embedded.prepare to load the demo community as well.
WITH_DEMO = "--with-demo"


def is_outside(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the person named a server of their own in the variable `name`."""
    return bool(environ.get(name))


def embedded_variables(servers: Servers, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the site needs here, with the servers started that nobody named. What is set already, wins."""
    var = servers.home.var
    defaults = {
        **site_defaults(var),
        "SECRET_KEY": environ.get("SECRET_KEY") or secret_key(var / "secret-key"),
        "DATABASE_URL": environ.get("DATABASE_URL") or servers.database_url(DATABASE),
        "REDIS_URL": environ.get("REDIS_URL") or servers.redis_url(),
    }
    return {**defaults, **{name: value for name, value in environ.items() if value or name not in defaults}}


def site_defaults(var: Path) -> dict[str, str]:
    """The variables that do not depend on a running server."""
    return {
        "MEADOW_EMBEDDED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MEDIA_ROOT": str(var / "media"),
        "STATIC_ROOT": str(var / "static"),
        "PYTHONPATH": str(PROJECT / "platform"),
        # Else a child's lines reach the log only when its buffer is full.
        "PYTHONUNBUFFERED": "1",
        # Celery's word against root is for servers.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


def variables_for_checks(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Enough for the settings to load where nothing connects: type checking and contracts."""
    placeholders = {
        **site_defaults(PROJECT / "var"),
        "SECRET_KEY": "only-for-checks",
        "DATABASE_URL": "postgres://meadow@/meadow?host=/nowhere",
        "REDIS_URL": "unix:///nowhere/valkey.sock",
    }
    return {**placeholders, **environ}


def secret_key(path: Path) -> str:
    """The key of this checkout, made once and readable for its owner alone. Two starts at once agree on one."""
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key
