"""Lines are reached by reactions that speak for themselves; what is found online is what the night finds."""

from datetime import timedelta
from random import Random

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notes import lines
from notes.engagement import react, unreact
from notes.models import Like, Note, Visibility
from tests.factories import NOON, note, person, settled
from users import standing
from users.givers import set_rings
from users.independence import Discount, Reason, Rules
from users.ladder_rows import forget
from users.models import Counting, GrowthEntry, Invite, InvitedPerson, Line, RingMember, User

pytestmark = pytest.mark.django_db
RULES = Rules()


def reached(of: User) -> list[str]:
    return sorted(of.growth.filter(reason__regex="^(note|video)_").values_list("reason", flat=True))


def liked(written: Note, people: list[User], *, days_ago: int = 0) -> None:
    for number, reader in enumerate(people):
        react(written, reader, "like", at=NOON - timedelta(days=days_ago, hours=-2 * number))


def likes_of(written: Note):
    return lines.standings([written], rules=RULES, at=NOON + timedelta(days=9))[written.pk].likes


def test_a_ring_of_thirty_does_not_carry_a_fellow_over_the_line() -> None:
    ring = [settled() for _ in range(30)]
    set_rings({member.pk: ring[0].pk for member in ring}, at=NOON)
    written = note(author=ring[0])
    liked(written, ring[1:])
    assert reached(ring[0]) == []
    assert likes_of(written).discounts == (Discount(Reason.RING, 29, 1),)
    liked(written, [settled() for _ in range(9)])
    assert reached(ring[0]) == ["note_base"]


def test_young_accounts_count_in_the_night_after_their_first_week() -> None:
    written = note()
    for number in range(10):
        react(written, person(joined_at=NOON - timedelta(days=3, hours=number)), "like", at=NOON)
    assert reached(written.author) == []
    assert lines.recount(at=NOON + timedelta(days=3)) == 0
    assert lines.recount(at=NOON + timedelta(days=4)) == 1
    assert reached(written.author) == ["note_base"]
    assert lines.recount(at=NOON + timedelta(days=5)) == 0


def test_one_reader_carries_no_more_than_ten_notes_of_an_author_in_a_month() -> None:
    author, fan = person(), settled()
    notes = [note(author=author) for _ in range(12)]
    for number, written in enumerate(notes):
        react(written, fan, "like", at=NOON + timedelta(hours=number))
    counted = [likes_of(written).count for written in notes]
    assert counted == [1] * 10 + [0] * 2


def test_a_reader_counts_again_when_the_month_is_over() -> None:
    author, fan = person(), settled()
    for number in range(10):
        react(note(author=author), fan, "like", at=NOON - timedelta(days=31, hours=number))
    written = note(author=author)
    react(written, fan, "like", at=NOON)
    assert likes_of(written).count == 1


def test_devices_in_one_network_that_like_within_the_hour_are_one_voice() -> None:
    written, readers = note(), [settled() for _ in range(10)]
    for number, reader in enumerate(readers):
        UserSession.objects.create(user=reader, ip=f"9.9.9.{number}", session_key=f"key-{number}", user_agent="x")
        react(written, reader, "like", at=NOON + timedelta(minutes=number))
    assert reached(written.author) == []
    assert likes_of(written).discounts == (Discount(Reason.BURST, 10, 1),)


def test_guests_of_one_host_that_like_within_the_hour_are_one_voice() -> None:
    written, host, guests = note(), person(), [settled() for _ in range(10)]
    invite = Invite.objects.create(person=host, code="c" * 12, expires_at=NOON + timedelta(days=9), created_at=NOON)
    for number, guest in enumerate(guests):
        InvitedPerson.objects.create(invite=invite, host=host, guest=guest)
        react(written, guest, "like", at=NOON + timedelta(minutes=number))
    assert reached(written.author) == []
    assert likes_of(written).discounts == (Discount(Reason.BURST, 10, 1),)


def test_devices_at_home_behind_a_private_address_are_not_related() -> None:
    written, readers = note(), [settled() for _ in range(10)]
    for number, reader in enumerate(readers):
        UserSession.objects.create(user=reader, ip="127.0.0.1", session_key=f"key-{number}", user_agent="x")
        react(written, reader, "like", at=NOON + timedelta(minutes=number))
    assert reached(written.author) == ["note_base"]


def test_what_was_reached_stays_when_reactions_are_taken_back_or_a_giver_is_suspended() -> None:
    written, readers = note(), [settled() for _ in range(10)]
    liked(written, readers)
    unreact(written, readers[0], "like")
    standing.suspend(readers[1], by=0)
    lines.recount(at=NOON + timedelta(days=1))
    assert reached(written.author) == ["note_base"]
    assert likes_of(written).count == 8


def test_a_suspended_giver_does_not_help_to_reach_a_line() -> None:
    written, readers = note(), [settled() for _ in range(10)]
    standing.suspend(readers[0], by=0)
    liked(written, readers)
    assert reached(written.author) == []


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.PRIVATE])
def test_a_note_that_is_not_for_everybody_reaches_no_line(visibility: str) -> None:
    written = note(visibility=visibility)
    liked(written, [settled() for _ in range(10)])
    assert lines.recount(at=NOON) == 0
    assert reached(written.author) == []


def test_a_line_asks_for_what_staff_wrote(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Line.objects.filter(code="base").update(likes=3)
        forget()
    written = note()
    liked(written, [settled() for _ in range(3)])
    assert reached(written.author) == ["note_base"]


def test_the_rules_of_counting_are_those_of_the_row(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Counting.objects.update(min_age_days=0)
        forget()
    written = note()
    for number in range(10):
        # Not signed up at once: that would relate them.
        react(written, person(joined_at=NOON - timedelta(days=1, hours=number)), "like", at=NOON)
    assert reached(written.author) == ["note_base"]


def test_rings_are_found_out_of_the_last_months_and_forgotten_when_they_break_up() -> None:
    ring, town = [settled() for _ in range(4)], [settled() for _ in range(60)]
    for author in ring:
        for written in [note(author=author) for _ in range(3)]:
            liked(written, [member for member in ring if member != author])
    chance = Random(3)
    for author in town:
        liked(note(author=author), chance.sample([one for one in town if one != author], 8))
    assert lines.renew_rings(at=NOON + timedelta(days=1)) == 4
    assert set(RingMember.objects.values_list("person_id", flat=True)) == {member.pk for member in ring}
    assert lines.renew_rings(at=NOON + timedelta(days=200)) == 0
    assert not RingMember.objects.exists()


def test_what_is_found_online_is_what_the_night_would_find() -> None:
    """The same reactions written at once, without a deed, lead to the same lines in the nightly recount."""
    chance = Random(11)
    readers = [settled() for _ in range(40)] + [person(joined_at=NOON - timedelta(days=2, hours=n)) for n in range(9)]
    set_rings(dict.fromkeys((one.pk for one in readers[:12]), readers[0].pk), at=NOON)
    online, quiet = ([note(author=person()) for _ in range(8)] for _ in range(2))
    for live, still in zip(online, quiet, strict=True):
        for number, reader in enumerate(chance.sample(readers, chance.randint(5, 49))):
            at = NOON + timedelta(minutes=7 * number)
            react(live, reader, "like", at=at)
            Like.objects.create(note=still, person=reader, created_at=at)
        Note.objects.filter(pk=still.pk).update(like_count=Note.objects.get(pk=live.pk).like_count)
    lines.recount(at=NOON + timedelta(hours=8))
    assert [reached(one.author) for one in online] == [reached(one.author) for one in quiet]
    assert any(reached(one.author) for one in online)


def test_weighing_many_notes_asks_no_more_than_weighing_one() -> None:
    notes = [note() for _ in range(6)]
    for written in notes:
        liked(written, [settled() for _ in range(3)])
        react(written, settled(), "collect", at=NOON)
    asked = []
    for some in (notes[:1], notes):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            lines.standings(some, rules=RULES, at=NOON)
        asked.append(len(queries))
    assert asked == [8, 8]


def test_a_reaction_below_the_first_line_weighs_nothing() -> None:
    written, readers = note(), [settled() for _ in range(2)]
    react(written, readers[0], "like", at=NOON)
    with CaptureQueriesContext(connection) as queries:
        react(written, readers[1], "like", at=NOON)
    assert not [q for q in queries if "usersession" in q["sql"]]


def test_growth_that_is_paused_waits_and_is_caught_up_after_the_return() -> None:
    author = person(level=2, growth_paused_at=NOON - timedelta(days=1))
    written = note(author=author)
    liked(written, [settled() for _ in range(10)])
    assert reached(author) == []
    User.objects.filter(pk=author.pk).update(growth_paused_at=None)
    assert lines.recount(at=NOON + timedelta(days=1)) == 1
    assert reached(author) == ["note_base"]
    assert GrowthEntry.objects.filter(person=author, reason="note_base").count() == 1
