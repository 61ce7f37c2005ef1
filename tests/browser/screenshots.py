"""The pictures of the README: the demo community in a real browser, kept as small WebP files in docs/screenshots.

Run by `make screenshots`. It serves the site itself, on a free port, from the database that make run has filled; on an
empty one it loads the demo community first.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

_PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_PROJECT), str(_PROJECT / "platform")]

from PIL import Image  # noqa: E402  (the path comes first)
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from demo.logins import LOGINS  # noqa: E402
from demo.painting import paint  # noqa: E402
from embedded.ports import LOOPBACK, free_port  # noqa: E402
from tests.browser.chromium import launched  # noqa: E402
from tests.browser.visitor import Visitor  # noqa: E402

_FOLDER = _PROJECT / "docs" / "screenshots"
_SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
_LOCALES = {"en": "en-GB", "zh": "zh-CN"}
_QUALITY = 72


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture; its file is <page>-<device>-<scheme>-<language>.webp."""

    page: str
    device: str
    scheme: str
    language: str

    @property
    def file(self) -> Path:
        return _FOLDER / f"{self.page}-{self.device}-{self.scheme}-{self.language}.webp"


SHOTS = (
    Shot("explore", "desktop", "light", "en"),
    Shot("explore", "phone", "dark", "zh"),
    Shot("note", "desktop", "light", "en"),
    Shot("note", "phone", "light", "zh"),
    Shot("publish", "desktop", "light", "en"),
    Shot("publish", "phone", "dark", "en"),
    Shot("profile", "desktop", "light", "en"),
    Shot("profile", "phone", "light", "zh"),
    Shot("product", "desktop", "dark", "en"),
    Shot("product", "phone", "light", "en"),
    Shot("queue", "desktop", "light", "en"),
    Shot("queue", "phone", "dark", "zh"),
)


def handle_of(role: str) -> tuple[str, str]:
    """The handle and password of a demo role."""
    return next((handle, password) for name, handle, password in LOGINS if name == role)


def _explore(visitor: Visitor) -> None:
    visitor.go("/")


def _note(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.page.locator("[data-card]:has(.cover__picture) [data-card-link]").nth(1).click()
    visitor.page.wait_for_url("**/n/*/")
    visitor.page.locator(".carousel img, .slide img").first.wait_for()


def _publish(visitor: Visitor) -> None:
    folder = _PROJECT / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for scene in ("bread-board", "kitchen-counter"):
        files.append(folder / f"{scene}.jpg")
        paint(scene, 5, (1080, 1440)).save(files[-1], quality=90)
    visitor.compose("Rye, the slow way", "Three days, most of them waiting. #sourdough", category="Food")
    visitor.page.set_input_files("[name=files]", [str(path) for path in files])
    visitor.page.wait_for_timeout(2500)
    visitor.page.evaluate("scrollTo(0, 0)")


def _profile(visitor: Visitor) -> None:
    visitor.go(f"/@{handle_of('expert')[0]}/")


def _product(visitor: Visitor) -> None:
    visitor.go("/shop/")
    visitor.page.locator("main a[href^='/p/']").first.click()
    visitor.page.wait_for_url("**/p/*/")


def _queue(visitor: Visitor) -> None:
    visitor.go("/admin/moderation/waitingnote/")


PAGES = {
    "explore": ("reader", _explore),
    "note": ("reader", _note),
    "publish": ("author", _publish),
    "profile": ("reader", _profile),
    "product": ("reader", _product),
    "queue": ("staff", _queue),
}


def take(browser: Browser, shot: Shot, base: str) -> None:
    """One picture in a fresh profile of the browser."""
    width, height = _SIZES[shot.device]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale=_LOCALES[shot.language],
        timezone_id="Europe/London",
    )
    role, visit = PAGES[shot.page]
    visitor = Visitor(shot.page, context.new_page(), base)
    visitor.log_in(*handle_of(role))
    _speak(visitor.page, shot.language)
    visit(visitor)
    _settle(visitor.page)
    keep(visitor.page.screenshot(), shot.file)
    context.close()


def _speak(page: Page, language: str) -> None:
    """The language cookie wins over the one in the account."""
    code = "zh-hans" if language == "zh" else "en"
    page.context.add_cookies([{"name": "django_language", "value": code, "url": page.url}])


def _settle(page: Page) -> None:
    """Pictures loaded, messages gone, nothing moving."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('main > .notice, .toast').forEach(one => one.remove())")
    page.wait_for_timeout(600)


def keep(png: bytes, file: Path) -> None:
    """Writes a WebP file: about a tenth of the PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(png)).convert("RGB").save(file, "WEBP", quality=_QUALITY, method=6)
    print(f"{file.relative_to(_PROJECT)}  {file.stat().st_size // 1024} kB", flush=True)


@contextmanager
def served() -> Iterator[str]:
    """The site on a free port, as `make run` serves it; its address."""
    subprocess.run([sys.executable, "-m", "embedded.prepare", "--with-demo"], cwd=_PROJECT, check=True)
    port = free_port()
    base = f"http://{LOOPBACK}:{port}"
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", LOOPBACK, "--port", str(port)]
    variables = {**os.environ, "SITE_URL": base, "LIVE_URL": "", "CELERY_TASK_ALWAYS_EAGER": "1"}
    server = subprocess.Popen(
        [*argv, "--blocking-threads", "4", "config.wsgi:application"], cwd=_PROJECT, env=variables
    )
    try:
        _await(base)
        yield base
    finally:
        server.terminate()
        server.wait(15)


def _await(base: str) -> None:
    for _ in range(200):
        try:
            urlopen(f"{base}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the site does not answer")


def main() -> None:
    """Takes every picture, or those whose page is named in the arguments."""
    wanted = sys.argv[1:] or list(PAGES)
    with served() as base, sync_playwright() as playwright, launched(playwright) as browser:
        for shot in SHOTS:
            if shot.page in wanted:
                take(browser, shot, base)


if __name__ == "__main__":
    main()
