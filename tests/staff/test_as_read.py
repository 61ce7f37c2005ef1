"""Nobody decides of words they did not read: what was changed under a reader's eyes is read again first."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from moderation.models import Decision
from notes import publishing
from notes.models import Note, Picture, State
from notes.policy import policy_for
from notes.revisions import mark_of
from tests.factories import NOON, composition
from tests.staff.desk import at_desk, staff, waiting_note

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:moderation_waitingnote_changelist")


def _deed(name: str) -> str:
    return reverse("admin:moderation_waitingnote_deed", args=[name])


def _seen(page: str, row: Note) -> dict[str, str]:
    found = re.search(rf'name="(seen_{row.pk})" value="(\w+)"', page)
    assert found is not None
    return {found[1]: found[2], "_selected_action": str(row.pk)}


def _rewrite(row: Note, **facts: object) -> None:
    changed = composition(**({"title": row.title, "body": "Other words."} | facts))
    publishing.edit(Note.objects.get(pk=row.pk), changed, policy=policy_for(row.author), at=NOON)


def _as_it_stands(row: Note) -> tuple[str, int, int]:
    return Note.objects.get(pk=row.pk).state, Decision.objects.count(), LogEntry.objects.count()


def test_a_note_edited_after_its_page_was_opened_is_not_approved_unread() -> None:
    row, browser = waiting_note(state=State.IN_REVIEW), at_desk()
    page = browser.get(reverse("admin:moderation_waitingnote_change", args=[row.pk])).content.decode()
    _rewrite(row)
    answer = browser.post(_deed("approve"), _seen(page, row), follow=True)
    assert _as_it_stands(row) == (State.IN_REVIEW, 0, 0)
    assert "It was changed while you read it" in answer.content.decode()


def test_a_note_that_stands_as_it_was_read_is_approved() -> None:
    row, browser = waiting_note(state=State.IN_REVIEW), at_desk()
    page = browser.get(reverse("admin:moderation_waitingnote_change", args=[row.pk])).content.decode()
    browser.post(_deed("approve"), _seen(page, row))
    assert _as_it_stands(row) == (State.LIVE, 1, 1)


def test_what_was_read_goes_through_the_page_that_asks_for_a_reason() -> None:
    row, browser = waiting_note(state=State.IN_REVIEW), at_desk()
    page = browser.get(reverse("admin:moderation_waitingnote_change", args=[row.pk])).content.decode()
    asking = browser.post(_deed("refuse"), _seen(page, row)).content.decode()
    _rewrite(row)
    told = _seen(asking, row) | {"confirmed": "1", "reason": "It promises a cure."}
    browser.post(_deed("refuse"), told)
    assert _as_it_stands(row) == (State.IN_REVIEW, 0, 0)


def test_the_list_approves_what_it_showed_and_nothing_else() -> None:
    same, other, browser = waiting_note(title="Bread"), waiting_note(title="Oil"), at_desk()
    page = browser.get(QUEUE).content.decode()
    marks = {key: text for row in (same, other) for key, text in _seen(page, row).items() if key.startswith("seen_")}
    _rewrite(other, title="Miracle oil")
    browser.post(QUEUE, {"action": "approve", "_selected_action": [same.pk, other.pk], **marks})
    assert [Note.objects.get(pk=row.pk).state for row in (same, other)] == [State.LIVE, State.SUBMITTED]
    assert Decision.objects.count() == 1


def test_everything_an_author_can_change_makes_another_mark() -> None:
    row = waiting_note(author=staff())
    picture = Picture.objects.create(owner=row.author, note=row, alt="A loaf", state=Picture.State.READY)
    marks = {mark_of(row)}
    Picture.objects.filter(pk=picture.pk).update(alt="A loaf and a telephone number")
    marks.add(mark_of(row))
    row.title = "Other words"
    marks.add(mark_of(row))
    row.is_ai_made = True
    marks.add(mark_of(row))
    assert len(marks) == 4
