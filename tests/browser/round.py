"""The main job of the site, once all the way round, by two people at two browsers.

An author signs up, posts with pictures and is read; a reader finds the note, likes, collects, comments, follows; the
author grows; the reader is told of the next note at noon; the product's page shows what the note said of it.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

PASSWORD = "grass-grows-slowly-here"
_ZONE = "Europe/London"
_NOON = time(12, 20)


@dataclass(frozen=True, slots=True)
class Draft:
    """One note to post: its words, the label of its category, its files, and a product to speak of
    with the author's stance (1 to 5, or none)."""

    title: str
    body: str
    category: str
    files: Sequence[Path] = ()
    topics: str = ""
    product: str = ""
    stance: str = ""


@dataclass(slots=True)
class Round:
    """`push(at, handle)` plans and delivers as the beat would at that instant; `say` tells what happened."""

    author: Visitor
    reader: Visitor
    push: Callable[[datetime, str], str]
    say: Callable[[str], None]
    mark: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def author_handle(self) -> str:
        return f"writer_{self.mark}"

    @property
    def reader_handle(self) -> str:
        return f"reader_{self.mark}"

    def walk(self, drafts: Sequence[Draft]) -> None:
        """All of it, in order. The last draft is posted after the follow: it is what noon brings."""
        self.join(self.author, self.author_handle, drafts[0].category)
        self.join(self.reader, self.reader_handle, drafts[0].category)
        paths = [self.post(draft) for draft in drafts[:-1]]
        self.meet(drafts[0], paths[0])
        self.react(paths[0])
        self.grow()
        self.post(drafts[-1])
        self.noon(drafts[-1])
        self.evidence(drafts[0], paths[0])

    def join(self, who: Visitor, handle: str, category: str) -> None:
        """Sign up, one interest, and the other steps skipped."""
        who.sign_up(handle, f"{handle}@example.org", PASSWORD)
        who.page.locator(".interest", has_text=category).first.click()
        who.page.get_by_role("button", name="Go on").click()
        for step in ("experts", "friends"):
            who.page.wait_for_url(re.compile(f"/welcome/{step}/"))
            who.page.locator(".welcome__actions form button").first.click()
        who.page.wait_for_url(who.base + "/")
        expect(who.page.locator("[data-card], .empty").first).to_be_visible()
        self.say(f"{handle} signed up, likes {category}, and sees the first page")

    def post(self, draft: Draft) -> str:
        """Writes and publishes one note, and waits until it is live."""
        author = self.author
        author.compose(draft.title, draft.body, category=draft.category, topics=draft.topics)
        if draft.files:
            states = author.add_pictures(draft.files)
            assert set(states) == {"ready"}, states
        if draft.product:
            author.add_product(draft.product, "bought", draft.stance)
        path = author.publish()
        author.wait_until_live(path)
        self.say(f"posted and live: {draft.title!r}, {len(draft.files)} pictures, {path}")
        return path

    def meet(self, draft: Draft, path: str) -> None:
        """The note comes before another reader without being asked for, and opens over the list."""
        reader = self.reader
        card = reader.page.locator(f"[data-card-link][href='{path}']")
        for _ in range(10):
            reader.go("/")
            for _ in range(12):
                if card.count():
                    break
                reader.page.mouse.wheel(0, 4000)
                reader.page.wait_for_timeout(400)
            if card.count():
                break
            reader.page.wait_for_timeout(2000)
        source = reader.page.locator("[data-card]", has=card).first.get_attribute("data-source")
        card.first.click()
        reader.page.wait_for_url(reader.base + path)
        expect(reader.page.get_by_role("heading", name=draft.title).first).to_be_visible()
        self.say(f"{self.reader_handle} was brought {path} by the source {source!r} and opened it over the list")

    def react(self, path: str) -> None:
        reader = self.reader.go(path)
        reader.press("like")
        reader.press("collect")
        reader.comment(f"Trying this on Sunday. {self.mark}")
        reader.follow()
        reader.page.reload()
        pressed = reader.page.locator("main .note__actions [aria-pressed=true]")
        expect(pressed).to_have_count(2)
        self.say(f"{self.reader_handle} liked, collected, commented and followed")

    def grow(self) -> None:
        """The author answers in kind, and the ledger adds up to the first level."""
        path = self.reader_note()
        author = self.author.go(path)
        author.press("collect")
        author.comment(f"Good luck with it. {self.mark}")
        author.follow()
        reached = author.page.locator("main [class*=level]")
        # The worker weighs what came in; until then the profile shows no level.
        for _ in range(60):
            author.go(f"/@{self.author_handle}/")
            if reached.count():
                break
            author.page.wait_for_timeout(500)
        level = reached.first.inner_text()
        author.go("/me/growth/")
        lines = [" ".join(line.split()) for line in author.page.locator(".ladder > li").all_inner_texts()]
        assert len(lines) >= 5, lines
        self.say(f"the ledger of {self.author_handle}: " + "; ".join(lines))
        self.say(f"level shown on the profile: {' '.join(level.split())}")

    def reader_note(self) -> str:
        """The reader writes a short text note of their own, so that the author has somebody to answer."""
        self.reader.compose(f"Hello from {self.mark}", "A first note, without pictures.", category="Lifestyle")
        path = self.reader.publish()
        self.reader.wait_until_live(path)
        return path

    def noon(self, draft: Draft) -> None:
        """At the reader's next noon one push is in the inbox; at three in the afternoon nothing comes."""
        today = datetime.now(UTC).astimezone(ZoneInfo(_ZONE)).date()
        noon = datetime.combine(today + timedelta(days=1), _NOON, ZoneInfo(_ZONE))
        self.say("  at 12:20 tomorrow: " + _told(self.push(noon, self.reader_handle)))
        self.say("  at 15:00 tomorrow: " + _told(self.push(noon.replace(hour=15, minute=0), self.reader_handle)))
        self.reader.go("/inbox/system/")
        lines = [" ".join(line.split()) for line in self.reader.page.locator(".inbox > li").all_inner_texts()]
        # Beside the push only the level just reached is told there.
        pushed = [line for line in lines if "You reached level" not in line]
        assert len(pushed) == 1, lines
        self.say(f"the inbox of {self.reader_handle} holds one push: {pushed[0]}")

    def evidence(self, draft: Draft, path: str) -> None:
        """From the note to its product, where the author's sentence stands as evidence."""
        reader = self.reader.go(path)
        reader.page.locator("main a[href^='/p/']").first.click()
        reader.page.wait_for_url(re.compile(r"/p/"))
        row = reader.page.locator(f".evidence:has(a[href='{path}'])")
        for _ in range(20):
            if row.count():
                break
            reader.page.wait_for_timeout(500)
            reader.page.reload()
        quote = " ".join(row.first.locator("blockquote").inner_text().split())
        assert quote
        self.say(f"{reader.path} shows it as evidence: {quote!r}")


def _told(output: str) -> str:
    return " | ".join(line.strip() for line in output.strip().splitlines() if line.strip())
