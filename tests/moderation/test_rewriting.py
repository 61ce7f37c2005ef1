"""Other words in a live note are checked like those of a new one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from moderation import deciding
from moderation.models import Case, Decision
from moderation.rules import CLEAN
from moderation.tasks import recheck_note
from notes import publishing
from notes.composition import PictureUse
from notes.events import note_edited, note_held, note_reworded
from notes.models import Note, Picture, Place, Revision, State, Topic, Video
from notes.models.point import Point, PointKind
from notes.policy import policy_for
from tests.factories import NOON, composition, note, person
from tests.users.at_once import at_once
from users.models import GrowthEntry, User
from users.privileges import Privilege, level_that_opens

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
CONTACT = "微信：mina_reads"


def live(author: User | None = None, **facts: object) -> Note:
    return note(author or person(notes_count=1), title="Bread", **facts)


def rewritten(written: Note, body: str = CONTACT, **facts) -> Note:
    changed = composition(**({"title": "Bread", "body": body} | facts))
    publishing.edit(Note.objects.get(pk=written.pk), changed, policy=policy_for(written.author), at=LATER)
    return Note.objects.get(pk=written.pk)


def reviewed(written: Note) -> Note:
    """The note after the verdict that its state asks for, or none."""
    (deciding.recheck if written.is_live else deciding.review)(written, at=LATER)
    return Note.objects.get(pk=written.pk)


def test_contact_details_written_into_a_live_note_put_it_before_a_person(heard):
    written = rewritten(live())
    assert heard(note_held, lambda: reviewed(written)) == [written.pk]
    written.refresh_from_db()
    case = Case.objects.get()
    assert (written.state, written.is_check_due) == (State.IN_REVIEW, False)
    assert (case.note, case.rule.name, case.closed_at) == (written, "Contact details", None)
    assert written.refusal == case.rule.sentence_en
    assert User.objects.get(pk=written.author_id).notes_count == 0
    assert not Note.objects.visible_to(person()).exists()


def test_links_written_into_a_live_note_put_it_before_a_person():
    one, two = "https://one.example", "https://two.example"
    written = live(person(level=1, notes_count=1))
    assert reviewed(rewritten(written, one)).state == State.LIVE
    assert reviewed(rewritten(written, f"{one} {two}")).state == State.IN_REVIEW


def test_words_that_are_refused_take_a_live_note_down_and_are_no_violation():
    written = reviewed(rewritten(live(), "Where to buy likes"))
    assert (written.state, written.refusal) == (
        State.REFUSED,
        "Likes and followers are neither bought nor traded here.",
    )
    assert not GrowthEntry.objects.filter(reason=GrowthEntry.Reason.VIOLATION).exists()


def test_a_clean_edit_stays_live_all_the_time(heard):
    first = live()
    edited = rewritten(first, "It took two nights.")
    assert (edited.state, edited.is_check_due) == (State.LIVE, True)
    assert heard(note_edited, lambda: reviewed(edited)) == []
    edited.refresh_from_db()
    assert (edited.state, edited.is_check_due, edited.published_at) == (State.LIVE, False, NOON)
    assert list(Decision.objects.values_list("verdict", "rule")) == [("approve", None)]


def test_an_edit_is_handed_to_moderation_by_its_event_and_one_that_changes_no_word_is_not(heard):
    first = live()
    assert heard(note_reworded, lambda: rewritten(first)) == [first.pk]
    assert heard(note_reworded, lambda: rewritten(first, is_ai_made=True)) == []


def test_an_edit_is_checked_once():
    edited = rewritten(live(), "It took two nights.")
    recheck_note(edited.pk)
    recheck_note(edited.pk)
    assert Decision.objects.count() == 1


def test_a_live_note_that_nobody_changed_is_not_judged_again():
    written = live(body=CONTACT)
    assert deciding.recheck(written, at=LATER) is None
    assert not Decision.objects.exists()


def test_a_trusted_authors_edit_stays_and_a_person_looks_afterwards():
    author = person(level=level_that_opens(Privilege.PUBLISHED_FIRST), notes_count=1)
    written = reviewed(rewritten(live(author), "Where to buy likes"))
    assert (written.state, written.is_check_due) == (State.LIVE, False)
    assert Case.objects.get(note=written).closed_at is None


def test_the_history_keeps_the_earlier_text_and_readers_do_not_read_the_held_one():
    held = reviewed(rewritten(live()))
    assert list(Revision.objects.order_by("number").values_list("body", "is_open")) == [
        ("It took all night.", True),
        (CONTACT, False),
    ]
    assert held.body == CONTACT


def test_a_held_edit_that_is_let_through_is_not_held_again_for_the_same_words():
    held = reviewed(rewritten(live()))
    deciding.approve(held, by=person(), at=LATER)
    again = reviewed(rewritten(held, f"{CONTACT}, and a typo less."))
    assert again.state == State.LIVE
    assert reviewed(rewritten(held, f"{CONTACT} or 13812345678")).state == State.IN_REVIEW


def test_what_was_let_through_once_and_refused_since_is_found_again():
    held = reviewed(rewritten(live()))
    deciding.approve(held, by=person(), at=LATER)
    held.refresh_from_db()
    deciding.refuse(held, by=person(), reason="Not here.", at=LATER)
    assert reviewed(rewritten(held, f"{CONTACT} again")).state == State.IN_REVIEW


def test_an_edit_between_reading_and_verdict_is_judged_by_its_own_words():
    """The worker read the clean note; before its verdict the author put other words in."""
    submitted = live(state=State.SUBMITTED, published_at=None)
    read_before = Note.objects.get(pk=submitted.pk)
    rewritten(submitted)
    assert reviewed(read_before).state == State.IN_REVIEW


def test_judged_by_what_was_read_before_forbidden_words_would_go_live():
    """The twin of the test above: the same verdict without reading the row anew under its lock."""
    submitted = live(state=State.SUBMITTED, published_at=None)
    read_before = Note.objects.get(pk=submitted.pk)
    rewritten(submitted)
    assert deciding._verdict_on(read_before) == CLEAN
    publishing.approve(read_before, at=LATER)
    assert (Note.objects.get().state, Note.objects.get().body) == (State.LIVE, CONTACT)


def test_an_edit_that_came_before_the_verdict_on_the_last_one_is_judged_instead_of_it():
    first = rewritten(live())
    rewritten(first, "No number any more.")
    assert reviewed(first).state == State.LIVE
    assert reviewed(first).is_check_due is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [State.SUBMITTED, State.LIVE])
def test_whichever_of_edit_and_verdict_comes_first_no_word_stays_live_unread(state):
    written = live(state=state, published_at=NOON if state == State.LIVE else None, is_check_due=True)
    at_once([lambda: reviewed(Note.objects.get(pk=written.pk)), lambda: rewritten(written)])
    recheck_note(written.pk)
    written.refresh_from_db()
    assert (written.state, written.body, written.is_check_due) == (State.IN_REVIEW, CONTACT, False)


def _places_for_words(written: Note) -> dict[str, Callable[[], object]]:
    """Everywhere but in the text that words can be written which readers meet."""
    picture = Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY)
    film = Video.objects.create(owner=written.author, note=written, size_bytes=1, expires_at=LATER)
    topic = Topic.objects.create(slug="vx-mina1", name="vx mina1", notes_count=1)
    place = Place.objects.create(name="wechat: mina_reads")
    return {
        "alt": lambda: Picture.objects.filter(pk=picture.pk).update(alt=CONTACT),
        "mark": lambda: Point.objects.create(picture=picture, kind=PointKind.PLACE, words=CONTACT, x=1, y=1),
        "film": lambda: Video.objects.filter(pk=film.pk).update(alt=CONTACT),
        "topic": lambda: written.note_topics.create(topic=topic),
        "place": lambda: Note.objects.filter(pk=written.pk).update(place=place),
    }


@pytest.mark.parametrize("where", ["alt", "mark", "film", "topic", "place"])
def test_contact_details_are_found_wherever_readers_would_meet_them(where: str) -> None:
    written = note(person(notes_count=1), title="Bread", is_check_due=True)
    _places_for_words(written)[where]()
    assert reviewed(written).state == State.IN_REVIEW
    assert Case.objects.get().rule.name == "Contact details"


def test_what_stands_on_pictures_and_is_harmless_stays_live() -> None:
    written = note(person(notes_count=1), title="Bread", is_check_due=True)
    Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY, alt="A loaf on a board")
    assert reviewed(written).state == State.LIVE
    assert not Case.objects.exists()


def test_another_description_of_a_picture_has_a_live_note_read_again(heard) -> None:
    written = live()
    picture = Picture.objects.create(owner=written.author, note=written, state=Picture.State.READY, alt="A loaf")
    same = heard(note_reworded, lambda: rewritten(written, written.body, pictures=[PictureUse(picture, "A loaf")]))
    other = heard(note_reworded, lambda: rewritten(written, written.body, pictures=[PictureUse(picture, CONTACT)]))
    assert (same, other) == ([], [written.pk])
