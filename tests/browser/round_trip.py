"""The whole round on real photographs and real texts, against a running site; prints what happened.

    python tests/browser/round_trip.py --photos DIR --texts FILE [--base http://127.0.0.1:8000]

DIR holds pictures and may hold labels.csv (file,topic); FILE is a CSV with lang,category,title,text. The site is the
one of `make run`, or any other when DATABASE_URL and REDIS_URL name its servers: noon is asked for by the management
command run_pushes with a clock set forward, beside the site.
"""

import argparse
import csv
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_PROJECT), str(_PROJECT / "platform")]

from playwright.sync_api import sync_playwright  # noqa: E402  (the path comes first)

from tests.browser.chromium import launched  # noqa: E402
from tests.browser.round import Draft, Round  # noqa: E402
from tests.browser.visitor import Visitor  # noqa: E402

_CATEGORIES = {
    "food": "Food", "fashion": "Fashion", "beauty": "Beauty", "home": "Home", "travel": "Travel", "outdoor": "Sports",
    "electronics": "Tech", "jewelry": "Fashion",
}  # fmt: skip
_ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic"}
_EACH = 4


def photos_by_topic(folder: Path) -> dict[str, list[Path]]:
    """The pictures of a folder under the topics of its labels.csv; all under "lifestyle" without one."""
    labels = folder / "labels.csv"
    topics = {}
    if labels.exists():
        with labels.open(newline="", encoding="utf-8") as rows:
            topics = {row["file"]: row["topic"] for row in csv.DictReader(rows)}
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _ENDINGS:
            found.setdefault(topics.get(path.name, "lifestyle"), []).append(path)
    return found


def texts_of(file: Path) -> list[tuple[str, str]]:
    """Title and text of each row long enough to be a note; a missing title is the text's beginning."""
    with file.open(newline="", encoding="utf-8") as rows:
        long_enough = [row for row in csv.DictReader(rows) if len(row["text"]) >= 40]
    return [(_title(row), row["text"][:900]) for row in long_enough]


def _title(row: dict[str, str]) -> str:
    words = (row["title"] or row["text"]).strip().replace("\n", " ")
    return words[:20] if row["lang"] == "zh" else words[:60]


def drafts_of(photos: dict[str, list[Path]], texts: list[tuple[str, str]], product: str) -> list[Draft]:
    """Three notes: two with pictures of the two largest topics, and one text note."""
    largest = sorted(photos, key=lambda topic: (-len(photos[topic]), topic))[:2]
    notes = [
        Draft(title, text, _CATEGORIES.get(topic, "Lifestyle"), photos[topic][:_EACH], f"#{topic}")
        for topic, (title, text) in zip(largest, texts, strict=False)
    ]
    first = notes[0]
    with_product = Draft(first.title, first.body, first.category, first.files, first.topics, product)
    title, text = texts[len(notes)]
    return [with_product, *notes[1:], Draft(title, text, first.category)]


def pushed(at: datetime, handle: str) -> str:
    """Runs the site's own command on the site's own servers."""
    beside = [] if os.environ.get("DATABASE_URL") else ["-m", "embedded.beside_servers"]
    argv = [sys.executable, *beside, "manage.py", "run_pushes", "--at", at.isoformat(), "--reader", handle]
    variables = {**os.environ, "PYTHONPATH": str(_PROJECT / "platform"), "LOG_LEVEL": "WARNING"}
    done = subprocess.run(argv, cwd=_PROJECT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def main() -> None:
    """Walks the round and prints it."""
    asked = argparse.ArgumentParser(description="The whole round, on real photographs and texts.")
    asked.add_argument("--photos", type=Path, required=True)
    asked.add_argument("--texts", type=Path, required=True)
    asked.add_argument("--base", default="http://127.0.0.1:8000")
    asked.add_argument("--product", default="cream", help="words that find a product to speak of")
    options = asked.parse_args()
    drafts = drafts_of(photos_by_topic(options.photos), texts_of(options.texts), options.product)
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {line}", flush=True)

    with sync_playwright() as playwright, launched(playwright) as browser:
        people = []
        for name in ("author", "reader"):
            context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
            people.append(Visitor(name, context.new_page(), options.base))
        Round(people[0], people[1], pushed, say).walk(drafts)
        complaints = [line for person in people for line in person.complaints]
    say("all the way round; the consoles said " + ("; ".join(complaints) or "nothing"))


if __name__ == "__main__":
    main()
