"""A real Chromium for the browser tests: the one there is, else Debian's, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from embedded.problems import SetupProblemError

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chinese is boxes without a font for it; this one is 5 MB, Noto's is 91 MB.
_CHINESE_FONT = "fonts-wqy-microhei"


def find_chromium() -> Path:
    """The path of a Chromium that starts, installed when there is none. Raises SetupProblemError with what to do."""
    found = _on_path() or _of_playwright()
    if found is None and _can_use_apt() and _apt_install("chromium", _CHINESE_FONT):
        found = _on_path()
    if found is None and _playwright_install():
        found = _of_playwright()
    if found is None:
        raise SetupProblemError("no Chromium for the browser tests. Install one: apt-get install chromium")
    _ensure_chinese_font()
    return found


def _on_path() -> Path | None:
    return next((Path(path) for name in _NAMES if (path := shutil.which(name)) and _starts(path)), None)


def _starts(program: str) -> bool:
    """Ubuntu's `chromium-browser` can be a script that only says where to get one."""
    return _run(program, "--version")


def _of_playwright() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _can_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_install(*packages: str) -> bool:
    print(f"Installing {' and '.join(packages)} with apt-get ...", flush=True)
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120")
    return _run("apt-get", "update", "-qq") and _run(*install, *packages)


def _playwright_install() -> bool:
    print("Installing Chromium with Playwright ...", flush=True)
    return _run(sys.executable, "-m", "playwright", "install", "chromium")


def _ensure_chinese_font() -> None:
    if shutil.which("fc-list") is None or _fonts_for("zh"):
        return
    if not (_can_use_apt() and _apt_install(_CHINESE_FONT)):
        print(f"No Chinese font: screenshots will show boxes. Install one: apt-get install {_CHINESE_FONT}", flush=True)


def _fonts_for(language: str) -> str:
    return subprocess.run(["fc-list", f":lang={language}"], capture_output=True, text=True, check=False).stdout.strip()


def _run(*argv: str) -> bool:
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(argv, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, check=False)
    except OSError:
        return False
    return done.returncode == 0
