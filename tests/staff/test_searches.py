"""Staff's desks for searching, in the admin: words that mean the same, and what keeps off the list of hot searches."""

import pytest
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from search import synonyms
from search.hot import listed
from search.models import HiddenSearch, HotSearch, SynonymChange, SynonymGroup
from tests.factories import NOON
from tests.staff.desk import at_desk, staff

pytestmark = pytest.mark.django_db


def _deed(model: type[Model], name: str, row: Model, **facts: str) -> HttpResponse:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_deed", args=[name])
    return at_desk().post(address, {"_selected_action": row.pk, **facts})


def _put(client: Client, address: str, words: str) -> HttpResponse:
    """Sends a group as the page of the admin does, with the empty head of the versions below it."""
    return client.post(address, {"words": words, "changes-TOTAL_FORMS": "0", "changes-INITIAL_FORMS": "0"})


def _group(*words: str) -> SynonymGroup:
    return synonyms.keep(SynonymGroup(), words, staff_id=staff().pk, at=NOON)


def test_a_new_group_is_its_first_version_with_who_wrote_it() -> None:
    who = staff()
    answer = _put(at_desk(who), reverse("admin:search_synonymgroup_add"), "护手霜\nhand cream\n\nhand cream")
    assert answer.status_code == 302
    change = SynonymChange.objects.get()
    assert (change.version, change.words, change.staff) == (1, ["护手霜", "hand cream"], who)


def test_changed_words_are_the_next_version_and_the_first_one_stands_below() -> None:
    group = _group("护手霜", "hand cream")
    address = reverse("admin:search_synonymgroup_change", args=[group.pk])
    assert "护手霜\nhand cream" in at_desk().get(address).content.decode().replace("\r", "")
    assert _put(at_desk(), address, "护手霜\nhand lotion").status_code == 302
    group.refresh_from_db()
    assert (group.version, synonyms.words_of(group)) == (2, ["护手霜", "hand lotion"])
    assert "护手霜 · hand cream" in at_desk().get(address).content.decode()


@pytest.mark.parametrize("words", ["", "bread", "!\n?", "x" * 61 + "\nbread", "\n".join(f"word{n}" for n in range(21))])
def test_words_that_make_no_group_are_sent_back_as_they_were_typed(words: str) -> None:
    group = _group("护手霜", "hand cream")
    address = reverse("admin:search_synonymgroup_change", args=[group.pk])
    answer = _put(at_desk(), address, words)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["words"]
    assert synonyms.words_of(group) == ["护手霜", "hand cream"]
    assert SynonymChange.objects.count() == 1


def test_a_group_is_taken_out_of_use_and_used_again() -> None:
    group = _group("护手霜", "hand cream")
    _deed(SynonymGroup, "retire", group)
    assert synonyms.meanings(["护手霜"]) == {}
    _deed(SynonymGroup, "revive", group)
    assert synonyms.meanings(["护手霜"]) == {"护手霜": ["hand cream"]}
    assert list(SynonymChange.objects.order_by("version").values_list("is_active", flat=True)) == [True, False, True]


def test_a_group_is_found_by_one_of_its_words() -> None:
    group = _group("护手霜", "Hand cream")
    _group("bread", "loaf")
    found = at_desk().get(reverse("admin:search_synonymgroup_changelist"), {"q": "hand  CREAM"}).context["cl"]
    assert [row.pk for row in found.result_list] == [group.pk]


def test_a_hot_search_is_kept_off_with_a_reason_and_let_on_again() -> None:
    line = HotSearch.objects.create(text="bread", people=9, hours=3, counted_at=NOON)
    assert _deed(HotSearch, "hide", line, confirmed="1").status_code == 400
    assert [row.text for row in listed(at=NOON).lines] == ["bread"]
    _deed(HotSearch, "hide", line, confirmed="1", reason="Names a person.")
    assert listed(at=NOON).lines == []
    row = HiddenSearch.objects.get()
    assert (row.form, row.reason) == ("bread", "Names a person.")
    _deed(HiddenSearch, "let_on", row)
    assert not HiddenSearch.objects.exists()


@pytest.mark.parametrize("model", [HotSearch, HiddenSearch])
def test_the_lists_of_searches_are_read_and_never_written_by_hand(model: type[Model]) -> None:
    HotSearch.objects.create(text="bread", people=9, hours=3, counted_at=NOON)
    row = model.objects.first() or HiddenSearch.objects.create(form="bread", reason="No.")  # type: ignore[attr-defined]
    address = reverse(f"admin:search_{model._meta.model_name}_change", args=[row.pk])
    assert at_desk().get(address).status_code == 200
    assert at_desk().post(address, {"text": "rye"}).status_code == 403
    assert at_desk().get(reverse(f"admin:search_{model._meta.model_name}_add")).status_code == 403
