"""The production example is one that Django itself finds safe, and every wrong value is told by its name."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SECRETS = ("SECRET_KEY", "METRICS_TOKEN", "WEIXIN_APP_SECRET", "WEIBO_APP_SECRET")


def _example() -> dict[str, str]:
    """The values as a shell reads them, with nothing of this test run beside them."""
    script = "set -a; . ./.env.example; env -0"
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "platform")}
    done = subprocess.run(["sh", "-c", script], cwd=ROOT, env=bare, capture_output=True, text=True, check=True)
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if line)


def _python(variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, *arguments]
    return subprocess.run(argv, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def _deployment_check(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return _python(variables, "manage.py", "check", "--deploy", "--fail-level", "WARNING")


def _read_settings(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return _python(variables, "-c", "from config import settings")


def _filled_in(**changes: str) -> dict[str, str]:
    return {**_example(), **{name: secrets.token_urlsafe(50) for name in SECRETS}, **changes}


def test_the_production_example_passes_every_deployment_check():
    done = _deployment_check(_filled_in())
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


def test_log_in_through_others_passes_the_deployment_checks_as_well():
    done = _deployment_check(_filled_in(WEIXIN_APP_ID="wx1", WEIBO_APP_ID="wb1"))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "DATABASE_URL", "REDIS_URL"])
def test_a_required_variable_that_is_missing_is_told_by_name(name: str):
    variables = _filled_in()
    del variables[name]
    done = _read_settings(variables)
    assert done.returncode != 0
    assert f"{name} is not set. It must be " in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("SITE_URL", "meadow.example"),
        ("DATABASE_URL", "sqlite:///site.db"),
        ("DATABASE_POOL_SIZE", "many"),
        ("REDIS_URL", "memcached://h"),
        ("CELERY_BROKER_URL", "kafka://h"),
        ("EMAIL_URL", "sendmail"),
        ("TRUSTED_PROXY_COUNT", "one"),
    ],
)
def test_a_wrong_value_stops_the_site_with_the_name_of_its_variable(name: str, value: str):
    done = _read_settings(_filled_in(**{name: value}))
    assert done.returncode != 0
    assert f"{name} must be " in done.stderr
