"""The command itself, over a small Django site, so that a whole round of start and stop takes seconds."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from embedded.places import PROJECT
from embedded.ports import LOOPBACK, free_port
from embedded.servers import is_abandoned

_SETTINGS = """
import os
import environ
SECRET_KEY = os.environ["SECRET_KEY"]
DATABASES = {"default": environ.Env.db_url_config(os.environ["DATABASE_URL"])}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.staticfiles", "demo"]
STATIC_URL = "/static/"
STATIC_ROOT = os.environ["STATIC_ROOT"]
"""
_LOAD_DEMO = """
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true")
    def handle(self, **options):
        print("loaded the demo", flush=True)
"""
_TRAIN = """
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--if-none", action="store_true")
    def handle(self, **options):
        print("trained the classifier", flush=True)
"""
# The web process starts a process of its own, which is what an end in order must reach too.
_PROCFILE = """
web: sh -c 'sleep 300 & echo the web line; exec python -m http.server --bind $HOST $PORT'
beat: sleep 300
"""


@pytest.fixture
def site(open_folder: Path) -> Path:
    """A checkout with the real launcher and a site of a few lines."""
    shutil.copytree(PROJECT / "platform" / "embedded", open_folder / "platform" / "embedded")
    commands = open_folder / "platform" / "demo" / "management" / "commands"
    config = open_folder / "platform" / "config"
    for folder in (commands, config):
        folder.mkdir(parents=True)
    shutil.copy(PROJECT / "platform" / "demo" / "logins.py", open_folder / "platform" / "demo")
    (commands / "load_demo.py").write_text(_LOAD_DEMO)
    (commands / "train_classifier.py").write_text(_TRAIN)
    (config / "settings.py").write_text(_SETTINGS)
    (open_folder / "Procfile").write_text(_PROCFILE)
    return open_folder


@contextlib.contextmanager
def _running(site: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    outside = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MEDIA_ROOT", "STATIC_ROOT", "MEADOW_VAR"}
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    path = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    with subprocess.Popen(
        [sys.executable, "-m", "embedded.dev"],
        cwd=site,
        env={**environment, "PORT": str(port), "PYTHONPATH": str(site / "platform"), "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as command:
        # A run that hangs must fail the test, not stop the suite.
        guard = threading.Timer(60, command.kill)
        guard.start()
        try:
            yield command
        finally:
            guard.cancel()
            command.kill()


def _read_until(command: subprocess.Popen[str], words: str) -> str:
    """What the command said, up to the line with `words` (or to its end)."""
    said = ""
    for line in command.stdout or ():
        said += line
        if words in line:
            break
    return said


def _left(site: Path) -> list[str]:
    """Processes, of any depth, whose environment names the folder of this site."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("STATIC_ROOT") == str(site / "var" / "static"):
                found.append(" ".join(process.cmdline()))
    return found


def test_ctrl_c_ends_every_process_and_a_second_start_has_nothing_to_prepare(site: Path) -> None:
    port = free_port()
    with _running(site, port) as first:
        said = _read_until(first, "Ctrl-C stops everything")
        assert f"Meadow is open at http://127.0.0.1:{port}" in said
        assert "loaded the demo" in said
        assert "staff   staff          meadow-demo" in said
        assert any("sleep 300" in line for line in _left(site))
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=30)
        assert first.returncode == 0
    assert _left(site) == []
    assert is_abandoned(site / "var" / "postgres.lock")
    assert "the web line" in (site / "var" / "log" / "web.log").read_text()

    with _running(site, port) as second:
        assert "loaded the demo" not in _read_until(second, "Ctrl-C stops everything")
        second.send_signal(signal.SIGTERM)
        second.communicate(timeout=30)
        assert second.returncode == 0
    assert _left(site) == []


def test_a_taken_port_is_said_in_one_line_and_nothing_is_started(site: Path) -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with _running(site, port) as command:
            said, _ = command.communicate(timeout=30)
    assert said == f"meadow: port {port} is taken. Choose another: PORT=8080 make run\n"
    assert command.returncode == 1
    assert not (site / "var").exists()


def test_a_process_that_ends_by_itself_stops_the_rest_and_names_its_log(site: Path) -> None:
    (site / "Procfile").write_text("web: sh -c 'echo no such thing; exit 7'\n")
    with _running(site, free_port()) as command:
        said, _ = command.communicate(timeout=40)
    assert f"the web process ended with code 7. See {site}/var/log/web.log." in said
    assert command.returncode == 1
    assert is_abandoned(site / "var" / "postgres.lock")
