"""Asking an editor whether a note fits a category after all: once a wording, answered once, told to the author."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from notes import publishing
from notes.classification import appealing
from notes.classification.appealing import AppealRefused
from notes.classification.models import CategoryAppeal, ClassifierVersion, LabelDecision
from notes.models import Note
from notes.policy import policy_for
from push import notices
from push.models import InboxItem
from tests.factories import NOON, category, composition, note, person
from tests.staff.desk import at_desk
from users.models import User

pytestmark = pytest.mark.django_db
LETTER = {"title": "Forward this to ten people", "body": "Send it to all your friends or else lol"}
LOAF = {"title": "Sourdough bread for beginners", "body": "Rye flour and a hot oven."}


def misfit(**facts: object) -> Note:
    return note(is_classifiable=False, **{**LETTER, **facts})


def edit(row: Note, **facts: object) -> None:
    publishing.edit(row, composition(**facts), policy=policy_for(row.author), at=NOON)
    row.refresh_from_db()


def at_page(author: User) -> Client:
    client = Client()
    client.force_login(author)
    return client


def address(row: Note) -> str:
    return reverse("notes:category_appeal", args=[row.public_id])


def test_the_author_asks_on_a_page_and_reads_that_an_editor_will_look() -> None:
    row = misfit()
    assert "Ask an editor" in at_page(row.author).get(address(row)).content.decode()
    answer = at_page(row.author).post(address(row), {"words": "  It is  a recipe. "})
    assert answer["Location"] == row.get_absolute_url()
    assert CategoryAppeal.objects.get().words == "It is a recipe."
    assert "You asked an editor" in at_page(row.author).get(row.get_absolute_url()).content.decode()


def test_nobody_asks_about_somebody_elses_note() -> None:
    row = misfit()
    assert at_page(person()).post(address(row), {"words": "Mine."}).status_code == 404
    assert not CategoryAppeal.objects.exists()


@pytest.mark.parametrize("facts", [{"is_classifiable": True}, {"visibility": "followers"}, {"state": "withdrawn"}])
def test_there_is_nothing_to_ask_where_nothing_was_taken(facts: dict[str, object]) -> None:
    row = note(**{"is_classifiable": False, **facts})
    with pytest.raises(AppealRefused):
        appealing.appeal(row, "", at=NOON)
    assert not CategoryAppeal.objects.exists()


def test_the_same_words_are_asked_about_once() -> None:
    row = misfit()
    appealing.appeal(row, "", at=NOON)
    page = at_page(row.author).post(address(row), {"words": "Again."})
    assert (page.status_code, CategoryAppeal.objects.count()) == (422, 1)


def test_other_words_may_be_asked_about_anew(version: ClassifierVersion) -> None:
    row = misfit()
    appealing.appeal(row, "", at=NOON)
    edit(row, title="Send this to eleven people", body="Forward this to all your friends now hahaha")
    appealing.appeal(row, "", at=NOON)
    assert CategoryAppeal.objects.count() == 2


def test_too_long_a_question_is_kept_on_the_page() -> None:
    row, long = misfit(), "why " * 100
    page = at_page(row.author).post(address(row), {"words": long})
    assert page.status_code == 422
    assert long.strip() in page.content.decode()


def test_an_appeal_that_is_upheld_puts_the_note_under_its_category_and_tells_the_author(
    version: ClassifierVersion,
) -> None:
    row, travel = misfit(), category("travel")
    asked = appealing.appeal(row, "", at=NOON)
    deed = reverse("admin:classification_categoryappeal_deed", args=["uphold"])
    facts = {"_selected_action": asked.pk, "confirmed": "1", "category": travel.pk, "words": "You are right."}
    at_desk().post(deed, facts)
    row.refresh_from_db()
    assert (row.category, row.is_classifiable) == (travel, True)
    assert row in Note.objects.recommendable()
    assert LabelDecision.objects.get().category == travel
    assert LogEntry.objects.get().change_message == "Upheld: travel"
    assert "You are right." in at_page(row.author).get(row.get_absolute_url()).content.decode()


def test_an_appeal_that_is_declined_says_why_and_changes_nothing_else() -> None:
    row = misfit()
    asked = appealing.appeal(row, "", at=NOON)
    deed = reverse("admin:classification_categoryappeal_deed", args=["decline"])
    at_desk().post(deed, {"_selected_action": asked.pk, "confirmed": "1", "reason": "It is a chain letter."})
    row.refresh_from_db()
    assert not row.is_classifiable
    assert LabelDecision.objects.get().category is None
    page = at_page(row.author).get(row.get_absolute_url()).content.decode()
    assert "It is a chain letter." in page
    assert address(row) not in page


def test_what_was_declined_may_be_recommended_once_it_says_something_else(version: ClassifierVersion) -> None:
    row = misfit()
    asked = appealing.appeal(row, "", at=NOON)
    appealing.decline(asked, "A chain letter.", by=person(), at=NOON)
    edit(row, **LETTER)
    assert not row.is_classifiable
    edit(row, **LOAF)
    assert row.is_classifiable


def test_the_author_is_told_of_the_answer_once() -> None:
    row = misfit()
    asked = appealing.appeal(row, "", at=NOON)
    notices.settle_category(asked.pk, at=NOON)
    assert not InboxItem.objects.exists()
    appealing.uphold(asked, category("travel"), "", by=person(), at=NOON)
    for _ in range(2):
        notices.settle_category(asked.pk, at=NOON)
    told = InboxItem.objects.get()
    assert (told.reader, told.kind, told.facts["state"]) == (row.author, "category", "upheld")


def test_the_desk_shows_open_appeals_first_and_the_words_that_decided() -> None:
    asked = appealing.appeal(misfit(), "It is a recipe.", at=NOON)
    answered = appealing.appeal(misfit(), "", at=NOON)
    appealing.decline(answered, "No.", by=person(), at=NOON)
    rows = at_desk().get(reverse("admin:classification_categoryappeal_changelist")).context["cl"].result_list
    assert [row.pk for row in rows] == [asked.pk]
    page = at_desk().get(reverse("admin:classification_categoryappeal_change", args=[asked.pk])).content.decode()
    assert "It is a recipe." in page


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_answer_at_once_one_is_told_that_a_colleague_was_faster() -> None:
    asked, editors, start = appealing.appeal(misfit(), "", at=NOON), [person(), person()], Barrier(2)

    def answer(editor: User) -> str:
        try:
            row = CategoryAppeal.objects.select_related("note").get(pk=asked.pk)
            start.wait(20)
            appealing.decline(row, "No.", by=editor, at=NOON)
        except AppealRefused:
            return "refused"
        finally:
            connection.close()
        return "answered"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, editors)) == ["answered", "refused"]
    assert LabelDecision.objects.count() == 1


def test_without_the_constraint_of_the_table_two_appeals_about_the_same_words_would_stand() -> None:
    """The row itself refuses; the deed only says it in words."""
    row = misfit()
    first = appealing.appeal(row, "", at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryAppeal.objects.create(note=row, said_of=first.said_of, asked_at=NOON)
