"""How the first page feels on a slow phone and a slow line, against a running site; prints one JSON object a round.

python tests/browser/first_load.py [--base http://127.0.0.1:8000] [--path /] [--rounds 3]
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_PROJECT)]

from playwright.sync_api import sync_playwright  # noqa: E402  (the path comes first)

from tests.browser.chromium import launched  # noqa: E402
from tests.browser.loading import first_load  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--path", default="/")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with sync_playwright() as playwright, launched(playwright) as browser:
        for _ in range(asked.rounds):
            found = first_load(browser, f"{asked.base.rstrip('/')}{asked.path}", is_slow=True)
            print(json.dumps(asdict(found)), flush=True)


if __name__ == "__main__":
    main()
