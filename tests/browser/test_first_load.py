"""The first page is light and does not jump. How fast it is, tests/browser/first_load.py measures."""

from playwright.sync_api import Browser

from tests.browser.loading import first_load
from tests.factories import category, note, person

# gzip, all files together.
SCRIPTS, STYLES, SHIFT = 60_000, 40_000, 0.05


def test_the_first_page_is_light_and_keeps_its_places(chromium: Browser, live_server, transactional_db):
    authors = [person() for _ in range(6)]
    for number in range(30):
        note(authors[number % 6], title=f"Loaf {number} " * (1 + number % 4), category=category("food"))
    found = first_load(chromium, f"{live_server.url}/", is_slow=False)
    assert 0 < found.script_bytes < SCRIPTS
    assert 0 < found.style_bytes < STYLES
    assert found.cls < SHIFT
