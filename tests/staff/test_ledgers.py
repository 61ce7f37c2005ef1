"""Nobody edits a ledger, and what libraries would show on their own is not shown."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse

from moderation.models import Decision
from push.models import LedgerLine, PlannedPush
from shop.models import Evidence
from tests.factories import evidence, person, product
from tests.staff.desk import at_desk, staff
from users.models import GrowthEntry

pytestmark = pytest.mark.django_db
LEDGERS: list[type[Model]] = [GrowthEntry, Evidence, Decision, LogEntry, PlannedPush, LedgerLine]


@pytest.mark.parametrize("model", LEDGERS, ids=lambda model: model._meta.label)
def test_even_a_superuser_may_only_read_a_ledger(model: type[Model]) -> None:
    request = RequestFactory().get("/")
    request.user = staff()
    its = admin.site._registry[model]
    assert its.has_view_permission(request)
    assert not its.has_add_permission(request)
    assert not its.has_change_permission(request)
    assert not its.has_delete_permission(request)


def test_a_line_of_evidence_cannot_be_posted_over() -> None:
    line = evidence(product(), text="It lasted all winter.")
    address = reverse("admin:shop_evidence_change", args=[line.pk])
    assert at_desk().post(address, {"text": "Buy it."}).status_code == 403
    line.refresh_from_db()
    assert line.text == "It lasted all winter."


def test_nothing_can_be_deleted_from_a_list() -> None:
    admins = list(admin.site._registry.values())
    request = RequestFactory().get("/")
    request.user = staff()
    assert [its.model for its in admins if its.has_delete_permission(request)] == []


def test_the_page_of_a_person_shows_twenty_lines_of_the_ledger_and_no_more() -> None:
    mina = person()
    for number in range(30):
        GrowthEntry.objects.create(person=mina, reason="followed", source=f"person:{number}")
    page = at_desk().get(reverse("admin:users_user_change", args=[mina.pk]))
    shown = page.context["inline_admin_formsets"][0].formset.queryset
    assert [line.source for line in shown] == [f"person:{number}" for number in range(29, 9, -1)]


def test_the_staff_log_shows_who_did_what() -> None:
    who = staff(name="Wren")
    client = at_desk(who)
    made = person()
    client.post(
        reverse("admin:users_user_deed", args=["suspend"]),
        {"_selected_action": made.pk, "confirmed": "1", "reason": "Three copied notes"},
    )
    page = client.get(reverse("admin:admin_logentry_changelist")).content.decode()
    assert "Suspended: Three copied notes" in page
    assert "Wren" in page
