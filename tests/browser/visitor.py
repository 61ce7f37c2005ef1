"""Somebody at a browser: what people do on the site, as clicks and keys."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

# A browser says this of every answer over 399; the tests assert those answers themselves.
_EXPECTED = re.compile(
    r"Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_INTERNET_DISCONNECTED)"
)


class Visitor:
    """One browser profile. `complaints` collects what its console said."""

    def __init__(self, name: str, page: Page, base: str) -> None:
        self.name = name
        self.page = page
        self.base = base.rstrip("/")
        self.complaints: list[str] = []
        self.context = page.context
        self._listen(page)

    def _listen(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def context_page(self) -> Page:
        """Another tab of the same browser profile, heard like the first."""
        page = self.context.new_page()
        self._listen(page)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _EXPECTED.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> Self:
        self.page.goto(self.base + path)
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)

    def log_in(self, handle: str, password: str, *, then: str = "/") -> Self:
        self.go(f"/accounts/login/?next={then}")
        self.fill_log_in(handle, password)
        self.page.wait_for_url(self.base + then)
        return self

    def fill_log_in(self, handle: str, password: str) -> None:
        self.page.fill("input[name=login]", handle)
        self.page.fill("input[name=password]", password)
        self.page.locator("input[name=password]").press("Enter")

    def sign_up(self, handle: str, email: str, password: str) -> Self:
        self.go("/accounts/signup/")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=username]", handle)
        self.page.fill("input[name=password1]", password)
        self.page.locator("input[name=password1]").press("Enter")
        self.page.wait_for_url(re.compile(r"/welcome/"))
        return self

    def compose(self, title: str, body: str, **facts: str) -> Self:
        """Fills in the words of the composer; `category` is a label."""
        self.go("/publish/")
        self.wait_for_composer()
        self.page.fill("[name=title]", title)
        self.page.fill("[name=body]", body)
        for name in ("topics", "place"):
            if facts.get(name):
                self.page.fill(f"[name={name}]", facts[name])
        if facts.get("category"):
            self.page.select_option("[name=category]", label=facts["category"])
        return self

    def wait_for_composer(self) -> None:
        """The script has taken over when the preview shows."""
        expect(self.page.locator("[data-preview]")).to_be_visible()

    def add_pictures(self, files: Sequence[Path], *, seconds: float = 60) -> list[str]:
        """Chooses files and waits until each is settled; gives their states in order."""
        self.page.set_input_files("[name=files]", [str(path) for path in files])
        expect(self.tray).to_have_count(len(files))
        unsettled = self.page.locator("[data-tray] > li:is([data-state=sending], [data-state=waiting])")
        expect(unsettled).to_have_count(0, timeout=seconds * 1000)
        return [str(item.get_attribute("data-state")) for item in self.tray.all()]

    @property
    def tray(self) -> Locator:
        return self.page.locator("[data-tray] > li")

    def add_product(self, query: str, relation: str, stance: str = "") -> None:
        self.page.fill("[data-product-query]", query)
        self.page.locator("[data-product-offers] button").first.click()
        row = self.page.locator("[data-picks] > li").last
        row.locator("[data-relation]").select_option(relation)
        if stance:
            row.locator("[data-stance]").select_option(stance)

    def publish(self) -> str:
        """Presses the button and gives the path of the note. Told that it would not be recommended, presses again."""
        self.page.click("[data-publish]")
        told = self.page.locator("[data-summary].notice--warning")
        for _ in range(300):
            if re.search(r"/n/[A-Za-z0-9]{11}/$", self.page.url):
                return self.path
            if told.count():
                self.page.click("[data-publish]")
                expect(told).to_have_count(0)
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not published, still at {self.page.url}")

    def wait_until_live(self, path: str, *, seconds: int = 60) -> None:
        """Opens the note and stays until it says by itself that it was let through."""
        self.go(path)
        expect(self.page.locator("[data-poll]")).to_have_count(0, timeout=seconds * 1000)

    def reload_until_live(self, path: str, *, seconds: int = 60) -> None:
        """The same where no script runs: the note is asked for again until it carries no notice of being checked."""
        for _ in range(seconds * 2):
            self.go(path)
            if not self.page.locator("[data-poll]").count():
                return
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{path} is still being checked after {seconds} s")

    def until(self, expression: str, *, seconds: int = 30) -> None:
        """Waits until a JavaScript expression holds. Asked from outside: what polls in the page needs eval, which the
        page's policy forbids."""
        for _ in range(seconds * 10):
            if self.page.evaluate(f"Promise.resolve({expression}).then(Boolean)"):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not true after {seconds} s: {expression}")

    def press(self, kind: str) -> None:
        """Likes, collects or follows on a note page, and waits until the server agreed."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            self.page.locator(f"main [data-react={kind}] button").first.click()
        assert answered.value.ok, f"{kind}: {answered.value.status}"

    def follow(self) -> None:
        with self.page.expect_response(lambda answer: "/follow/" in answer.url) as answered:
            self.page.locator("main [data-follow] button").first.click()
        assert answered.value.ok, f"follow: {answered.value.status}"

    def comment(self, words: str) -> None:
        box = self.page.locator("#comments textarea[name=body]").first
        box.fill(words)
        box.locator("xpath=ancestor::form").locator("button:not([type=button])").last.click()
        expect(self.page.get_by_text(words).first).to_be_visible()
