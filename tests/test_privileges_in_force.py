"""Every privilege of the ladder beside the behaviour that reads it: whoever moves the row moves the site.

Each probe tries what a privilege is about as somebody would, and says how often it went (a limit), whether it went (a
feature) or by how much (a weight). A table with gaps fails: a privilege is read, or stands in TOLD_ALONE.
"""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from conversations import limiting
from conversations.doors import Door, door_between
from feed.steering import steering
from moderation import deciding, reporting
from moderation.models import Report
from moderation.reporting import Complaint
from notes import albums, comments, pins, publishing
from notes.albums import AlbumFacts, AlbumRefused
from notes.comments import CommentRefused, Saying
from notes.composition import CompositionRefused
from notes.models import Collect, Note, Picture, State, Topic
from notes.pins import CannotPin
from notes.policy import policy_for
from notes.publishing import TooManyNotes
from notes.receiving import limits_of
from tests.factories import NOON, composition, note, person
from users.ladder_rows import forget
from users.models import Level, User
from users.privileges import POLICIES, Privilege, Sort

pytestmark = pytest.mark.django_db

GIVEN_AT = 3
MOST_TRIES = 6
# Told on the page of levels, and granted by hand: staff make an expert, fill a topic's page, pass on a request.
TOLD_ALONE = {
    Privilege.PROPOSES_TOPICS,
    Privilege.APPLIES_AS_PROFESSIONAL,
    Privilege.BRAND_BRIEFS,
    Privilege.INVITED_AS_EXPERT,
}
Probe = Callable[[User], float]


def _went(tries: Iterator[object], *refusals: type[Exception]) -> int:
    """How many of these deeds went before one was refused."""
    went = 0
    try:
        for _deed in tries:
            went += 1
    except refusals:
        return went
    return went


def _hand_in(who: User, **facts: object) -> Note:
    return publishing.submit(who, composition(**facts), policy=policy_for(who), at=NOON)


def _notes_a_day(who: User) -> float:
    return _went((_hand_in(who) for _ in range(MOST_TRIES)), TooManyNotes)


def _links_a_week(who: User) -> float:
    _grant(who, Privilege.NOTES_A_DAY, 99)
    links = (f"https://example.org/{number}" for number in range(MOST_TRIES))
    return _went((_hand_in(who, body=f"See {link}") for link in links), CompositionRefused)


def _links_a_note(who: User) -> float:
    for count in range(1, MOST_TRIES):
        body = " ".join(f"https://example.org/{number}" for number in range(count))
        row = note(who, state=State.SUBMITTED, published_at=None, submitted_at=NOON, body=body)
        deciding.review(row, at=NOON)
        if row.state != State.LIVE:
            return count - 1
    return MOST_TRIES


def _comments_an_hour(who: User) -> float:
    return comments.comments_an_hour(who)


def _writes_to_strangers(who: User) -> float:
    return door_between(who, person(), None) is Door.REQUEST


def _messages(who: User, met: Door) -> float:
    waits = (limiting.seconds_to_wait(who, User(pk=-number), met) for number in range(1, MOST_TRIES))
    return sum(1 for _ in itertools.takewhile(lambda seconds: seconds == 0, waits))


def _messages_an_hour(who: User) -> float:
    return _messages(who, Door.OPEN)


def _requests_a_day(who: User) -> float:
    _grant(who, Privilege.MESSAGES_AN_HOUR, 99)
    return _messages(who, Door.REQUEST)


def _pictures_in_comments(who: User) -> float:
    picture = Picture.objects.create(owner=who, state=Picture.State.READY, file_name="loaf.jpg", created_at=NOON)
    saying = Saying("Look.", picture=picture)
    return bool(_went((comments.say(note(), who, saying, at=NOON) for _ in range(1)), CommentRefused))


def _schedules_notes(who: User) -> float:
    tomorrow = NOON + timedelta(days=1)
    return bool(_went((_hand_in(who, scheduled_at=tomorrow) for _ in range(1)), CompositionRefused))


def _tags_at_once(who: User) -> float:
    _hand_in(who, topics=["sourdough"])
    return not Topic.objects.get(slug="sourdough").is_hidden


def _album_covers(who: User) -> float:
    album, written = albums.make(who, AlbumFacts("Bread"), at=NOON), note()
    Collect.objects.create(person=who, note=written, album=album, created_at=NOON)
    try:
        albums.choose_cover(album, written)
    except AlbumRefused:
        return False
    return True


def _pinned_notes(who: User) -> float:
    return _went((pins.pin(note(who), at=NOON) for _ in range(MOST_TRIES)), CannotPin)


def _video_minutes(who: User) -> float:
    return limits_of(who).max_seconds / 60


def _published_first(who: User) -> float:
    row = note(who, state=State.SUBMITTED, published_at=None, submitted_at=NOON, body="微信：mina_reads")
    deciding.review(row, at=NOON)
    return row.state == State.LIVE


def _reports_weigh_double(who: User) -> float:
    reporting.report(note(), who, Complaint("spam", ""), at=NOON)
    return Report.objects.get(reporter=who).weight == 2


def _feed_weight(who: User) -> float:
    return steering()[1].levels[who.level] * 100


PROBES: dict[Privilege, Probe] = {
    Privilege.NOTES_A_DAY: _notes_a_day,
    Privilege.LINKS_A_WEEK: _links_a_week,
    Privilege.LINKS_A_NOTE: _links_a_note,
    Privilege.COMMENTS_AN_HOUR: _comments_an_hour,
    Privilege.WRITES_TO_STRANGERS: _writes_to_strangers,
    Privilege.MESSAGES_AN_HOUR: _messages_an_hour,
    Privilege.REQUESTS_A_DAY: _requests_a_day,
    Privilege.PICTURES_IN_COMMENTS: _pictures_in_comments,
    Privilege.SCHEDULES_NOTES: _schedules_notes,
    Privilege.TAGS_AT_ONCE: _tags_at_once,
    Privilege.ALBUM_COVERS: _album_covers,
    Privilege.PINNED_NOTES: _pinned_notes,
    Privilege.VIDEO_MINUTES: _video_minutes,
    Privilege.PUBLISHED_FIRST: _published_first,
    Privilege.REPORTS_WEIGH_DOUBLE: _reports_weigh_double,
    Privilege.FEED_WEIGHT: _feed_weight,
}
LIMITS = [one for one in PROBES if POLICIES[one].sort is Sort.LIMIT]
FEATURES = [one for one in PROBES if POLICIES[one].sort is Sort.FEATURE]


def _grant(who: User, privilege: Privilege, figure: float | bool) -> None:
    """Gives a privilege in the row of this person's level and takes it out of all others."""
    for row in Level.objects.all():
        row.privileges.pop(privilege, None)
        if row.number == max(who.level, 1):
            row.privileges[privilege] = figure
        row.save(update_fields=["privileges"])
    forget()


def test_every_privilege_is_read_by_something() -> None:
    assert PROBES.keys() | TOLD_ALONE == set(Privilege)
    assert not PROBES.keys() & TOLD_ALONE


@pytest.mark.parametrize("privilege", LIMITS)
@pytest.mark.parametrize("figure", [2, 4])
def test_a_limit_is_what_the_row_says(privilege: Privilege, figure: int, at_once) -> None:
    who = person(level=GIVEN_AT)
    with at_once():
        _grant(who, privilege, figure)
    assert PROBES[privilege](who) == figure


@pytest.mark.parametrize("privilege", FEATURES)
def test_a_feature_is_open_where_the_row_opens_it_and_closed_below(privilege: Privilege, at_once) -> None:
    below, there = person(level=GIVEN_AT - 1), person(level=GIVEN_AT)
    with at_once():
        _grant(there, privilege, True)
    assert PROBES[privilege](below) == 0
    assert PROBES[privilege](there) == 1


def test_the_weight_in_the_feed_is_what_the_row_says(at_once) -> None:
    who = person(level=GIVEN_AT)
    with at_once():
        _grant(who, Privilege.FEED_WEIGHT, 7.5)
    assert _feed_weight(who) == pytest.approx(7.5)
    assert steering()[1].levels[GIVEN_AT - 1] == 0


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """What a change of the rows tells others is told at the end of the block, as a commit would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
