"""What a page costs its reader at first sight: bytes of scripts and styles, and how calmly it builds up."""

import gzip
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

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
    bodies: dict[str, int] = {"script": 0, "stylesheet": 0}
    page.on("response", lambda answer: _weigh(answer, bodies))
    page.add_init_script(_WATCH)
    if is_slow:
        _slow_down(page)
    page.goto(address, wait_until="networkidle")
    seen: list[Any] = page.evaluate("[window.__painted, window.__shifts]")
    context.close()
    return FirstLoad(float(seen[0]), float(seen[1]), bodies["script"], bodies["stylesheet"])


def _weigh(answer: Any, bodies: dict[str, int]) -> None:
    kind = answer.request.resource_type
    if kind in bodies and answer.ok:
        bodies[kind] += len(gzip.compress(answer.body(), 6))


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
