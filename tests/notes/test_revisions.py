"""The versions of a note: what a published one said before, and who may read it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from notes import publishing
from notes.composition import PictureUse
from notes.models import Note, Picture, Revision, State, Visibility
from notes.policy import policy_for
from tests.factories import NOON, composition, note, person
from users.models import Follow

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def edit(written: Note, **facts) -> Note:
    given = {"title": written.title, "body": written.body, "category": written.category} | facts
    publishing.edit(written, composition(**given), policy=policy_for(written.author), at=LATER)
    return Note.objects.get(pk=written.pk)


def versions(reader, written: Note) -> list[str]:
    found = Revision.objects.readable_by(reader, written).order_by("number")
    return [f"{version.number} {version.title}" for version in found]


def test_the_first_edit_keeps_what_the_note_said_and_what_it_says_now():
    written = note(title="Bread")
    edit(written, title="Rye bread")
    rows = Revision.objects.order_by("number").values_list("number", "title", "made_at")
    assert list(rows) == [(1, "Bread", NOON), (2, "Rye bread", LATER)]


def test_an_edit_that_changes_nothing_leaves_no_trace():
    written = note()
    assert edit(written).edited_at is None
    assert not Revision.objects.exists()


def test_a_note_nobody_has_read_yet_has_no_history():
    written = note(state=State.SUBMITTED, published_at=None)
    edit(written, title="Other")
    assert not Revision.objects.exists()


def test_pictures_are_kept_by_name_with_their_order_and_words():
    author = person()
    first, second = (Picture.objects.create(owner=author, state=Picture.State.READY) for _ in range(2))
    written = note(author)
    edit(written, pictures=[PictureUse(first, "A loaf"), PictureUse(second)])
    edit(written, pictures=[PictureUse(second, "Crumb"), PictureUse(first, "A loaf")])
    last = Revision.objects.order_by("-number").first()
    shown = [(picture["id"], picture["alt"]) for picture in last.facts["pictures"]]
    assert shown == [(second.public_id, "Crumb"), (first.public_id, "A loaf")]


def test_what_was_private_in_its_time_stays_so_when_the_note_is_opened():
    written = note(title="For me", visibility=Visibility.PRIVATE)
    edit(written, title="For all", visibility=Visibility.PUBLIC)
    edit(written, title="For all of you")
    assert versions(AnonymousUser(), written) == ["2 For all", "3 For all of you"]
    assert versions(written.author, written) == ["1 For me", "2 For all", "3 For all of you"]
    assert versions(person(is_staff=True), written) == versions(written.author, written)


def test_what_followers_read_is_read_by_followers():
    written = note(title="For friends", visibility=Visibility.FOLLOWERS)
    edit(written, title="For all", visibility=Visibility.PUBLIC)
    reader = person()
    assert versions(reader, written) == ["2 For all"]
    Follow.objects.create(follower=reader, followed=written.author)
    assert versions(reader, written) == ["1 For friends", "2 For all"]


def test_words_that_were_refused_do_not_come_back_through_the_history():
    written = note(person(notes_count=1), title="Buy here")
    publishing.refuse(written, reason="Advertising.", at=NOON)
    edit(written, title="Bread")
    publishing.go_live(written, at=LATER)
    edit(written, title="Bread, again")
    assert versions(person(), written) == ["2 Bread", "3 Bread, again"]


def test_words_taken_down_after_an_edit_do_not_come_back_through_the_history():
    written = note(person(notes_count=1), title="Bread")
    taken_down = edit(written, title="Buy here")
    publishing.hold(taken_down, reason="A person looks at it.", at=LATER)
    publishing.go_live(edit(taken_down, title="Rye bread"), at=LATER)
    assert versions(person(), written) == ["1 Bread", "3 Rye bread"]
    assert versions(written.author, written) == ["1 Bread", "2 Buy here", "3 Rye bread"]


def test_words_a_person_let_through_after_all_are_in_the_history():
    written = edit(note(person(notes_count=1), title="Bread"), title="Call the baker")
    publishing.hold(written, reason="A person looks at it.", at=LATER)
    assert versions(person(), written) == ["1 Bread"]
    publishing.go_live(written, at=LATER)
    assert versions(person(), written) == ["1 Bread", "2 Call the baker"]
