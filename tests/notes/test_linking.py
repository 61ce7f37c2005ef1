"""Links to other sites are counted by the week, in notes and comments together, by the level of who writes."""

from datetime import timedelta

import pytest

from notes import publishing
from notes.comments import CommentRefused, write_comment
from notes.composition import CompositionRefused
from notes.models import Comment, Note
from notes.policy import policy_for, policy_of
from tests.factories import NOON, composition, note, person
from users.models import Kind, Spent, User

pytestmark = pytest.mark.django_db


def hand_in(author: User, body: str, *, at=NOON) -> Note:
    return publishing.submit(author, composition(body=body), policy=policy_for(author), at=at)


def test_a_note_over_the_links_of_the_week_is_refused_beside_its_text_with_the_time_it_lifts() -> None:
    author = person(level=1)
    hand_in(author, "https://one.example www.two.example https://three.example", at=NOON - timedelta(days=6))
    with pytest.raises(CompositionRefused) as refused:
        hand_in(author, "And https://four.example")
    said = refused.value.errors["body"][0]
    assert said.startswith("Your level allows 3 links to other sites a week; here are 1 new.")
    assert "There is room again at" in said
    assert Note.objects.count() == 1
    assert hand_in(author, "And https://four.example", at=NOON + timedelta(days=1)).pk


def test_a_refused_note_uses_up_no_note_of_the_day() -> None:
    author = person(level=1)
    with pytest.raises(CompositionRefused):
        hand_in(author, " ".join(f"https://{n}.example" for n in range(4)))
    assert not Spent.objects.exists()


def test_links_in_comments_count_with_those_in_notes() -> None:
    author = person(level=1)
    hand_in(author, "https://one.example https://two.example")
    write_comment(note(), author, "see https://three.example", at=NOON)
    with pytest.raises(CommentRefused):
        write_comment(note(), author, "see https://four.example", at=NOON)
    assert Comment.objects.count() == 1


def test_editing_counts_only_links_that_were_not_there_before() -> None:
    author = person(level=1)
    written = hand_in(author, "https://one.example https://two.example")
    policy = policy_for(author)
    same = composition(body="Better: https://one.example https://two.example")
    publishing.edit(written, same, policy=policy, at=NOON)
    publishing.edit(written, composition(body="https://one.example https://three.example"), policy=policy, at=NOON)
    assert sum(Spent.objects.filter(privilege="links_a_week").values_list("amount", flat=True)) == 3
    with pytest.raises(CompositionRefused):
        publishing.edit(written, composition(body="https://four.example"), policy=policy, at=NOON)
    written.refresh_from_db()
    assert written.body == "https://one.example https://three.example"


def test_links_to_the_site_itself_use_up_nothing(settings) -> None:
    settings.SITE_URL = "https://meadow.example"
    hand_in(person(), "https://meadow.example/notes/abc")
    assert not Spent.objects.filter(privilege="links_a_week").exists()


@pytest.mark.parametrize(("kind", "most"), [(Kind.OFFICIAL, 200), (Kind.EXPERT, 100), (Kind.MEMBER, 2)])
def test_official_and_professional_accounts_have_limits_of_their_own(kind: str, most: int) -> None:
    assert policy_for(person(kind=kind)).weekly_links(0) == most


def test_notes_of_blossom_and_of_professionals_are_read_first() -> None:
    assert [policy_of("ugc").published_first(level) for level in (0, 5, 6, 10)] == [False, False, True, True]
    assert policy_of("pugc").published_first(0)


def test_a_deleted_note_gives_no_place_of_the_day_back() -> None:
    author = person()
    for _ in range(3):
        publishing.delete(hand_in(author, "Again."), at=NOON)
    with pytest.raises(publishing.TooManyNotes):
        hand_in(author, "Again.")
