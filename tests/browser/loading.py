"""What a page costs its reader at first sight: bytes of scripts and styles, and how calmly it builds up."""

import gzip
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, Response

# Chromium's own names for what a slow phone on a slow line has: four times slower, 1.6 Mbit/s down, 150 ms each way.
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
_WATCH = """
    window.__shifts = 0; window.__painted = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) window.__painted = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """Largest contentful paint in ms, cumulative layout shift, and compressed bytes (gzip) of scripts and styles."""

    lcp_ms: float
    cls: float
    script_bytes: int
    style_bytes: int


def first_load(browser: Browser, address: str, *, is_slow: bool) -> FirstLoad:
    """Opens an address in a fresh profile of a phone, watches it settle, and weighs what came."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  (Playwright marks what it is given)
    page.add_init_script(_WATCH)
    if is_slow:
        _slow_down(page)
    page.goto(address, wait_until="networkidle")
    seen: list[Any] = page.evaluate("[window.__painted, window.__shifts]")
    # Only now: a body asked for while its page still loads may never come.
    scripts, styles = (_weight(answers, kind) for kind in ("script", "stylesheet"))
    context.close()
    return FirstLoad(float(seen[0]), float(seen[1]), scripts, styles)


def _weight(answers: list[Response], kind: str) -> int:
    found = [answer for answer in answers if answer.request.resource_type == kind and answer.ok]
    return sum(len(gzip.compress(answer.body(), 6)) for answer in found)


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
