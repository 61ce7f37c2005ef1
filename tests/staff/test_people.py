"""What staff do about people."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from notes.models import Note
from tests.factories import category, note, person
from tests.staff.desk import at_desk, staff
from users.models import GrowthEntry, Kind, User

pytestmark = pytest.mark.django_db


def _ask(client: Client, name: str, who: User, **facts: object) -> None:
    asked = {"_selected_action": who.pk, "confirmed": "1", **facts}
    client.post(reverse("admin:users_user_deed", args=[name]), asked)
    who.refresh_from_db()


def test_a_suspended_person_is_logged_out_and_their_notes_are_gone() -> None:
    mina = person()
    row, reader = note(mina), Client()
    reader.force_login(mina)
    _ask(at_desk(), "suspend", mina, reason="Three copied notes")
    assert not mina.is_active
    assert not Note.objects.public().filter(pk=row.pk).exists()
    assert reader.get(reverse("about")).wsgi_request.user.is_anonymous
    assert LogEntry.objects.get().change_message == "Suspended: Three copied notes"


def test_a_restored_person_is_back() -> None:
    mina = person(is_active=False)
    _ask(at_desk(), "restore", mina, reason="It was a mistake")
    assert mina.is_active


def test_nobody_is_suspended_without_a_reason() -> None:
    mina = person()
    _ask(at_desk(), "suspend", mina, reason="")
    assert mina.is_active


def test_staff_cannot_be_suspended() -> None:
    who = staff()
    _ask(at_desk(who), "suspend", who, reason="A slip")
    assert who.is_active
    assert not LogEntry.objects.exists()


def test_an_expert_is_made_with_a_field_and_the_ledger_says_so() -> None:
    mina, food = person(), category("food")
    _ask(at_desk(), "make_expert", mina, vertical=food.pk)
    assert (mina.kind, mina.vertical) == (Kind.EXPERT, food)
    assert GrowthEntry.objects.filter(person=mina, reason="staff", source="expert:food").count() == 1


def test_a_brands_account_becomes_no_expert() -> None:
    shop = person(kind=Kind.BRAND)
    _ask(at_desk(), "make_expert", shop, vertical=category("food").pk)
    assert (shop.kind, shop.vertical) == (Kind.BRAND, None)


def test_level_kind_and_handle_cannot_be_typed_over() -> None:
    mina = person("mina_reads")
    address = reverse("admin:users_user_change", args=[mina.pk])
    lines = {"growth-TOTAL_FORMS": "0", "growth-INITIAL_FORMS": "0"}
    at_desk().post(address, {"name": "Mina", "handle": "somebody", "level": "9", "kind": "staff", **lines})
    mina.refresh_from_db()
    assert (mina.name, mina.handle, mina.level, mina.kind) == ("Mina", "mina_reads", 0, Kind.MEMBER)


def test_rights_are_given_by_superusers_only() -> None:
    clerk = staff()
    User.objects.filter(pk=clerk.pk).update(is_superuser=False)
    page = at_desk(staff()).get(reverse("admin:users_user_change", args=[clerk.pk]))
    assert "is_superuser" in page.context["adminform"].form.fields
    from django.contrib.auth.models import Permission

    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user"]))
    page = at_desk(User.objects.get(pk=clerk.pk)).get(reverse("admin:users_user_change", args=[clerk.pk]))
    assert "is_superuser" not in page.context["adminform"].form.fields
