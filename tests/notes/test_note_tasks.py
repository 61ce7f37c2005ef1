"""The periodic tasks of notes take up what was lost on the way, and touch nothing else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.clock import now
from notes import tasks, uploads
from notes.events import note_reworded, note_submitted, picture_waiting
from notes.models import Picture, State
from tests.factories import note, person

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=10)


def test_a_picture_whose_task_was_lost_is_announced_again(heard):
    owner = person()
    lost = uploads.receive(owner, SimpleUploadedFile("a.jpg", b"1"), at=now() - LONG_AGO)
    uploads.receive(owner, SimpleUploadedFile("b.jpg", b"2"), at=now())
    assert heard(picture_waiting, tasks.resume_pictures) == [lost.pk]


def test_a_submitted_note_whose_verdict_was_lost_is_announced_again(heard):
    lost = note(state=State.SUBMITTED, submitted_at=now() - LONG_AGO, published_at=None)
    note(state=State.SUBMITTED, submitted_at=now(), published_at=None)
    note(state=State.IN_REVIEW, submitted_at=now() - LONG_AGO, published_at=None)
    assert heard(note_submitted, tasks.resume_submitted) == [lost.pk]


def test_a_live_note_whose_new_words_nobody_read_is_announced_again(heard):
    lost = note(edited_at=now() - LONG_AGO, is_check_due=True)
    note(edited_at=now(), is_check_due=True)
    note(edited_at=now() - LONG_AGO)
    note(edited_at=now() - LONG_AGO, is_check_due=True, state=State.WITHDRAWN)
    assert heard(note_reworded, tasks.resume_submitted) == [lost.pk]


def test_a_submitted_note_whose_pictures_are_still_prepared_is_left_alone(heard):
    waiting = note(state=State.SUBMITTED, submitted_at=now() - LONG_AGO, published_at=None)
    Picture.objects.create(owner=waiting.author, note=waiting)
    assert heard(note_submitted, tasks.resume_submitted) == []


def test_a_scheduled_note_goes_live_when_its_time_has_come():
    due = note(state=State.SCHEDULED, scheduled_at=now() - timedelta(seconds=1), published_at=None)
    later = note(state=State.SCHEDULED, scheduled_at=now() + timedelta(hours=1), published_at=None)
    assert tasks.publish_due() == 1
    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.state, later.state) == (State.LIVE, State.SCHEDULED)
    assert due.published_at is not None
    assert tasks.publish_due() == 0


def test_sweeping_takes_loose_pictures_of_yesterday():
    owner = person()
    uploads.receive(owner, SimpleUploadedFile("a.jpg", b"1"), at=now() - timedelta(hours=25))
    kept = uploads.receive(owner, SimpleUploadedFile("b.jpg", b"2"), at=now())
    assert tasks.sweep_uploads() == 1
    assert list(Picture.objects.all()) == [kept]
