"""Who may write under a note."""

import pytest

from notes.audience import may_comment
from notes.comments import CommentRefused, write_comment
from notes.models import Comment
from tests.factories import NOON, note, person
from users.models import Follow, SafetySettings, Who

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("chosen", "stranger", "follower"), [
    ("everybody", True, True), ("followers", False, True), ("nobody", False, False),
])  # fmt: skip
def test_the_author_of_a_note_chooses_who_comments(chosen: str, stranger: bool, follower: bool):
    written, reader, fan = note(comments_from=chosen), person(), person()
    Follow.objects.create(follower=fan, followed=written.author)
    assert (may_comment(written, reader), may_comment(written, fan)) == (stranger, follower)
    assert may_comment(written, written.author)


def test_what_somebody_chose_for_all_their_notes_holds_beside_it():
    written = note(comments_from="everybody")
    SafetySettings.objects.create(person=written.author, may_comment=Who.NOBODY)
    assert not may_comment(written, person())


def test_a_comment_that_is_not_wanted_is_refused_and_nothing_is_written():
    written = note(comments_from="nobody")
    with pytest.raises(CommentRefused, match="does not take comments"):
        write_comment(written, person(), "Hello", at=NOON)
    assert not Comment.objects.exists()


def test_the_page_shows_no_form_where_nobody_may_comment(client):
    written = note(comments_from="nobody")
    client.force_login(person())
    text = client.get(written.get_absolute_url()).content.decode()
    assert "The author closed the comments." in text
    assert f"/n/{written.public_id}/comment/" not in text


@pytest.mark.parametrize(("chosen", "shown"), [("everybody", True), ("nobody", False)])
def test_further_comments_can_be_answered_by_those_who_may(client, chosen: str, shown: bool):
    written = note(comments_from=chosen)
    Comment.objects.create(note=written, author=written.author, body="First", created_at=NOON)
    client.force_login(person())
    text = client.get(f"/n/{written.public_id}/comments/").content.decode()
    assert "First" in text
    assert (f"/n/{written.public_id}/comment/" in text) is shown
