"""The machine's verdict carried out, and people's decisions."""

from datetime import timedelta

import pytest

from config.celery import app
from moderation import deciding
from moderation.models import Case, Decision, Rule
from moderation.rules import judge, rulings_in_force
from moderation.tasks import recheck_note, review_note
from notes import publishing
from notes.models import Note, Picture, Revision, State
from notes.policy import policy_for
from notes.publishing import NotReady, WrongState
from tests.factories import NOON, composition, note, person
from users.models import User
from users.privileges import Privilege, level_that_opens

pytestmark = pytest.mark.django_db


def _submitted(author: User | None = None, **facts: object) -> Note:
    return note(author, **({"state": State.SUBMITTED, "published_at": None, "submitted_at": NOON} | facts))


def _trusted() -> User:
    return person(level=level_that_opens(Privilege.PUBLISHED_FIRST))


def _held() -> Note:
    row = _submitted(body="微信：mina_reads")
    deciding.review(row, at=NOON)
    return row


def test_a_note_without_findings_goes_live() -> None:
    row = _submitted()
    deciding.review(row, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.published_at) == (State.LIVE, NOON)
    assert list(Decision.objects.values_list("verdict", "rule", "decided_by")) == [("approve", None, None)]
    assert not Case.objects.exists()


def test_a_finding_holds_a_note_and_opens_a_case_for_a_person() -> None:
    row = _held()
    row.refresh_from_db()
    case = Case.objects.get()
    assert row.state == State.IN_REVIEW
    assert (case.note, case.rule.name, case.closed_at) == (row, "Contact details", None)
    assert "mina_reads" in case.passage


def test_the_author_reads_the_sentence_of_the_rule_in_their_own_language() -> None:
    english, chinese = (
        _submitted(person(language="en"), body="微信：mina_reads"),
        _submitted(person(language="zh-hans"), body="微信：mina_reads"),
    )
    for row in (english, chinese):
        deciding.review(row, at=NOON)
        row.refresh_from_db()
    rule = Rule.objects.get(name="Contact details")
    assert (english.refusal, chinese.refusal) == (rule.sentence_en, rule.sentence_zh)


def test_a_refusing_rule_refuses_at_once_with_its_sentence() -> None:
    row = _submitted(body="Where to buy likes")
    deciding.review(row, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.refusal) == (State.REFUSED, "Likes and followers are neither bought nor traded here.")
    assert not Case.objects.exists()


def test_a_trusted_authors_note_goes_live_first_and_a_case_is_opened() -> None:
    row = _submitted(_trusted(), body="Where to buy likes")
    deciding.review(row, at=NOON)
    row.refresh_from_db()
    assert row.state == State.LIVE
    assert Case.objects.get(note=row).closed_at is None


def test_a_note_is_reviewed_once() -> None:
    row = _submitted()
    deciding.review(row, at=NOON)
    assert deciding.review(Note.objects.get(pk=row.pk), at=NOON) is None
    assert Decision.objects.count() == 1


def test_a_note_whose_pictures_are_being_prepared_is_decided_later() -> None:
    row = _submitted()
    picture = Picture.objects.create(owner=row.author, note=row, state=Picture.State.WAITING)
    review_note(row.pk)
    assert Note.objects.get(pk=row.pk).state == State.SUBMITTED
    assert not Decision.objects.exists()
    Picture.objects.filter(pk=picture.pk).update(state=Picture.State.READY, stem="p/ab/cd", width=3, height=4)
    review_note(row.pk)
    assert Note.objects.get(pk=row.pk).state == State.LIVE


def test_reviewing_a_note_that_is_gone_is_quiet() -> None:
    assert review_note(0) is None


def test_staff_approve_a_held_note_and_its_case_is_closed() -> None:
    row, who = _held(), person()
    deciding.approve(row, by=who, at=NOON + timedelta(hours=1))
    assert Note.objects.get(pk=row.pk).state == State.LIVE
    assert Case.objects.get().closed_at == NOON + timedelta(hours=1)
    assert Decision.objects.latest("pk").decided_by == who


def test_staff_refuse_with_a_reason_the_author_reads() -> None:
    row = _held()
    deciding.refuse(row, by=person(), reason="Take the number out.", at=NOON)
    row.refresh_from_db()
    assert (row.state, row.refusal) == (State.REFUSED, "Take the number out.")
    assert not Case.objects.filter(closed_at=None).exists()


def test_what_may_stay_stays_live_and_its_case_is_closed() -> None:
    row = _submitted(_trusted(), body="Where to buy likes")
    deciding.review(row, at=NOON)
    deciding.approve(row, by=person(), at=NOON)
    assert Note.objects.get(pk=row.pk).state == State.LIVE
    assert not Case.objects.filter(closed_at=None).exists()


def test_a_live_note_nobody_asked_about_is_not_approved_again() -> None:
    row = note()
    with pytest.raises(WrongState):
        deciding.approve(row, by=person(), at=NOON)
    assert not Decision.objects.exists()


def test_two_members_of_staff_do_not_both_decide() -> None:
    row = _held()
    stale = Note.objects.get(pk=row.pk)
    deciding.refuse(row, by=person(), reason="No.", at=NOON)
    with pytest.raises(WrongState):
        deciding.approve(stale, by=person(), at=NOON)
    assert Note.objects.get(pk=row.pk).state == State.REFUSED
    assert Decision.objects.filter(verdict="approve").count() == 0


def test_approving_before_the_pictures_are_ready_changes_nothing() -> None:
    row = _held()
    Picture.objects.create(owner=row.author, note=row, state=Picture.State.WAITING)
    with pytest.raises(NotReady):
        deciding.approve(row, by=person(), at=NOON)
    assert Note.objects.get(pk=row.pk).state == State.IN_REVIEW
    assert Case.objects.get().closed_at is None


def test_held_by_a_person_a_live_note_waits_with_one_case() -> None:
    row, who = note(person(notes_count=1)), person()
    deciding.hold(row, by=who, reason="Whose picture is it?", at=NOON)
    assert Note.objects.get(pk=row.pk).state == State.IN_REVIEW
    assert Case.objects.get(closed_at=None).reason == "Whose picture is it?"
    assert Decision.objects.get().decided_by == who


@pytest.fixture
def eager():
    """What would be left to a worker is done at once."""
    before, app.conf.task_always_eager = app.conf.task_always_eager, True
    yield
    app.conf.task_always_eager = before


def _reworded(capture, row: Note, **words: object) -> Note:
    """The note after an edit and everything the edit set going."""
    with capture(execute=True):
        publishing.edit(row, composition(**words), policy=policy_for(row.author), at=NOON)
    return Note.objects.get(pk=row.pk)


def test_a_live_note_edited_into_forbidden_words_is_refused(django_capture_on_commit_callbacks, eager) -> None:
    row = _reworded(django_capture_on_commit_callbacks, note(person(notes_count=1)), body="Where to buy likes")
    assert (row.state, row.refusal) == (State.REFUSED, "Likes and followers are neither bought nor traded here.")
    assert list(Decision.objects.values_list("verdict", "decided_by")) == [("refuse", None)]


def test_a_live_note_edited_into_something_to_look_at_is_held_and_keeps_what_it_said(
    django_capture_on_commit_callbacks, eager
) -> None:
    before = note(person(notes_count=1), title="Bread", body="It rose overnight.")
    row = _reworded(django_capture_on_commit_callbacks, before, title="Bread", body="微信：mina_reads")
    case = Case.objects.get()
    assert (row.state, row.refusal) == (State.IN_REVIEW, case.rule.sentence_en)
    assert (case.note, case.passage, case.closed_at) == (row, "微信：mina_reads", None)
    assert list(Revision.objects.order_by("number").values_list("body", flat=True)) == [
        "It rose overnight.",
        "微信：mina_reads",
    ]
    assert User.objects.get(pk=row.author_id).notes_count == 0


def test_a_live_note_edited_into_other_clean_words_stays_live(django_capture_on_commit_callbacks, eager) -> None:
    row = _reworded(django_capture_on_commit_callbacks, note(), body="It rose twice.")
    assert (row.state, row.refusal) == (State.LIVE, "")
    assert Decision.objects.get().verdict == "approve"
    assert not Case.objects.exists()


def test_a_trusted_authors_new_words_stay_live_and_a_case_is_opened(django_capture_on_commit_callbacks, eager) -> None:
    row = _reworded(django_capture_on_commit_callbacks, note(_trusted()), body="Where to buy likes")
    assert row.state == State.LIVE
    assert Case.objects.get(note=row).closed_at is None


def test_words_a_person_let_through_are_not_asked_about_again_for_another_fact(
    django_capture_on_commit_callbacks, eager
) -> None:
    held = _submitted(title="Bread", body="微信：mina_reads")
    deciding.review(held, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        deciding.approve(held, by=person(), at=NOON)
    row = _reworded(
        django_capture_on_commit_callbacks, held, title="Bread", body="微信：mina_reads", topics=["Sourdough"]
    )
    assert row.state == State.LIVE
    assert not Case.objects.filter(closed_at=None).exists()


def test_the_verdict_is_on_the_words_an_edit_left_while_the_check_had_begun() -> None:
    begun = _submitted(body="It rose overnight.")
    publishing.edit(
        Note.objects.get(pk=begun.pk), composition(body="Where to buy likes"), policy=policy_for(begun.author), at=NOON
    )
    unguarded = judge(begun.body, begun.author.level, rulings_in_force())
    assert unguarded.rule is None
    deciding.review(begun, at=NOON)
    assert Note.objects.get(pk=begun.pk).state == State.REFUSED


def test_new_words_of_a_note_taken_back_meanwhile_are_left_alone() -> None:
    row = note(person(notes_count=1), body="Where to buy likes", is_check_due=True)
    publishing.withdraw(Note.objects.get(pk=row.pk), at=NOON)
    assert deciding.recheck(row, at=NOON) is None
    recheck_note(row.pk)
    recheck_note(0)
    assert Note.objects.get(pk=row.pk).state == State.WITHDRAWN
    assert not Decision.objects.exists()
