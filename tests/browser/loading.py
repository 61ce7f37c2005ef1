"""What a page costs its reader at first sight: what comes over the line, what is seen when, how calmly it builds up."""

import gzip
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Response

# Chromium's own names for what a slow phone on a slow line has: four times slower, 1.6 Mbit/s down, 150 ms each way.
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
_WATCH = """
    window.__shifts = 0; window.__largest = { at: 0, is: "" };
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        const { localName = "gone", className = "" } = entry.element ?? {};
        window.__largest = { at: entry.startTime, is: [`${localName}.${className}`, entry.url].join(" ").trim() };
      }
    }).observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """Largest contentful paint in ms and the element it was, cumulative layout shift, compressed bytes (gzip) of
    scripts and of styles, and what went over the line until it fell silent."""

    lcp_ms: float
    lcp_element: str
    cls: float
    script_bytes: int
    style_bytes: int
    requests: int
    line_bytes: int


class _Line:
    """Counts what comes over the line, packed as it comes."""

    def __init__(self, session: CDPSession) -> None:
        self.requests = 0
        self.bytes = 0
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, facts: dict[str, Any]) -> None:  # Any: the protocol's own words
        # What stands in the page itself (data:) has no length here.
        self.requests += facts["encodedDataLength"] > 0
        self.bytes += int(facts["encodedDataLength"])


def first_load(browser: Browser, address: str, *, is_slow: bool) -> FirstLoad:
    """Opens an address in a fresh profile of a phone, watches it settle, and weighs what came."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  (Playwright marks what it is given)
    page.add_init_script(_WATCH)
    session = context.new_cdp_session(page)
    line = _Line(session)
    if is_slow:
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    largest, shifts = page.evaluate("[window.__largest, window.__shifts]")
    # Only now: a body asked for while its page still loads may never come.
    scripts, styles = (_weight(answers, kind) for kind in ("script", "stylesheet"))
    context.close()
    seen = (float(largest["at"]), largest["is"], float(shifts))
    return FirstLoad(*seen, scripts, styles, line.requests, line.bytes)


def _weight(answers: list[Response], kind: str) -> int:
    found = [answer for answer in answers if answer.request.resource_type == kind and answer.ok]
    return sum(len(gzip.compress(answer.body(), 6)) for answer in found)
