"""The machine's verdict carried out, and people's decisions."""

from datetime import timedelta

import pytest

from moderation import deciding
from moderation.models import Case, Decision, Rule
from moderation.tasks import review_note
from notes.models import Note, Picture, State
from notes.publishing import NotReady, WrongState
from tests.factories import NOON, note, person
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
