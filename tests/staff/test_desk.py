"""The queue and its deeds, from the list and from the page of one note."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation.models import Case, Decision
from notes.models import Note, NoteTopic, Picture, State, Topic
from tests.factories import NOON, category, note, person
from tests.staff.desk import at_desk, staff, waiting_note
from users.models import Kind, User

pytestmark = pytest.mark.django_db(transaction=False)
QUEUE = "admin:moderation_waitingnote_changelist"


def _deed(name: str) -> str:
    return reverse("admin:moderation_waitingnote_deed", args=[name])


def _state(row: Note) -> str:
    return Note.objects.get(pk=row.pk).state


def test_the_queue_holds_what_waits_and_whoever_waits_longest_comes_first() -> None:
    late = waiting_note(submitted_at=NOON)
    early = waiting_note(submitted_at=NOON.replace(hour=8), state=State.IN_REVIEW)
    note()
    assert [row.pk for row in at_desk().get(reverse(QUEUE)).context["cl"].result_list] == [early.pk, late.pk]


def test_a_live_note_a_rule_asked_about_waits_too_and_a_withdrawn_one_does_not() -> None:
    live, gone = note(submitted_at=NOON), note(state=State.WITHDRAWN)
    for row in (live, gone):
        Case.objects.create(note=row, reason="Contact details")
    assert [row.pk for row in at_desk().get(reverse(QUEUE)).context["cl"].result_list] == [live.pk]


def test_the_queue_shows_what_the_rules_found() -> None:
    Case.objects.create(note=waiting_note(state=State.IN_REVIEW), reason="Contact details", passage="wechat: mina")
    page = at_desk().get(reverse(QUEUE)).content.decode()
    assert "Contact details" in page
    assert "wechat: mina" in page


def test_approving_from_the_list_publishes_and_is_logged() -> None:
    who, first, second = staff(), waiting_note(), waiting_note(state=State.IN_REVIEW)
    at_desk(who).post(reverse(QUEUE), {"action": "approve", "_selected_action": [first.pk, second.pk]})
    assert [_state(first), _state(second)] == [State.LIVE, State.LIVE]
    assert list(Decision.objects.values_list("verdict", "decided_by").order_by("pk")) == [("approve", who.pk)] * 2
    assert list(LogEntry.objects.values_list("user", "change_message")) == [(who.pk, "Approved")] * 2


def test_refusing_asks_for_a_reason_on_a_page_of_its_own() -> None:
    row = waiting_note(title="Miracle oil")
    page = at_desk().post(reverse(QUEUE), {"action": "refuse", "_selected_action": [row.pk]})
    assert page.status_code == 200
    assert "Miracle oil" in page.content.decode()
    assert _state(row) == State.SUBMITTED


def test_a_refusal_without_a_reason_changes_nothing() -> None:
    row = waiting_note()
    page = at_desk().post(_deed("refuse"), {"_selected_action": row.pk, "confirmed": "1", "reason": "  "})
    assert page.status_code == 400
    assert "reason" in page.context["form"].errors
    assert _state(row) == State.SUBMITTED
    assert not LogEntry.objects.exists()


def test_a_reason_that_is_too_long_is_kept_on_the_page() -> None:
    row, long = waiting_note(), "too long " * 50
    page = at_desk().post(_deed("refuse"), {"_selected_action": row.pk, "confirmed": "1", "reason": long})
    assert page.status_code == 400
    assert long.strip() in page.content.decode()


def test_a_refusal_with_a_reason_reaches_the_author_the_ledger_and_the_log() -> None:
    who, row = staff(), waiting_note()
    Case.objects.create(note=row, reason="Promised cures")
    asked = {"_selected_action": row.pk, "confirmed": "1", "reason": "It promises a cure."}
    assert at_desk(who).post(_deed("refuse"), asked).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.refusal) == (State.REFUSED, "It promises a cure.")
    assert Decision.objects.get().reason == "It promises a cure."
    assert not Case.objects.filter(closed_at=None).exists()
    assert LogEntry.objects.get().change_message == "Refused: It promises a cure."


def test_holding_keeps_a_note_from_readers_until_a_colleague_looked() -> None:
    row = note(person(notes_count=1), submitted_at=NOON)
    at_desk().post(_deed("hold"), {"_selected_action": row.pk, "confirmed": "1", "reason": "Whose picture is it?"})
    assert _state(row) == State.IN_REVIEW
    assert Case.objects.get(note=row, closed_at=None).reason == "Whose picture is it?"


def test_a_note_that_a_colleague_decided_first_is_left_alone_and_said_so() -> None:
    row = waiting_note(state=State.REFUSED)
    page = at_desk().post(_deed("approve"), {"_selected_action": row.pk}, follow=True)
    assert _state(row) == State.REFUSED
    assert [str(message.level_tag) for message in page.context["messages"]] == ["warning"]
    assert not LogEntry.objects.exists()


def test_a_note_whose_pictures_are_being_prepared_waits() -> None:
    row = waiting_note()
    Picture.objects.create(owner=row.author, note=row, state=Picture.State.WAITING)
    at_desk().post(_deed("approve"), {"_selected_action": row.pk})
    assert _state(row) == State.SUBMITTED


def test_the_category_is_set_through_a_form() -> None:
    row, home = waiting_note(), category("home")
    at_desk().post(_deed("set_category"), {"_selected_action": row.pk, "confirmed": "1", "category": home.pk})
    row.refresh_from_db()
    assert row.category == home
    assert LogEntry.objects.get().change_message == "Category: home"


def test_a_live_note_put_under_a_topic_is_counted_there() -> None:
    row = note(submitted_at=NOON)
    at_desk().post(_deed("put_under_topic"), {"_selected_action": row.pk, "confirmed": "1", "topic": "#Sourdough"})
    topic = Topic.objects.get(slug="sourdough")
    assert (topic.name, topic.notes_count) == ("Sourdough", 1)
    assert NoteTopic.objects.filter(note=row, topic=topic).exists()


def test_putting_a_note_under_the_same_topic_twice_changes_nothing() -> None:
    row, client = note(submitted_at=NOON), at_desk()
    asked = {"_selected_action": row.pk, "confirmed": "1", "topic": "sourdough"}
    client.post(_deed("put_under_topic"), asked)
    client.post(_deed("put_under_topic"), asked)
    assert Topic.objects.get().notes_count == 1
    assert LogEntry.objects.count() == 1


def test_the_page_of_a_waiting_note_offers_the_deeds_that_suit_it() -> None:
    row = waiting_note()
    page = at_desk().get(reverse("admin:moderation_waitingnote_change", args=[row.pk]))
    offered = [deed.name for deed, _address in page.context["desk_buttons"]]
    assert offered == ["approve", "refuse", "hold", "set_category", "fits_nowhere", "put_under_topic"]


def test_the_page_of_a_note_asks_no_more_with_many_decisions() -> None:
    row, who = waiting_note(), staff()
    client, address = at_desk(who), reverse("admin:moderation_waitingnote_change", args=[row.pk])
    Decision.objects.create(note=row, verdict="hold", decided_by=who)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(30):
        Decision.objects.create(note=row, verdict="hold", decided_by=person())
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_deeds_are_posts() -> None:
    row = waiting_note()
    assert at_desk().get(_deed("approve"), {"_selected_action": row.pk}).status_code == 404
    assert _state(row) == State.SUBMITTED


def test_the_way_back_leads_nowhere_else() -> None:
    row = waiting_note()
    response = at_desk().post(_deed("approve"), {"_selected_action": row.pk, "back": "https://elsewhere.example/"})
    assert response["Location"] == reverse(QUEUE)


def _reader_of_the_queue() -> User:
    who = person(kind=Kind.STAFF, is_staff=True)
    who.user_permissions.add(Permission.objects.get(codename="view_waitingnote"))
    return who


def test_staff_who_may_only_look_are_offered_no_deed_and_refused_one() -> None:
    row, client = waiting_note(), at_desk(_reader_of_the_queue())
    page = client.get(reverse("admin:moderation_waitingnote_change", args=[row.pk]))
    assert page.context["desk_buttons"] == []
    assert client.post(_deed("approve"), {"_selected_action": row.pk}).status_code == 403
    client.post(reverse(QUEUE), {"action": "approve", "_selected_action": [row.pk]})
    assert _state(row) == State.SUBMITTED


def test_a_reader_finds_no_desk() -> None:
    row = waiting_note()
    response = at_desk(person()).post(_deed("approve"), {"_selected_action": row.pk})
    assert response.status_code == 302
    assert _state(row) == State.SUBMITTED
