"""Marks on pictures: on the picture, about what the note names, and only with the people they show."""

from datetime import timedelta

import pytest

from notes import publishing
from notes.composition import CompositionRefused, PictureUse, ProductTag
from notes.models import Note, Picture, Point, State
from notes.points import PointMark, people_marked_in, unmark
from notes.policy import policy_for
from tests.factories import NOON, composition, person, product
from users.models import Follow, SafetySettings, Who
from users.safety import block

pytestmark = pytest.mark.django_db


def hand_in(author, *marks: PointMark, **facts) -> Note:
    picture = Picture.objects.create(owner=author, state=Picture.State.READY)
    given = composition(pictures=[PictureUse(picture, "", marks)], **facts)
    return publishing.submit(author, given, policy=policy_for(author), at=NOON)


def refused(author, *marks: PointMark, **facts) -> list[str]:
    with pytest.raises(CompositionRefused) as told:
        hand_in(author, *marks, **facts)
    assert not Point.objects.exists()
    assert not Note.objects.exists()
    return told.value.errors["pictures"]


def place(words: str = "The oven", x: int = 500, y: int = 250) -> PointMark:
    return PointMark("place", x, y, words=words)


def test_a_product_a_place_and_a_person_are_marked_in_their_order():
    author, friend, cream = person(), person(name="Mina"), product("Oat cream")
    marks = (PointMark("product", 100, 900, product=cream), place(), PointMark("person", 0, 1000, person=friend))
    hand_in(author, *marks, products=[ProductTag(cream, "bought", 4)])
    points = Point.objects.order_by("position")
    assert [(p.kind, p.label, p.x, p.y) for p in points] == [
        ("product", "Oat cream", 100, 900),
        ("place", "The oven", 500, 250),
        ("person", "Mina", 0, 1000),
    ]


def test_a_product_the_note_does_not_name_is_not_marked():
    assert refused(person(), PointMark("product", 1, 1, product=product())) == [
        "Mark only products that stand under the note."
    ]


@pytest.mark.parametrize("mark", [place(x=1001), place(y=-1)])
def test_a_mark_beside_the_picture_is_refused(mark: PointMark):
    assert refused(person(), mark) == ["A mark lies beside its picture."]


@pytest.mark.parametrize("words", ["", "   ", "x" * 41])
def test_a_place_needs_a_short_name(words: str):
    assert refused(person(), place(words)) == ["Name the place in at most 40 characters."]


def test_a_mark_of_no_kind_is_refused():
    assert refused(person(), PointMark("cat", 1, 1)) == ["Say what the mark shows."]


def test_somebody_who_is_not_there_is_named():
    assert refused(person(), PointMark("person", 1, 1, words="nobody_here")) == ["There is nobody called @nobody_here."]


def test_the_sixth_mark_on_a_picture_is_too_many():
    author = person()
    assert hand_in(author, *[place(f"Shelf {n}") for n in range(5)]).pictures.get().points.count() == 5
    assert Note.objects.count() == 1
    with pytest.raises(CompositionRefused):
        hand_in(author, *[place(f"Shelf {n}") for n in range(6)])
    assert Note.objects.count() == 1


def test_nobody_is_marked_where_they_could_not_see_it():
    friend = person("mina_reads")
    mark = PointMark("person", 1, 1, person=friend)
    sentence = "@mina_reads could not see this note, so they cannot be marked in it."
    assert refused(person(), mark, visibility="private") == [sentence]
    assert refused(person(), mark, visibility="followers") == [sentence]


def test_a_follower_is_marked_in_a_note_for_followers():
    author, friend = person(), person()
    Follow.objects.create(follower=friend, followed=author)
    written = hand_in(author, PointMark("person", 1, 1, person=friend), visibility="followers")
    assert people_marked_in(written) == [friend.pk]


def test_a_moved_mark_stays_the_same_and_one_left_out_goes():
    author = person()
    written = hand_in(author, place("Left"), place("Right"))
    first = Point.objects.get(words="Left")
    use = PictureUse(written.pictures.get(), "", (place("Left", 900, 900),))
    publishing.edit(written, composition(pictures=[use]), policy=policy_for(author), at=NOON + timedelta(hours=1))
    moved = Point.objects.get()
    assert (moved.pk, moved.x, moved.created_at) == (first.pk, 900, NOON)


def test_who_takes_their_mark_out_is_not_marked_again():
    author, friend = person(), person("mina_reads")
    mark = PointMark("person", 1, 1, person=friend)
    written = hand_in(author, mark, place())
    assert unmark(written, friend, at=NOON) == 1
    assert [point.kind for point in Point.objects.all()] == ["place"]
    use = PictureUse(written.pictures.get(), "", (mark,))
    with pytest.raises(CompositionRefused) as told:
        publishing.edit(written, composition(pictures=[use]), policy=policy_for(author), at=NOON)
    assert told.value.errors["pictures"] == ["@mina_reads does not want to be marked in this note."]
    assert not Point.objects.filter(person=friend).exists()


def test_the_people_in_it_hear_of_a_note_when_it_goes_live(django_capture_on_commit_callbacks):
    from notes.events import person_marked

    author, friend = person(), person()
    written = hand_in(author, PointMark("person", 1, 1, person=friend), PointMark("person", 2, 2, person=author))
    heard: list[tuple[int, int]] = []

    def ear(sender, note_id, person_id, **_):
        heard.append((note_id, person_id))

    person_marked.connect(ear)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.go_live(Note.objects.get(state=State.SUBMITTED), at=NOON)
    person_marked.disconnect(ear)
    assert heard == [(written.pk, friend.pk)]


def test_who_may_mention_somebody_may_mark_them():
    author, friend = person(), person("mina_reads")
    SafetySettings.objects.create(person=friend, may_mention=Who.FOLLOWED)
    mark = PointMark("person", 1, 1, person=friend)
    assert refused(author, mark) == ["@mina_reads does not want to be marked by you."]
    Follow.objects.create(follower=friend, followed=author)
    assert people_marked_in(hand_in(author, mark)) == [friend.pk]


def test_nobody_is_marked_across_a_block():
    author, friend = person(), person("mina_reads")
    block(friend, author, at=NOON)
    assert refused(author, PointMark("person", 1, 1, person=friend)) == [
        "@mina_reads does not want to be marked by you."
    ]


def sticker(words: str = "back for more") -> PointMark:
    return PointMark("sticker", 500, 880, words=words)


def test_a_sticker_carries_the_words_of_its_author_from_the_level_that_opens_it():
    hand_in(person(level=3), sticker(" back  for more "))
    point = Point.objects.get()
    assert (point.kind, point.label, point.url, point.y) == ("sticker", "back for more", "", 880)


def test_below_that_level_a_sticker_is_refused_with_the_level_that_opens_it():
    assert refused(person(level=2), sticker()) == ["Stickers open at level 3."]


@pytest.mark.parametrize("words", ["", "   ", "x" * 25, "好" * 9])
def test_a_sticker_has_room_for_few_words(words: str):
    assert refused(person(level=3), sticker(words)) == [
        "Write at most 8 Chinese characters or 24 letters on a sticker."
    ]


@pytest.mark.parametrize("words", ["x" * 24, "好" * 8, "🔥"])
def test_what_fits_on_a_sticker_is_taken_as_it_is(words: str):
    hand_in(person(level=3), sticker(words))
    assert Point.objects.get().label == words
