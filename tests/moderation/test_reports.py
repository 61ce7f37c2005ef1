"""Readers report; staff decide once for all."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation import reporting
from moderation.models import Report
from moderation.reporting import AlreadySettled, CannotReport, Complaint
from notes.models import Comment, Note, State, Visibility
from tests.factories import NOON, note, person
from users.models import User

pytestmark = pytest.mark.django_db
SPAM = Complaint("spam", "The same text three times.")


@pytest.fixture
def reader() -> User:
    return person("mina_reads")


@pytest.fixture
def browser(reader: User) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def _comment() -> Comment:
    return Comment.objects.create(note=note(comment_count=1), author=person(), body="Buy at my shop")


def _report(subject: Note | Comment | User) -> Report:
    reporting.report(subject, person(), SPAM, at=NOON)
    return Report.objects.latest("pk")


def test_a_note_is_reported_from_its_page(browser: Client, reader: User) -> None:
    row = note()
    address = reverse("moderation:report", args=[row.public_id])
    assert browser.get(address).status_code == 200
    response = browser.post(address, {"reason": "hidden_ad", "words": "No label."})
    assert response["Location"] == reverse("moderation:report_thanks")
    assert browser.get(response["Location"]).status_code == 200
    found = Report.objects.get()
    assert (found.reporter, found.subject, found.reason, found.words) == (reader, row, "hidden_ad", "No label.")


def test_a_comment_and_a_person_are_reported_the_same_way(browser: Client) -> None:
    comment, somebody = _comment(), person()
    browser.post(reverse("moderation:report_comment", args=[comment.public_id]), {"reason": "harmful"})
    browser.post(reverse("moderation:report_person", args=[somebody.public_id]), {"reason": "stolen"})
    assert [row.subject for row in Report.objects.order_by("pk")] == [comment, somebody]


def test_a_visitor_is_asked_to_log_in_first() -> None:
    address = reverse("moderation:report", args=[note().public_id])
    assert Client().post(address, {"reason": "spam"})["Location"].startswith(reverse("account_login"))
    assert not Report.objects.exists()


def test_a_report_without_a_reason_keeps_the_words(browser: Client) -> None:
    page = browser.post(reverse("moderation:report", args=[note().public_id]), {"words": "Something is off."})
    assert page.status_code == 400
    assert "Something is off." in page.content.decode()
    assert not Report.objects.exists()


def test_something_else_needs_words(browser: Client) -> None:
    page = browser.post(reverse("moderation:report", args=[note().public_id]), {"reason": "other"})
    assert "words" in page.context["form"].errors
    assert not Report.objects.exists()


def test_what_a_reader_may_not_see_cannot_be_reported(browser: Client) -> None:
    hidden = note(visibility=Visibility.PRIVATE)
    under = Comment.objects.create(note=hidden, author=hidden.author, body="Mine")
    for name, public_id in (("report", hidden.public_id), ("report_comment", under.public_id)):
        assert browser.post(reverse(f"moderation:{name}", args=[public_id]), {"reason": "spam"}).status_code == 404
    assert not Report.objects.exists()


def test_nobody_reports_what_is_their_own(reader: User) -> None:
    with pytest.raises(CannotReport):
        reporting.report(note(reader), reader, SPAM, at=NOON)
    assert not Report.objects.exists()


def test_one_open_report_per_reader_and_subject(reader: User) -> None:
    row = note()
    assert reporting.report(row, reader, SPAM, at=NOON)
    assert not reporting.report(row, reader, Complaint("other", "Again."), at=NOON)
    assert Report.objects.get().reason == "spam"


def test_once_settled_the_same_thing_may_be_reported_again(reader: User) -> None:
    row = note()
    reporting.report(row, reader, SPAM, at=NOON)
    reporting.dismiss(Report.objects.get(), by=person(), at=NOON)
    assert reporting.report(row, reader, SPAM, at=NOON)


def test_without_the_constraint_the_second_report_would_stand(reader: User) -> None:
    row = note()
    constraint = next(each for each in Report._meta.constraints if each.name == "moderation_one_open_report")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Report, constraint)
    assert [reporting.report(row, reader, SPAM, at=NOON) for _ in range(2)] == [True, True]


def test_a_report_is_about_one_thing(reader: User) -> None:
    for facts in ({}, {"note": note(), "person": person()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(reporter=reader, reason="spam", **facts)


def test_reports_are_limited(browser: Client) -> None:
    address = reverse("moderation:report", args=[note().public_id])
    codes = [browser.post(address, {"reason": "spam"}).status_code for _ in range(11)]
    assert codes == [302] * 10 + [429]


def test_a_report_that_was_right_takes_the_note_down_with_a_reason() -> None:
    row, who = note(person(notes_count=1)), person()
    reporting.uphold(_report(row), by=who, reason="Copied from a magazine.", at=NOON)
    row.refresh_from_db()
    found = Report.objects.get()
    assert (row.state, row.refusal) == (State.REFUSED, "Copied from a magazine.")
    assert (found.outcome, found.settled_by, found.settled_at) == ("upheld", who, NOON)


def test_a_report_that_was_right_hides_the_comment() -> None:
    comment = _comment()
    reporting.uphold(_report(comment), by=person(), reason="Advertising.", at=NOON)
    assert Comment.objects.get().removed_at == NOON
    assert Note.objects.get().comment_count == 0


def test_a_report_that_was_right_suspends_the_person() -> None:
    somebody = person()
    reporting.uphold(_report(somebody), by=person(), reason="Three warnings.", at=NOON)
    assert not User.objects.get_queryset().get(pk=somebody.pk).is_active


def test_a_report_without_ground_leaves_everything_as_it_is() -> None:
    row = note()
    reporting.dismiss(_report(row), by=person(), at=NOON)
    assert Note.objects.get().state == State.LIVE
    assert Report.objects.get().outcome == "dismissed"


def test_a_decision_settles_all_open_reports_about_the_same_thing_and_no_other() -> None:
    row, other = note(), note()
    first, second, third = _report(row), _report(row), _report(other)
    reporting.dismiss(first, by=person(), at=NOON)
    assert Report.objects.get(pk=second.pk).outcome == "dismissed"
    assert Report.objects.get(pk=third.pk).settled_at is None


def test_a_settled_report_is_not_decided_again() -> None:
    row = note()
    stale = _report(row)
    reporting.dismiss(Report.objects.get(), by=person(), at=NOON)
    with pytest.raises(AlreadySettled):
        reporting.uphold(stale, by=person(), reason="No.", at=NOON)
    assert Note.objects.get().state == State.LIVE
    assert Report.objects.get().outcome == "dismissed"


def test_a_note_its_author_took_back_needs_no_taking_down() -> None:
    row = note(state=State.WITHDRAWN)
    reporting.uphold(_report(row), by=person(), reason="Copied.", at=NOON)
    assert Note.objects.get().state == State.WITHDRAWN
    assert Report.objects.get().outcome == "upheld"


def test_staff_are_left_standing_when_a_report_asks_to_suspend_them() -> None:
    clerk = person(is_staff=True)
    found = _report(clerk)
    with pytest.raises(Exception, match="cannot be suspended"):
        reporting.uphold(found, by=person(), reason="No.", at=NOON)
    assert Report.objects.get().settled_at is None


def test_the_form_asks_the_same_number_of_queries_however_many_reports_there_are(browser: Client) -> None:
    row = note()
    address = reverse("moderation:report", args=[row.public_id])
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for _ in range(20):
        _report(row)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) == len(few)
