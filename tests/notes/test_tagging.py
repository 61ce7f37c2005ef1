"""Topics somebody invents wait below the level for new tags, and nobody grows by a topic of their own."""

from datetime import timedelta

import pytest

from notes import publishing, tagging
from notes.models import Note, NoteTopic, State, Topic
from notes.policy import policy_for
from tests.factories import NOON, composition, note, person, settled
from users.ladder_rows import ladder_rows
from users.models import GrowthEntry, RingMember, User
from users.privileges import Privilege, level_that_opens

pytestmark = pytest.mark.django_db

OPENS = 4


def hand_in(author: User, *topics: str) -> Note:
    """A note of this author that went live under these topics."""
    sent = publishing.submit(author, composition(topics=list(topics)), policy=policy_for(author), at=NOON)
    publishing.go_live(sent, at=NOON)
    return sent


def under(topic: Topic, author: User) -> Note:
    written = note(author)
    NoteTopic.objects.create(note=written, topic=topic)
    return written


def open_topic() -> Topic:
    return Topic.objects.create(slug="sourdough", name="sourdough")


def lines_of(author: User) -> int:
    return GrowthEntry.objects.filter(person=author, reason="under_topic").count()


def test_the_ladder_opens_new_tags_at_the_level_these_tests_speak_of() -> None:
    assert level_that_opens(Privilege.TAGS_AT_ONCE) == OPENS


@pytest.mark.parametrize(("level", "waits"), [(0, True), (3, True), (4, False), (10, False)])
def test_a_new_topic_waits_below_the_level_and_opens_from_it_on(level: int, waits: bool) -> None:
    hand_in(person(level=level), "sourdough")
    topic = Topic.objects.get(slug="sourdough")
    assert topic.is_hidden is waits
    assert topic.waits_since == (NOON if waits else None)


def test_a_topic_that_is_there_is_used_by_everybody_at_once() -> None:
    topic = open_topic()
    written = hand_in(person(), "Sourdough")
    assert list(written.topics.all()) == [topic]
    topic.refresh_from_db()
    assert (topic.is_hidden, topic.waits_since) == (False, None)


@pytest.mark.parametrize("kind", ["official", "expert"])
def test_official_and_professional_accounts_name_topics_at_once(kind: str) -> None:
    hand_in(person(kind=kind), "sourdough")
    assert not Topic.objects.get(slug="sourdough").is_hidden


def test_a_waiting_topic_opens_when_somebody_of_the_level_writes_under_it() -> None:
    hand_in(person(), "sourdough")
    hand_in(person(level=OPENS), "sourdough")
    topic = Topic.objects.get(slug="sourdough")
    assert (topic.is_hidden, topic.waits_since) == (False, None)


def test_a_topic_staff_hid_stays_hidden_whoever_writes_under_it() -> None:
    Topic.objects.create(slug="sourdough", name="sourdough", is_hidden=True)
    hand_in(person(level=10), "sourdough")
    assert Topic.objects.get(slug="sourdough").is_hidden


def test_a_waiting_topic_has_no_page_and_says_why(client) -> None:
    hand_in(person(), "sourdough")
    answer = client.get(Topic.objects.get().get_absolute_url())
    assert answer.status_code == 404
    assert "This topic is new." in answer.content.decode()


def test_only_the_author_sees_the_waiting_topic_under_their_note(client) -> None:
    author = person()
    written = hand_in(author, "sourdough")
    assert "#sourdough" not in client.get(written.get_absolute_url()).content.decode()
    client.force_login(author)
    assert "#sourdough is new and waits to be looked at" in client.get(written.get_absolute_url()).content.decode()


def test_what_staff_decide_of_a_waiting_topic_stands() -> None:
    opened, kept = (hand_in(person(), name).topics.get() for name in ("sourdough", "spam"))
    assert tagging.open_waiting(opened)
    assert tagging.keep_hidden(kept)
    assert not tagging.open_waiting(kept)
    shown = Topic.objects.order_by("slug").values_list("slug", "is_hidden", "waits_since")
    assert list(shown) == [("sourdough", False, None), ("spam", True, None)]


def test_topics_nobody_else_uses_raise_nobody() -> None:
    author = settled(level=1)
    for name in ("one", "two", "three"):
        hand_in(author, name)
        Topic.objects.update(is_hidden=False, waits_since=None)
    assert tagging.recount(at=NOON + timedelta(days=1)) == 0
    assert lines_of(author) == 0
    assert User.objects.get(pk=author.pk).level == 1


def test_a_topic_others_write_under_gives_a_line_at_once() -> None:
    under(open_topic(), settled())
    author = person()
    hand_in(author, "sourdough")
    assert lines_of(author) == 1


@pytest.mark.parametrize("flaw", ["young", "suspended", "ring", "hidden"])
def test_company_that_is_not_independent_gives_no_line(flaw: str) -> None:
    topic, other = open_topic(), settled()
    under(topic, other)
    if flaw == "young":
        User.objects.filter(pk=other.pk).update(joined_at=NOON - timedelta(days=6))
    elif flaw == "suspended":
        User.objects.filter(pk=other.pk).update(is_active=False)
    elif flaw == "ring":
        RingMember.objects.create(person=other, ring=1, found_at=NOON)
    else:
        Topic.objects.update(is_hidden=True)
    author = person()
    hand_in(author, "sourdough")
    assert lines_of(author) == 0


def test_another_authors_withdrawn_note_is_no_company() -> None:
    Note.objects.filter(pk=under(open_topic(), settled()).pk).update(state=State.WITHDRAWN)
    author = person()
    hand_in(author, "sourdough")
    assert lines_of(author) == 0


def test_the_night_finds_a_topic_that_found_company_later_and_counts_it_once() -> None:
    author = settled()
    hand_in(author, "sourdough")
    tagging.open_waiting(Topic.objects.get())
    under(Topic.objects.get(), settled())
    assert lines_of(author) == 0
    # Both are in company now.
    assert tagging.recount(at=NOON + timedelta(days=1)) == 2
    assert lines_of(author) == 1
    assert tagging.recount(at=NOON + timedelta(days=2)) == 0


def test_company_found_later_does_not_end_the_pause_of_somebody_silent() -> None:
    author = settled(growth_paused_at=NOON, level=1)
    under(open_topic(), author)
    under(Topic.objects.get(), settled(growth_paused_at=NOON, level=1))
    assert tagging.recount(at=NOON) == 0
    assert User.objects.get(pk=author.pk).growth_paused_at == NOON


def test_company_is_one_query_however_many_notes(django_assert_num_queries) -> None:
    topic = open_topic()
    notes = [under(topic, settled()) for _ in range(5)]
    ladder_rows()
    with django_assert_num_queries(1):
        assert tagging.in_company(notes, at=NOON) == {one.pk for one in notes}
