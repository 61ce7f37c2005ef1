"""Every list of the admin is quick at a million rows: nothing is counted, nothing skipped, nothing asked per row."""

from collections import Counter

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import connection
from django.db.models import Model
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.models import Category
from common.staff import FastAdmin, UncountedPaginator
from moderation.models import Rule
from notes.models import Note
from tests.factories import note, person
from tests.staff.desk import FIXED, MAKERS, at_desk, counts_whole_table, staff, waiting_note
from users.models import Level, User

pytestmark = pytest.mark.django_db
OURS = {"common", "conversations", "users", "shop", "notes", "moderation", "search", "feed", "push"}
SMALL = {Category, Level, Rule}


def _list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _asked(address: str, who: User) -> list[str]:
    client = at_desk(who)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in queries]


def test_every_list_is_one_of_the_quick_kind() -> None:
    assert [model for model, its in admin.site._registry.items() if not isinstance(its, FastAdmin)] == []


def test_every_list_of_this_house_is_tried_below() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label in OURS | {"admin", "auth"}}
    assert registered == set(MAKERS) | FIXED


def _difference(many: list[str], few: list[str]) -> Counter[str]:
    """The beginnings of the statements that were sent more often."""
    return Counter(sql[:120] for sql in many) - Counter(sql[:120] for sql in few)


@pytest.mark.parametrize("model", list(MAKERS), ids=lambda model: model._meta.label)
def test_a_list_asks_no_more_with_a_hundred_rows_than_with_ten_and_counts_nothing(model: type[Model]) -> None:
    who = staff()
    for number in range(10):
        MAKERS[model](number)
    _asked(_list_of(model), who)
    with_ten = _asked(_list_of(model), who)
    for number in range(10, 100):
        MAKERS[model](number)
    _asked(_list_of(model), who)
    with_hundred = _asked(_list_of(model), who)
    assert len(with_hundred) == len(with_ten), _difference(with_hundred, with_ten)
    assert [sql for sql in with_hundred if counts_whole_table(sql)] == []
    assert [sql for sql in with_hundred if "OFFSET" in sql] == []


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    made = {note(title=f"Note number {number}").pk for number in range(95)}
    client = at_desk()
    address, seen = _list_of(Note), []
    while address:
        shown = client.get(address).context["cl"]
        seen += [row.pk for row in shown.result_list]
        address = _list_of(Note) + shown.next_url if shown.next_url else ""
    assert len(seen) == len(made)
    assert set(seen) == made


def test_the_queue_is_read_on_from_where_the_page_ended() -> None:
    made = [waiting_note().pk for _ in range(45)]
    client = at_desk()
    address = reverse("admin:moderation_waitingnote_changelist")
    first = client.get(address).context["cl"]
    second = client.get(address + first.next_url).context["cl"]
    assert [row.pk for row in [*first.result_list, *second.result_list]] == made
    assert second.next_url == ""


def test_a_cursor_nobody_made_leads_to_the_beginning_with_a_word() -> None:
    response = at_desk().get(_list_of(Note), {"after": "not-a-cursor"})
    assert response.status_code == 302
    assert response["Location"].endswith("?e=1")


def test_filters_start_at_the_first_page_again() -> None:
    for _ in range(45):
        note()
    client = at_desk()
    following = client.get(_list_of(Note)).context["cl"].next_url
    page = client.get(_list_of(Note) + following).context["cl"]
    assert "after" not in page.get_query_string({"state__exact": "live"})


def test_a_person_is_found_by_handle_address_or_id() -> None:
    mina = person("mina_reads", email="Mina@Example.org")
    person("jonas_bakes")
    client = at_desk()
    for text in ("mina_r", "@mina_reads", "MINA@example.org", mina.public_id):
        found = client.get(_list_of(User), {"q": text}).context["cl"].result_list
        assert [row.pk for row in found] == [mina.pk]


def test_a_note_is_found_by_its_pasted_address_and_by_its_author() -> None:
    wanted = note(person("mina_reads"))
    note()
    client = at_desk()
    for text in (wanted.public_id, f"https://meadow.example{wanted.get_absolute_url()}", "@mina_reads"):
        found = client.get(_list_of(Note), {"q": text}).context["cl"].result_list
        assert [row.pk for row in found] == [wanted.pk]


def test_pages_behind_autocomplete_fields_are_not_counted_and_end() -> None:
    for _ in range(25):
        person()
    pages = UncountedPaginator(User.objects.get_queryset().order_by("pk"), 20)
    with CaptureQueriesContext(connection) as queries:
        first, second = pages.page(1), pages.page(2)
    assert (len(first), first.has_next(), len(second), second.has_next()) == (20, True, 5, False)
    assert [query["sql"] for query in queries if "COUNT" in query["sql"]] == []


def test_autocomplete_answers_with_people() -> None:
    person("mina_reads")
    asked = {"app_label": "shop", "model_name": "brandmember", "field_name": "person", "term": "mina"}
    answer = at_desk().get(reverse("admin:autocomplete"), asked).json()
    assert [row["text"] for row in answer["results"]] == ["mina_reads"]
    assert answer["pagination"] == {"more": False}


def _boxes(form: object) -> list[str]:
    """Fields that would draw a box over all rows of a table that grows."""
    found = []
    for name, field in form.base_fields.items():  # type: ignore[attr-defined]
        widget = field.widget
        inner = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
        is_choice = isinstance(field, ModelChoiceField) and not isinstance(field, ModelMultipleChoiceField)
        if is_choice and field.queryset.model not in SMALL and not isinstance(inner, AutocompleteSelect):
            found.append(name)
    return found


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_no_form_draws_a_select_box_over_a_big_table(model: type[Model]) -> None:
    request = RequestFactory().get("/")
    request.user = staff()
    its = admin.site._registry[model]
    forms = [
        its.get_form(request, change=not its.has_add_permission(request)),
        *(line.get_formset(request).form for line in its.get_inline_instances(request)),
    ]
    assert [_boxes(form) for form in forms] == [[] for _form in forms]
