"""An author sees on their own page how many of their pictures are described, and is led to the next that is not."""

from datetime import timedelta

import pytest
from django.test import Client

from notes.models import Note, Picture, State
from notes.pictures import described_by
from tests.factories import NOON, note, person
from users.models import User

pytestmark = pytest.mark.django_db
ALL = "All your pictures are described."


def shown(author: User, *alts: str, **facts: object) -> Note:
    written = note(author, **facts)
    for alt in alts:
        Picture.objects.create(owner=author, note=written, alt=alt, state=Picture.State.READY, width=3, height=4)
    return written


def page_of(author: User, reader: User) -> str:
    browser = Client()
    browser.force_login(reader)
    return browser.get(author.get_absolute_url()).content.decode()


def test_pictures_of_live_notes_count_and_the_newest_note_with_a_bare_one_comes_next():
    author = person()
    shown(author, "A loaf", "")
    newest = shown(author, "", "Crumb", published_at=NOON + timedelta(hours=1))
    shown(author, "A jar", published_at=NOON + timedelta(hours=2))
    shown(author, "", state=State.WITHDRAWN)
    shown(person(), "")
    found = described_by(author)
    assert (found.total, found.described, found.percent, found.next_note) == (5, 3, 60, newest)


def test_one_bare_picture_among_many_is_not_a_hundred_percent():
    author = person()
    shown(author, *["A loaf"] * 299, "")
    assert described_by(author).percent == 99


def test_the_share_stands_on_ones_own_page_and_on_nobody_elses():
    author = person()
    bare = shown(author, "A loaf", "")
    own = page_of(author, author)
    assert "Described: 1 of your 2 pictures (50 %)." in " ".join(own.split())
    assert f"/n/{bare.public_id}/edit/" in own
    assert "Described:" not in page_of(author, person())


def test_who_described_all_is_thanked_and_who_shows_none_is_told_nothing():
    author, silent = person(), person()
    shown(author, "A loaf")
    shown(silent)
    assert ALL in page_of(author, author)
    assert ALL not in page_of(silent, silent)


def test_counting_costs_the_same_for_one_picture_and_for_many(django_assert_num_queries):
    author = person()
    shown(author, "")
    with django_assert_num_queries(2):
        described_by(author)
    for _ in range(5):
        shown(author, "A loaf", "")
    with django_assert_num_queries(2):
        described_by(author)
