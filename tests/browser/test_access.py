"""The main pages hold to WCAG 2.2 AA as far as a machine can tell, light and dark, and fit a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect

from notes.models import Like, Note
from shop.models import Product
from tests.browser.conftest import PASSWORD
from tests.factories import NOON, evidence, note, person, product
from users import violations
from users.models import GrowthEntry

# Without preloading: axe would write the stylesheets that ours import into the page as inline styles, which the page's
# policy forbids. The one rule that reads them, about pages locked to one orientation, is asked of the files below.
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": False,
}
_OPEN_TO_ALL = (
    "/",
    "/shop/",
    "/topics/",
    "/about/",
    "/about/levels/",
    "/search/?q=loaf",
    "/search/?q=oat+hand+cream",
    "/search/?q=zzzz+loaf",
    "/search/",
    "/accounts/login/",
    "/accounts/signup/",
    "/nowhere/",
    "/offline/",
)
_OWN = (
    "/publish/",
    "/inbox/",
    "/inbox/settings/",
    "/settings/",
    "/settings/interests/",
    "/settings/privacy/",
    "/me/growth/",
    "/search/history/",
    "/@jonas_bakes/",
    "/welcome/interests/",
)
_WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def furnish() -> tuple[Note, Product]:
    """A note, a product with a figure, and an author worth a page."""
    author = person("jonas_bakes", name="Jonas", bio="Bread, mostly.")
    written = note(author, title="The ninth loaf", body="It finally rose. #sourdough")
    cream = product("Oat hand cream")
    for _ in range(9):
        evidence(cream)
    for number in range(6):
        note(author, title=f"Loaf {number}")
    return written, cream


def test_no_stylesheet_turns_a_page_with_the_device():
    sheets = list((settings.BASE_DIR / "static" / "css").rglob("*.css"))
    assert len(sheets) > 20
    assert [sheet.name for sheet in sheets if "orientation" in sheet.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_the_main_pages_have_no_fault_a_machine_can_find(visitor, member, scheme, width):
    written, cream = furnish()
    member("mina_reads", name="Mina")
    reader = visitor(viewport={"width": width, "height": 900}, color_scheme=scheme)
    addresses = [written.get_absolute_url(), cream.get_absolute_url()]
    faults = [fault for path in (*_OPEN_TO_ALL, *addresses) for fault in _faults(reader, path)]
    reader.log_in("mina_reads", PASSWORD)
    faults += [fault for path in (*_OWN, *addresses) for fault in _faults(reader, path)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_growth_have_no_fault_a_machine_can_find(visitor, member, scheme, width):
    mina = member("mina_reads", name="Mina", level=2)
    for reason, source in (("published", "note:a"), ("note_base", "note:a"), ("level", "level:2")):
        GrowthEntry.objects.create(person=mina, reason=reason, source=source, points=5)
    violations.uphold(mina.pk, source="note:b", words="An advertisement without its label.", at=NOON)
    for number in range(3):
        Like.objects.create(note=note(mina, title=f"Loaf {number}", like_count=1), person=person(), created_at=NOON)
    reader = visitor(viewport={"width": width, "height": 900}, color_scheme=scheme).log_in("mina_reads", PASSWORD)
    paths = ("/me/growth/", "/about/levels/", "/me/growth/appeal/?reason=level&source=level:2", "/@mina_reads/")
    faults = [fault for path in paths for fault in _faults(reader, path)]
    reader.go(paths[2]).page.get_by_role("button", name="Send the appeal").click()
    expect(reader.page.locator(".field--wrong")).to_be_visible()
    faults += _faults_here(reader.page, "an appeal without words")
    assert not faults, "\n".join(faults)


def _faults(reader, path: str) -> list[str]:
    page = reader.go(path).page
    page.wait_for_load_state("networkidle")
    return _faults_here(page, path)


def _faults_here(page: Page, path: str) -> list[str]:
    found = [
        f"{path}: {violation['id']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in Axe().run(page, options=_RULES).response["violations"]
        for node in violation["nodes"]
    ]
    wide = page.evaluate(_WIDTH)
    return [*found, *([f"{path}: {wide} px wider than the screen"] if wide > 0 else [])]
