"""Who may read which note: the query and the page give the same answer for every state, visibility and reader."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from notes.models import Note, State, Visibility
from tests.factories import NOON, note, person
from users.following import follow, unfollow
from users.models import User

pytestmark = pytest.mark.django_db
READERS = ["author", "follower", "stranger", "visitor"]
MATRIX = [(state, visibility, reader) for state in State for visibility in Visibility for reader in READERS]

# Closed to a stranger for one reason each, and the one note that is open.
CLOSED = [(state, Visibility.PUBLIC) for state in State] + [(State.LIVE, v) for v in Visibility if v != "public"]


def may_read(state: str, visibility: str, reader: str) -> bool:
    """The rule in words: authors read all of their own; others read live notes meant for them."""
    if reader == "author":
        return True
    meant_for = {
        Visibility.PUBLIC: {"follower", "stranger", "visitor"},
        Visibility.FOLLOWERS: {"follower"},
        Visibility.PRIVATE: set(),
    }
    return state == State.LIVE and reader in meant_for[visibility]


def the_reader(which: str, author: User) -> User | AnonymousUser:
    if which == "author":
        return author
    if which == "visitor":
        return AnonymousUser()
    reader = person()
    if which == "follower":
        follow(reader, author, at=NOON)
    return reader


def browser_of(reader: User | AnonymousUser) -> Client:
    browser = Client()
    if isinstance(reader, User):
        browser.force_login(reader)
    return browser


@pytest.mark.parametrize(("state", "visibility", "which"), MATRIX)
def test_a_note_is_found_by_those_it_is_for(state: str, visibility: str, which: str):
    written = note(state=state, visibility=visibility)
    reader = the_reader(which, written.author)
    found = Note.objects.visible_to(reader).filter(pk=written.pk).exists()
    assert found == may_read(state, visibility, which)


@pytest.mark.parametrize(("state", "visibility", "which"), MATRIX)
def test_the_page_of_a_note_opens_for_those_it_is_for(state: str, visibility: str, which: str):
    written = note(state=state, visibility=visibility, title="A rare word: quokka")
    answer = browser_of(the_reader(which, written.author)).get(written.get_absolute_url())
    was_public = state == State.WITHDRAWN and visibility == Visibility.PUBLIC
    refusal = 410 if was_public else 404
    assert answer.status_code == (200 if may_read(state, visibility, which) else refusal)
    assert (b"quokka" in answer.content) == may_read(state, visibility, which)


@pytest.mark.parametrize(("state", "visibility"), CLOSED)
@pytest.mark.parametrize("deed", ["like", "unlike", "collect", "uncollect", "share", "comment", "comments"])
def test_a_stranger_can_do_nothing_to_a_note_they_may_not_read(state: str, visibility: str, deed: str):
    written = note(state=state, visibility=visibility)
    browser, address = browser_of(person()), reverse(f"notes:{deed}", args=[written.public_id])
    answer = browser.get(address) if deed == "comments" else browser.post(address, {"body": "Hello"})
    allowed = may_read(state, visibility, "stranger")
    assert (answer.status_code != 404) == allowed
    stored = Note.objects.get(pk=written.pk)
    counts = (stored.like_count, stored.collect_count, stored.share_count, stored.comment_count)
    assert allowed or counts == (0, 0, 0, 0)


@pytest.mark.parametrize("state", [state for state in State if state != State.LIVE])
def test_not_even_its_author_reacts_to_a_note_that_is_not_live(state: str):
    written = note(state=state)
    answer = browser_of(written.author).post(reverse("notes:like", args=[written.public_id]))
    assert (answer.status_code, Note.objects.get(pk=written.pk).like_count) == (404, 0)


@pytest.mark.parametrize("deed", ["withdraw", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_withdraws_or_deletes_somebody_elses_note(deed: str, method: str):
    written = note()
    answer = getattr(browser_of(person()), method)(reverse(f"notes:{deed}", args=[written.public_id]))
    assert answer.status_code == 404
    assert Note.objects.get(pk=written.pk).state == State.LIVE


@pytest.mark.parametrize("deed", ["withdraw", "delete"])
def test_a_visitor_is_asked_to_log_in_before_owning_anything(deed: str):
    written = note()
    answer = Client().post(reverse(f"notes:{deed}", args=[written.public_id]))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert Note.objects.get(pk=written.pk).state == State.LIVE


@pytest.mark.parametrize("which", ["follower", "stranger", "visitor"])
def test_notes_of_somebody_whose_account_is_closed_are_seen_by_nobody_else(which: str):
    written = note(person(is_active=False))
    reader = the_reader("stranger" if which == "follower" else which, written.author)
    assert not Note.objects.visible_to(reader).exists()
    assert browser_of(reader).get(written.get_absolute_url()).status_code == 404


def test_somebody_who_stopped_following_reads_followers_notes_no_more():
    written, reader = note(visibility=Visibility.FOLLOWERS), person()
    follow(reader, written.author, at=NOON)
    assert Note.objects.visible_to(reader).exists()
    unfollow(reader, written.author)
    assert not Note.objects.visible_to(reader).exists()


def test_being_followed_back_opens_nothing():
    written, reader = note(visibility=Visibility.FOLLOWERS), person()
    follow(written.author, reader, at=NOON)
    assert not Note.objects.visible_to(reader).exists()


def test_a_follower_of_two_authors_finds_each_note_once():
    written, reader = note(visibility=Visibility.FOLLOWERS), person()
    for _ in range(3):
        follow(person(), written.author, at=NOON)
    follow(reader, written.author, at=NOON)
    assert Note.objects.visible_to(reader).count() == 1


@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("is_active", [True, False])
def test_one_note_and_the_query_agree_about_what_is_public(state: str, visibility: str, is_active: bool):
    written = note(person(is_active=is_active), state=state, visibility=visibility)
    assert written.is_public == Note.objects.public().filter(pk=written.pk).exists()
    assert written.is_live == Note.objects.live().filter(pk=written.pk).exists()


def test_only_a_public_page_may_be_kept_by_others():
    public, hidden = note(), note(visibility=Visibility.FOLLOWERS)
    kept = browser_of(hidden.author).get(hidden.get_absolute_url())
    assert kept["Cache-Control"] == "private, no-store"
    assert "Cookie" in Client().get(public.get_absolute_url())["Vary"]


@pytest.mark.parametrize("address", ["/n/short/", "/n/0OIl0OIl0OI/", "/n/AAAAAAAAAAA/"])
def test_an_address_nobody_was_given_is_no_page(address: str):
    assert Client().get(address).status_code == 404
