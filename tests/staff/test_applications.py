"""Who asks to join, at the staff's desk."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, person
from tests.staff.desk import at_desk, staff
from users import applying
from users.models import Application, User

pytestmark = pytest.mark.django_db
LIST = "/admin/users/application/"


def _applicant(handle: str, *, minutes: int = 0, host: User | None = None) -> Application:
    who = person(handle, is_active=False)
    return applying.hand_in(who, f"{handle} bakes.", host=host, at=NOON + timedelta(minutes=minutes))


def _ask(client: Client, name: str, *rows: Application, **facts: str):
    asked = {"_selected_action": [row.pk for row in rows], **facts}
    return client.post(reverse("admin:users_application_deed", args=[name]), asked)


def _verdicts() -> list[str]:
    return list(Application.objects.order_by("pk").values_list("verdict", flat=True))


def _with_right(*codes: str) -> Client:
    who = person(is_staff=True)
    who.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return at_desk(who)


def test_the_list_shows_who_waits_in_the_order_of_the_queue() -> None:
    second, first = _applicant("second", minutes=1), _applicant("first")
    guest, done = _applicant("guest", minutes=2, host=person("dr_lin")), _applicant("done")
    applying.accept(done, by=person(), at=NOON)
    page = at_desk().get(LIST).content.decode()
    places = [page.index(f"{row.person.handle} bakes.") for row in (guest, first, second)]
    assert places == sorted(places)
    assert "done bakes." not in page
    assert "done bakes." in at_desk().get(f"{LIST}?verdict__exact=accepted").content.decode()


def test_letting_in_asks_once_more_and_then_lets_all_of_them_in() -> None:
    rows = [_applicant("mina"), _applicant("noor")]
    desk = at_desk()
    page = _ask(desk, "accept", *rows).content.decode()
    assert "@mina" in page
    assert "@noor" in page
    assert _verdicts() == ["", ""]
    _ask(desk, "accept", *rows, confirmed="1")
    assert _verdicts() == ["accepted", "accepted"]
    assert User.objects.get(handle="mina").is_active
    assert list(LogEntry.objects.values_list("change_message", flat=True)) == ["Accepted", "Accepted"]


def test_a_no_needs_its_reason_for_one_as_for_many() -> None:
    rows = [_applicant("mina"), _applicant("noor")]
    desk = at_desk()
    refused = _ask(desk, "refuse", *rows, confirmed="1", reason=" ", again="week")
    assert (refused.status_code, _verdicts()) == (400, ["", ""])
    _ask(desk, "refuse", *rows, confirmed="1", reason="Tell us more.", again="week")
    assert _verdicts() == ["refused", "refused"]
    assert set(Application.objects.values_list("reason", flat=True)) == {"Tell us more."}
    assert LogEntry.objects.first().change_message == "Refused: Tell us more."


@pytest.mark.parametrize(("again", "days"), [("now", 0), ("week", 7), ("not", None)])
def test_staff_choose_when_one_may_ask_again(again: str, days: int | None) -> None:
    row = _applicant("mina")
    _ask(at_desk(), "refuse", row, confirmed="1", reason="Tell us more.", again=again)
    row.refresh_from_db()
    assert row.decided_at is not None
    assert row.again_at == (None if days is None else row.decided_at + timedelta(days=days))


def test_a_choice_nobody_offered_is_refused() -> None:
    row = _applicant("mina")
    assert _ask(at_desk(), "refuse", row, confirmed="1", reason="No.", again="never").status_code == 400
    assert _verdicts() == [""]


def test_the_slower_of_two_is_told_and_changes_nothing() -> None:
    row, desk = _applicant("mina"), at_desk()
    applying.refuse(row, "Tell us more.", again_in=None, by=person(), at=NOON)
    _ask(desk, "accept", row, confirmed="1")
    page = desk.get(LIST).content.decode()
    assert "@mina: Somebody else has decided this, or the person took it back." in page
    assert not User.objects.get(handle="mina").is_active
    assert not LogEntry.objects.exists()


def test_deciding_is_a_right_of_its_own() -> None:
    row = _applicant("mina")
    reader, other = _with_right("view_application"), _with_right("change_application", "change_user")
    decider = _with_right("decide_application")
    assert reader.get(LIST).status_code == decider.get(LIST).status_code == 200
    assert _ask(reader, "accept", row, confirmed="1").status_code == 403
    assert _ask(other, "accept", row, confirmed="1").status_code == 403
    assert _verdicts() == [""]
    _ask(decider, "accept", row, confirmed="1")
    assert _verdicts() == ["accepted"]


def test_the_sidebar_counts_who_waits() -> None:
    _applicant("mina")
    page = at_desk().get("/admin/").content.decode()
    assert "/admin/users/application/" in page
    assert "/admin/users/application/" not in _with_right("view_user").get("/admin/").content.decode()


def test_the_button_that_restores_lets_no_applicant_in() -> None:
    row = _applicant("mina")
    facts = {"_selected_action": row.person_id, "confirmed": "1", "reason": "A slip"}
    at_desk(staff()).post(reverse("admin:users_user_deed", args=["restore"]), facts)
    assert not User.objects.get(handle="mina").is_active
    assert _verdicts() == [""]
