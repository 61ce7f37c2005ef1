"""What the machine says of a note when it is handed in, what the author chose, and what staff rule."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notes import publishing
from notes.classification.decisions import MOST_OF_AN_AUTHOR, decided, record, rule
from notes.classification.models import ClassifierVersion, LabelDecision, NoteVerdict
from notes.classification.proposing import suggest
from notes.classification.tree import NONE
from notes.models import Note
from notes.policy import policy_for
from tests.factories import NOON, category, composition, note, person
from tests.staff.desk import at_desk, waiting_note
from users.models import User

pytestmark = pytest.mark.django_db
By = LabelDecision.By
LOAF = {"title": "Sourdough bread for beginners", "body": "Rye flour and a hot oven."}
LETTER = {"title": "Forward this to ten people", "body": "Send it to all your friends or else lol"}


def hand_in(author: User, **facts: object) -> Note:
    return publishing.submit(author, composition(**facts), policy=policy_for(author), at=NOON)


def edit(row: Note, **facts: object) -> None:
    publishing.edit(row, composition(**facts), policy=policy_for(row.author), at=NOON)


def test_without_a_version_nothing_is_said_and_the_note_may_be_recommended() -> None:
    row = hand_in(person(), **LETTER)
    assert row.is_classifiable
    assert not NoteVerdict.objects.exists()


def test_a_note_keeps_what_the_machine_said_with_confidence_and_words(version: ClassifierVersion) -> None:
    category("food/baking")
    row = hand_in(person(), **LOAF)
    said = NoteVerdict.objects.get(note=row)
    assert (said.proposed.code, said.fits, said.version) == ("food/baking", True, version)
    assert said.confidence > 0.5
    assert said.reasons


def test_the_authors_choice_stands_and_is_what_the_next_version_learns(version: ClassifierVersion) -> None:
    author, travel = person(), category("travel")
    row = hand_in(author, **LOAF, category=travel)
    row.refresh_from_db()
    assert (row.category, row.is_classifiable) == (travel, True)
    kept = LabelDecision.objects.get()
    assert (kept.note, kept.category, kept.by, kept.person) == (row, travel, By.AUTHOR, author)


def test_what_fits_nowhere_is_not_recommended_and_still_seen(version: ClassifierVersion) -> None:
    row = hand_in(person(level=4), **LETTER)
    publishing.approve(row, at=NOON)
    row.refresh_from_db()
    assert not row.is_classifiable
    assert row in Note.objects.visible_to(person())
    assert row not in Note.objects.recommendable()


def test_a_note_rewritten_into_one_that_fits_may_be_recommended_again(version: ClassifierVersion) -> None:
    row = hand_in(person(), **LETTER)
    edit(row, **LOAF)
    row.refresh_from_db()
    assert row.is_classifiable
    assert NoteVerdict.objects.get(note=row).fits


def test_a_choice_that_did_not_change_is_kept_once(version: ClassifierVersion) -> None:
    row = hand_in(person(), **LOAF)
    edit(row, **LOAF)
    assert LabelDecision.objects.count() == 1


def test_what_staff_ruled_stands_whatever_the_author_edits(version: ClassifierVersion) -> None:
    row, baking = hand_in(person(), **LOAF), category("food/baking")
    rule(row, baking, person=person(), at=NOON)
    edit(row, **LETTER, category=category("travel"))
    row.refresh_from_db()
    assert (row.category, row.is_classifiable) == (baking, True)


def test_staff_may_rule_that_a_note_fits_nowhere(version: ClassifierVersion) -> None:
    row = hand_in(person(), **LOAF)
    rule(row, None, person=person(), at=NOON)
    edit(row, **LOAF)
    row.refresh_from_db()
    assert not row.is_classifiable
    assert row.category is not None


def test_a_very_short_text_says_nothing(version: ClassifierVersion) -> None:
    assert suggest(["bun", ""]) is None


def test_a_suggestion_takes_two_queries(version: ClassifierVersion) -> None:
    suggest(list(LOAF.values()))
    with CaptureQueriesContext(connection) as asked:
        suggest(list(LOAF.values()))
    assert len(asked) == 2


def test_setting_the_category_at_the_desk_teaches_the_next_version() -> None:
    row, home = waiting_note(), category("home")
    deed = reverse("admin:moderation_waitingnote_deed", args=["set_category"])
    at_desk().post(deed, {"_selected_action": row.pk, "confirmed": "1", "category": home.pk})
    kept = LabelDecision.objects.get()
    assert (kept.note, kept.category, kept.by) == (row, home, By.STAFF)


def test_calling_a_note_a_misfit_at_the_desk_takes_it_out_of_the_feed() -> None:
    row = note()
    at_desk().post(reverse("admin:notes_note_deed", args=["fits_nowhere"]), {"_selected_action": row.pk})
    row.refresh_from_db()
    assert not row.is_classifiable
    assert LabelDecision.objects.get().category is None


def test_staffs_word_stands_above_the_authors_in_what_is_learned() -> None:
    row, home = note(title="Fern", body="Water it."), category("home")
    record(row, home, by=By.STAFF, person=None, at=NOON)
    record(row, row.category, by=By.AUTHOR, person=row.author, at=NOON)
    assert list(decided()) == [("Fern\nWater it.", "home")]


def test_a_ruling_that_a_note_fits_nowhere_is_learned_too() -> None:
    row = note(title="Haha", body="Lol.")
    record(row, None, by=By.STAFF, person=None, at=NOON)
    assert list(decided()) == [("Haha\nLol.", NONE)]


def test_nobody_teaches_the_machine_alone_and_misfits_teach_nothing() -> None:
    author = person()
    for _ in range(MOST_OF_AN_AUTHOR + 3):
        row = note(author)
        record(row, row.category, by=By.AUTHOR, person=author, at=NOON)
    misfit = note(is_classifiable=False)
    record(misfit, misfit.category, by=By.AUTHOR, person=misfit.author, at=NOON)
    assert len(list(decided())) == MOST_OF_AN_AUTHOR
