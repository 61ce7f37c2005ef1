"""Asking to join in real browsers: applied, decided at the staff's desk, read by who asked."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from common.clock import now
from tests.browser.conftest import PASSWORD
from tests.browser.test_access import _faults
from tests.factories import person
from users import applying
from users.models import Application, Kind, User

WHY = "I bake every Sunday and would like to read how others do."
REASON = "Tell us a little more about what you bake."


@pytest.fixture
def queue(settings, transactional_db) -> Application:
    """A site that asks, and somebody who was there first."""
    settings.SIGN_UP = "approval"
    return applying.hand_in(person("first_here", is_active=False), "I was first.", at=now() - timedelta(hours=2))


def apply(visitor, handle: str = "mina_reads", **options):
    """Somebody fills in the form and sends it off."""
    asking = visitor(handle, **options).go("/accounts/signup/")
    asking.page.fill("[name=email]", f"{handle}@example.org")
    asking.page.fill("[name=username]", handle)
    asking.page.fill("[name=password1]", PASSWORD)
    asking.page.get_by_label("Why would you like to join?").fill(WHY)
    asking.page.get_by_role("button", name="Apply").click()
    asking.page.wait_for_url(asking.base + "/waiting/")
    return asking


def at_desk(visitor, member):
    member("agnes_staff", kind=Kind.STAFF, is_staff=True, is_superuser=True)
    desk = visitor("agnes").log_in("agnes_staff", PASSWORD).go("/admin/users/application/")
    expect(desk.page.get_by_text(WHY)).to_be_visible()
    row = Application.objects.get(person__handle="mina_reads")
    return desk.go(f"/admin/users/application/{row.pk}/change/")


def test_somebody_applies_is_let_in_and_welcomed(visitor, member, queue):
    asking = apply(visitor)
    expect(asking.page.get_by_text("Place 2 of 2")).to_be_visible()
    desk = at_desk(visitor, member)
    desk.page.get_by_role("button", name="Accept").click()
    expect(desk.page.get_by_text("@mina_reads")).to_be_visible()
    desk.page.get_by_role("button", name="Accept").click()
    expect(desk.page.get_by_text("Accept: 1 done.")).to_be_visible()
    asking.go("/waiting/")
    asking.page.get_by_role("main").get_by_role("link", name="Log in").click()
    asking.fill_log_in("mina_reads", PASSWORD)
    asking.page.wait_for_url(re.compile("/welcome/"))
    expect(asking.page.get_by_text("What do you like to read about?")).to_be_visible()


def test_somebody_is_refused_and_reads_why_in_another_browser(visitor, member, queue):
    apply(visitor)
    desk = at_desk(visitor, member)
    desk.page.get_by_role("button", name="Refuse").click()
    desk.page.locator("[name=reason]").fill(REASON)
    desk.page.locator("[name=again]").select_option("now")
    desk.page.get_by_role("button", name="Refuse").click()
    expect(desk.page.get_by_text("Refuse: 1 done.")).to_be_visible()
    reading = visitor("mina at home").go("/accounts/login/")
    reading.fill_log_in("mina_reads", PASSWORD)
    reading.page.wait_for_url(reading.base + "/waiting/")
    expect(reading.page.get_by_text(REASON)).to_be_visible()
    reading.page.get_by_label("Why would you like to join?").fill("Rye, mostly, and rolls for the choir.")
    expect(reading.page.locator(".counter")).to_have_text("37 / 900")
    reading.page.get_by_role("button", name="Apply again").click()
    expect(reading.page.get_by_text("Place 2 of 2")).to_be_visible()


def test_without_javascript_one_applies_and_takes_it_back(visitor, queue):
    asking = apply(visitor, java_script_enabled=False)
    expect(asking.page.get_by_text("Place 2 of 2")).to_be_visible()
    asking.page.get_by_role("link", name="Take it back and erase my account").click()
    asking.page.get_by_role("button", name="Erase my account").click()
    expect(asking.page.get_by_text("everything you gave us is erased")).to_be_visible()
    assert not User.objects.filter(handle="mina_reads").exists()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_the_pages_of_an_applicant_have_no_fault_a_machine_can_find(visitor, queue, settings, scheme, width):
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    asking = apply(visitor, **options)
    faults = [
        fault for path in ("/waiting/", "/waiting/withdraw/", "/accounts/signup/") for fault in _faults(asking, path)
    ]
    row = Application.objects.get(person__handle="mina_reads")
    applying.refuse(row, REASON, again_in=timedelta(), by=person(is_staff=True), at=now())
    faults += _faults(asking, "/waiting/")
    settings.SIGN_UP = "closed"
    faults += _faults(asking, "/accounts/signup/")
    assert not faults, "\n".join(faults)
