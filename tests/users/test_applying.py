"""Asking to join: the queue, the answer, and what is forgotten when."""

import threading
from datetime import datetime, timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import mail
from django.db import IntegrityError, transaction

from tests.factories import NOON, person
from tests.users.at_once import at_once
from users import answers, applying, standing
from users.events import application_decided, person_joined
from users.following import CannotFollow, follow
from users.models import Application, Follow, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "I bake, and I would like to read how others do."


def applicant(handle: str = "", *, at: datetime = NOON, host: User | None = None, **facts: object) -> Application:
    return applying.hand_in(person(handle, is_active=False, **facts), WHY, host=host, at=at)


def state_of(row: Application) -> tuple[str, bool]:
    row.refresh_from_db()
    return row.verdict, User.objects.get(pk=row.person_id).is_active


# --- the queue ---


def test_people_stand_in_the_order_they_came() -> None:
    rows = [applicant(at=NOON + timedelta(minutes=minute)) for minute in (1, 0, 2)]
    assert [applying.place_of(row) for row in rows] == [
        applying.Place(2, 3),
        applying.Place(1, 3),
        applying.Place(3, 3),
    ]


def test_those_who_came_in_the_same_moment_have_places_of_their_own() -> None:
    first, second = applicant(), applicant()
    assert (applying.place_of(first).number, applying.place_of(second).number) == (1, 2)


def test_guests_stand_in_front_and_no_more_than_three_a_day_of_one_host() -> None:
    host, stranger = person(), applicant(at=NOON - DAY * 3)
    guests = [applicant(host=host, at=NOON + timedelta(minutes=minute)) for minute in range(4)]
    assert [applying.place_of(row).number for row in guests] == [1, 2, 3, 5]
    assert applying.place_of(stranger).number == 4
    assert applicant(host=host, at=NOON + DAY * 2).turn == Application.Turn.INVITED


@pytest.mark.django_db(transaction=True)
def test_guests_of_the_same_moment_do_not_share_the_last_place_in_front() -> None:
    host = person()
    people = [person(is_active=False) for _ in range(applying.IN_FRONT_A_DAY + 1)]
    at_once([lambda who=who: applying.hand_in(who, WHY, host=host, at=NOON) for who in people])
    assert Application.objects.filter(turn=Application.Turn.INVITED).count() == applying.IN_FRONT_A_DAY


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_two_guests_share_the_last_place_in_front() -> None:
    host, looked = person(), threading.Barrier(2, timeout=20)
    for _ in range(applying.IN_FRONT_A_DAY - 1):
        applicant(host=host)
    people = [person(is_active=False) for _ in range(2)]

    def unguarded(who: User) -> None:
        in_front = Application.objects.filter(invited_by=host, turn=Application.Turn.INVITED).count()
        looked.wait()
        turn = Application.Turn.INVITED if in_front < applying.IN_FRONT_A_DAY else Application.Turn.AS_THEY_COME
        Application.objects.create(person=who, invited_by=host, turn=turn, asked_at=NOON)

    at_once([lambda who=who: unguarded(who) for who in people])
    assert Application.objects.filter(turn=Application.Turn.INVITED).count() == applying.IN_FRONT_A_DAY + 1


def test_a_person_stands_in_the_queue_once() -> None:
    row = applicant()
    with pytest.raises(applying.ApplicationRefused, match="in the queue already"):
        applying.hand_in(row.person, "Again.", at=NOON)
    assert Application.objects.get().words == WHY


def test_a_member_does_not_apply() -> None:
    with pytest.raises(applying.ApplicationRefused, match="open already"):
        applying.hand_in(person(), WHY, at=NOON)
    assert not Application.objects.exists()


def test_words_are_measured_as_the_composer_does_and_the_count_is_told() -> None:
    assert applying.measured("面" * 300) == "面" * 300
    with pytest.raises(applying.ApplicationRefused, match="At most 900; these are 903"):
        applying.measured("面" * 301)


def test_the_usual_wait_is_told_from_five_answers_on() -> None:
    staff = person(is_staff=True)
    for hours in (1, 2, 30, 4):
        applying.accept(applicant(at=NOON - timedelta(hours=hours)), by=staff, at=NOON)
    assert applying.usual_wait(at=NOON) is None
    applying.refuse(applicant(at=NOON - timedelta(hours=3)), "No.", again_in=None, by=staff, at=NOON)
    assert applying.usual_wait(at=NOON) == timedelta(hours=3)
    assert applying.usual_wait(at=NOON + DAY * 31) is None


# --- the answer ---


def test_who_is_accepted_is_a_member_from_then_on_and_it_is_announced(
    django_capture_on_commit_callbacks,
) -> None:
    row, staff, heard = applicant(at=NOON - DAY), person(is_staff=True), []

    def joined(person_id: int, **_: object) -> None:
        heard.append(person_id)

    person_joined.connect(joined)
    with django_capture_on_commit_callbacks(execute=True):
        applying.accept(row, by=staff, at=NOON)
    person_joined.disconnect(joined)
    assert state_of(row) == ("accepted", True)
    assert (row.decided_by, row.decided_at, row.person.joined_at) == (staff, NOON, NOON)
    assert heard == [row.person_id]


def test_who_is_refused_reads_why_and_stays_outside() -> None:
    row = applicant()
    applying.refuse(row, " Tell us more. ", again_in=DAY * 7, by=person(is_staff=True), at=NOON)
    assert state_of(row) == ("refused", False)
    assert (row.reason, row.again_at) == ("Tell us more.", NOON + DAY * 7)


def test_nobody_is_refused_without_a_reason() -> None:
    row = applicant()
    with pytest.raises(applying.ApplicationRefused, match="Say why"):
        applying.refuse(row, "  ", again_in=None, by=person(), at=NOON)
    assert state_of(row) == ("", False)
    with pytest.raises(IntegrityError, match="users_refused_application_has_reason"), transaction.atomic():
        Application.objects.update(verdict="refused", decided_at=NOON)


def test_an_answer_is_given_once() -> None:
    row, staff = applicant(), person(is_staff=True)
    applying.accept(row, by=staff, at=NOON)
    with pytest.raises(applying.ApplicationRefused, match="Somebody else"):
        applying.refuse(row, "No.", again_in=None, by=staff, at=NOON)
    assert state_of(row) == ("accepted", True)


@pytest.mark.django_db(transaction=True)
def test_of_two_members_of_staff_one_decides_and_the_other_is_told() -> None:
    row, ann, bob = applicant(), person(), person()

    def yes() -> str:
        applying.accept(Application.objects.get(pk=row.pk), by=ann, at=NOON)
        return "accepted"

    def no() -> str:
        applying.refuse(Application.objects.get(pk=row.pk), "No.", again_in=None, by=bob, at=NOON)
        return "refused"

    said = at_once([yes, no])
    (told,) = [answer for answer in said if isinstance(answer, applying.ApplicationRefused)]
    (done,) = [answer for answer in said if isinstance(answer, str)]
    assert str(told) == "Somebody else has decided this, or the person took it back."
    assert state_of(row) == (done, done == "accepted")


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_both_would_have_decided() -> None:
    row, looked = applicant(), threading.Barrier(2, timeout=20)

    def unguarded(verdict: str) -> str:
        mine = Application.objects.get(pk=row.pk)
        looked.wait()
        if not mine.is_waiting:
            return "told"
        mine.verdict, mine.reason, mine.decided_at = verdict, "No.", NOON
        mine.save()
        return verdict

    assert at_once([lambda: unguarded("accepted"), lambda: unguarded("refused")]) == ["accepted", "refused"]


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_the_same_moment_leave_a_member_or_nobody() -> None:
    row, staff = applicant(), person()
    said = at_once(
        [lambda: applying.accept(row, by=staff, at=NOON), lambda: applying.withdraw(User.objects.get(pk=row.person_id))]
    )
    assert len([answer for answer in said if isinstance(answer, applying.ApplicationRefused)]) == 1
    left = User.objects.filter(pk=row.person_id).first()
    assert left is None if said[1] is None else left is not None and left.is_active


def test_an_applicant_is_not_restored_like_somebody_suspended() -> None:
    row = applicant()
    with pytest.raises(standing.CannotChangeStanding, match="Decide their application"):
        standing.restore(row.person)
    applying.refuse(row, "No.", again_in=None, by=person(), at=NOON)
    with pytest.raises(standing.CannotChangeStanding, match="Decide their application"):
        standing.restore(row.person)
    assert state_of(row) == ("refused", False)


def test_a_member_who_once_applied_can_be_suspended_and_restored() -> None:
    row, staff = applicant(), person(is_staff=True)
    applying.accept(row, by=staff, at=NOON)
    row.person.refresh_from_db()
    standing.suspend(row.person, by=staff.pk)
    standing.restore(row.person)
    assert state_of(row) == ("accepted", True)


# --- once more, or not at all ---


def turned_down(again_in: timedelta | None, *, at: datetime = NOON) -> Application:
    row = applicant(at=at)
    applying.refuse(row, "Tell us more.", again_in=again_in, by=person(), at=at)
    return Application.objects.get(pk=row.pk)


@pytest.mark.parametrize(
    ("again_in", "later", "may"),
    [(DAY * 7, DAY * 6, False), (DAY * 7, DAY * 7, True), (timedelta(), timedelta(), True), (None, DAY * 29, False)],
)
def test_who_was_refused_applies_again_when_staff_said_so(
    again_in: timedelta | None, later: timedelta, may: bool
) -> None:
    row = turned_down(again_in)
    try:
        applying.ask_again(row.person, "More words.", at=NOON + later)
    except applying.ApplicationRefused:
        assert not may
    assert Application.objects.waiting().exists() == may


def test_who_is_accepted_at_the_second_try_has_one_row_left() -> None:
    row = turned_down(timedelta())
    applying.accept(applying.ask_again(row.person, "More words.", at=NOON), by=person(), at=NOON)
    assert [left.verdict for left in Application.objects.filter(person=row.person)] == ["accepted"]


def test_who_takes_it_back_is_erased_and_the_handle_is_free() -> None:
    row = applicant("mina_reads")
    LogEntry.objects.log_actions(person().pk, [row], CHANGE, "Looked at it", single_object=True)
    applying.withdraw(row.person)
    assert not User.objects.filter(handle="mina_reads").exists()
    assert not Application.objects.exists()
    assert LogEntry.objects.get().object_repr == ""
    assert person("mina_reads").pk


def test_a_member_does_not_erase_their_account_by_taking_an_application_back() -> None:
    row = applicant()
    applying.accept(row, by=person(), at=NOON)
    with pytest.raises(applying.ApplicationRefused, match="accepted in the meantime"):
        applying.withdraw(row.person)
    assert state_of(row) == ("accepted", True)


def test_an_application_nobody_answers_ends_after_thirty_days_and_may_be_made_again_at_once() -> None:
    row = applicant()
    assert applying.tend(at=NOON + DAY * 30 - timedelta(seconds=1)) == 0
    assert applying.tend(at=NOON + DAY * 30) == 1
    assert state_of(row) == ("expired", False)
    assert applying.ask_again(row.person, WHY, at=NOON + DAY * 30).is_waiting
    assert applying.tend(at=NOON + DAY * 31) == 0


def test_who_was_turned_down_is_erased_after_thirty_days_and_who_asked_again_is_not() -> None:
    gone, kept = turned_down(None), turned_down(DAY * 7)
    applying.ask_again(kept.person, WHY, at=NOON + DAY * 20)
    assert applying.tend(at=NOON + DAY * 30 - timedelta(seconds=1)) == 0
    assert applying.tend(at=NOON + DAY * 30) == 1
    assert not User.objects.filter(pk=gone.person_id).exists()
    assert Application.objects.filter(person=kept.person_id).count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_asks_again_while_the_job_erases_is_in_the_queue_or_gone() -> None:
    who = turned_down(timedelta()).person
    later = NOON + DAY * 30
    tended, asked = at_once([lambda: applying.tend(at=later), lambda: applying.ask_again(who, WHY, at=later)])
    is_there = User.objects.filter(pk=who.pk).exists()
    assert tended == (0 if is_there else 1)
    assert isinstance(asked, Application) == is_there == Application.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_somebody_in_the_queue_is_erased() -> None:
    who = turned_down(timedelta()).person
    later, looked, asked = NOON + DAY * 30, threading.Barrier(2, timeout=20), threading.Barrier(2, timeout=20)

    def erase_unguarded() -> bool:
        is_over = all(row.is_turned_down for row in Application.objects.filter(person=who))
        looked.wait()
        asked.wait()
        return is_over and bool(User.objects.get_queryset().filter(pk=who.pk).delete()[0])

    def ask_meanwhile() -> bool:
        looked.wait()
        made = applying.ask_again(who, WHY, at=later)
        asked.wait()
        return made.is_waiting

    assert at_once([erase_unguarded, ask_meanwhile]) == [True, True]
    assert not Application.objects.exists()


def test_members_are_never_erased_by_the_job() -> None:
    row = applicant()
    applying.accept(row, by=person(), at=NOON)
    assert applying.tend(at=NOON + DAY * 400) == 0
    assert state_of(row) == ("accepted", True)


# --- the mail ---


def test_the_answer_is_mailed_in_the_persons_language() -> None:
    row = applicant("mina_reads", language="zh-hans")
    applying.accept(row, by=person(), at=NOON)
    assert answers.send(row.pk)
    (letter,) = mail.outbox
    assert letter.subject == "欢迎来到青草"
    assert letter.to == ["mina_reads@example.org"]
    assert "/accounts/login/" in letter.body


@pytest.mark.parametrize(
    ("again_in", "said"),
    [(timedelta(), "You may apply again now."), (DAY * 7, "from Dec. 1, 2026"), (None, "You cannot apply again")],
)
def test_a_refusal_tells_the_reason_and_whether_and_when_to_apply_again(again_in: timedelta | None, said: str) -> None:
    row = turned_down(again_in)
    assert answers.send(row.pk)
    (letter,) = mail.outbox
    assert "Tell us more." in letter.body
    assert said in letter.body
    assert "On Dec. 24, 2026" in letter.body


def test_nothing_is_mailed_while_it_waits() -> None:
    assert not answers.send(applicant().pk)
    assert mail.outbox == []


@pytest.mark.parametrize("decide", ["accept", "refuse", "tend"])
def test_every_answer_is_announced_once(decide: str, django_capture_on_commit_callbacks) -> None:
    row, heard = applicant(), []

    def hear(application_id: int, **_: object) -> None:
        heard.append(application_id)

    deeds = {
        "accept": lambda: applying.accept(row, by=person(), at=NOON),
        "refuse": lambda: applying.refuse(row, "No.", again_in=None, by=person(), at=NOON),
        "tend": lambda: applying.tend(at=NOON + DAY * 30),
    }
    application_decided.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        deeds[decide]()
    application_decided.disconnect(hear)
    assert heard == [row.pk]


def test_an_application_that_was_taken_back_is_accepted_by_nobody() -> None:
    row = applicant()
    applying.withdraw(row.person)
    with pytest.raises(applying.ApplicationRefused, match="or the person took it back"):
        applying.accept(row, by=person(), at=NOON)
    assert not Application.objects.exists()


def test_an_applicant_is_followed_by_nobody() -> None:
    row = applicant()
    with pytest.raises(CannotFollow):
        follow(person(), row.person, at=NOON)
    assert not Follow.objects.exists()
