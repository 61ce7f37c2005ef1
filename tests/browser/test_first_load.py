"""The first page is light and does not jump. How fast it is, tests/browser/first_load.py measures."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, expect

from common.pictures import prepare_picture
from notes.covers import cover_facts
from notes.models import Form, Picture
from tests.browser.loading import first_load
from tests.browser.pictures import draw
from tests.factories import category, note, person

# gzip, all files together.
# A page is not painted before its cards are placed, so what is left of the 0.05 is an icon's breadth.
SCRIPTS, STYLES, SHIFT = 60_000, 40_000, 0.005


def test_the_first_page_is_light_and_keeps_its_places(chromium: Browser, live_server, transactional_db):
    authors = [person() for _ in range(6)]
    for number in range(30):
        note(authors[number % 6], title=f"Loaf {number} " * (1 + number % 4), category=category("food"))
    found = first_load(chromium, f"{live_server.url}/", is_slow=False)
    assert 0 < found.script_bytes < SCRIPTS
    assert 0 < found.style_bytes < STYLES
    assert found.cls < SHIFT


@pytest.fixture
def wall(transactional_db, tmp_path: Path) -> None:
    """Eight notes with one picture, each 3:4 and as sharp as a telephone makes them."""
    source, stem = draw(tmp_path / "loaf.jpg", 1), "p/zz/wall"
    Path(default_storage.path(stem)).parent.mkdir(parents=True, exist_ok=True)
    made = prepare_picture(source, Path(default_storage.path("")), stem=stem)
    shown = Picture(stem=stem, width=1200, height=1600, colour=made.colour, placeholder=made.placeholder, alt="A loaf")
    for _ in range(8):
        note(form=Form.PICTURES, cover=dict(cover_facts(shown)))


@pytest.mark.parametrize(("width", "dots"), [(390, 2), (430, 3), (1440, 1)])
def test_a_card_fetches_the_small_picture_where_it_is_sharp_enough(
    chromium: Browser, live_server, wall: None, width: int, dots: int
):
    with chromium.new_page(viewport={"width": width, "height": 900}, device_scale_factor=dots) as page:
        page.goto(f"{live_server.url}/")
        for cover in page.locator(".cover__picture").all()[:4]:
            expect(cover).to_have_js_property("complete", True)
            assert cover.evaluate("picture => picture.currentSrc").endswith("/p/zz/wall-360.webp")


# Whether the width that `sizes` promises for this viewport, laid out by the browser, is that of the picture. Packing
# follows a change of width by a frame, so it is asked until it is.
_KEEPS_ITS_PROMISE = """width => {
  const picture = document.querySelector(".cover__picture");
  const rules = picture.sizes.split(/, (?=\\(min|calc)/).map(rule => rule.match(/^((?:\\(.*?\\) )?)(calc.*)$/));
  const ruler = document.createElement("div");
  ruler.style.width = rules.find(([, when]) => !when || matchMedia(when.trim()).matches)[2];
  document.body.append(ruler);
  const promised = ruler.getBoundingClientRect().width;
  ruler.remove();
  return innerWidth === width && Math.abs(promised - picture.getBoundingClientRect().width) < 3;
}"""


def test_a_card_tells_the_browser_how_wide_its_picture_will_be(chromium: Browser, live_server, wall: None):
    with chromium.new_page() as page:
        page.goto(f"{live_server.url}/")
        for width in (320, 390, 767, 768, 1023, 1024, 1279, 1280, 1440, 1599, 1600, 2200):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(_KEEPS_ITS_PROMISE, arg=width)


def test_cards_stand_in_two_columns_when_a_wide_window_becomes_narrow(chromium: Browser, live_server, wall: None):
    with chromium.new_page(viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{live_server.url}/")
        expect(page.locator(".masonry--packed")).to_have_count(1)
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function("[...document.querySelectorAll('.card')].every(card => card.offsetWidth === 173)")
