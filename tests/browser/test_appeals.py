"""An appeal in real browsers: asked on the page of growth, answered at the staff's desk, read by who asked."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.factories import NOON
from users import violations
from users.models import Appeal, GrowthEntry, Kind

WHY = "It was a recipe, nobody paid for it."
ANSWER = "You are right, the label was not needed."


@pytest.fixture
def mina(member):
    """Somebody with an upheld violation in their ledger."""
    who = member("mina_reads", name="Mina", level=6)
    violations.uphold(who.pk, source="note:bad", words="An advertisement without its label.", at=NOON)
    return who


def ask(visitor):
    """Mina asks about the line of her violation."""
    asking = visitor("mina").log_in("mina_reads", PASSWORD).go("/me/growth/")
    asking.page.get_by_role("link", name="Appeal: a violation of the rules was upheld").click()
    asking.page.get_by_role("textbox").last.fill(WHY)
    asking.page.get_by_role("button", name="Send the appeal").click()
    asking.page.wait_for_url(asking.base + "/me/growth/")
    expect(asking.page.get_by_text("Appeal with staff")).to_be_visible()
    return asking


def open_at_desk(visitor, member):
    """A member of staff opens the appeal."""
    member("agnes_staff", kind=Kind.STAFF, is_staff=True, is_superuser=True)
    desk = visitor("agnes").log_in("agnes_staff", PASSWORD).go(f"/admin/users/appeal/{Appeal.objects.get().pk}/change/")
    expect(desk.page.locator("#appeal_form").get_by_text(WHY)).to_be_visible()
    return desk


def test_an_appeal_is_asked_granted_and_read(visitor, member, mina):
    asking = ask(visitor)
    desk = open_at_desk(visitor, member)
    desk.page.get_by_role("button", name="Grant").click()
    desk.page.locator("[name=answer]").fill(ANSWER)
    desk.page.locator("[name=strikes_line]").check(force=True)
    desk.page.get_by_role("button", name="Grant").click()
    expect(desk.page.get_by_role("button", name="Grant")).to_have_count(0)
    asking.go("/me/growth/")
    expect(asking.page.locator(".growth", has_text="An appeal was granted")).to_contain_text(ANSWER)
    expect(asking.page.locator(".growth--struck")).to_contain_text("An advertisement without its label.")
    assert not GrowthEntry.objects.standing().filter(person=mina, reason="violation").exists()


def test_an_appeal_is_declined_with_its_reason_and_the_line_stands(visitor, member, mina):
    asking = ask(visitor)
    desk = open_at_desk(visitor, member)
    desk.page.get_by_role("button", name="Decline").click()
    desk.page.locator("[name=reason]").fill("The brand was named and had paid.")
    desk.page.get_by_role("button", name="Decline").click()
    expect(desk.page.get_by_role("button", name="Decline")).to_have_count(0)
    asking.go("/me/growth/")
    line = asking.page.locator(".growth", has_text="An appeal was declined")
    expect(line).to_contain_text("The brand was named and had paid.")
    expect(asking.page.locator(".growth--struck")).to_have_count(0)
    assert GrowthEntry.objects.standing().filter(person=mina, reason="violation").exists()
