"""The ladder: climbing, never falling, and a ledger in which a source counts once."""

import pytest

from tests.factories import NOON, person
from users.events import level_changed
from users.growth import ledger_page
from users.ladder import steps_of
from users.levels import Record, counts_of, ladder, level_reached, record
from users.models import GrowthEntry, Level, User
from users.progress import progress_of

Reason = GrowthEntry.Reason
pytestmark = pytest.mark.django_db


def _record(who: User, reason: str, times: int, prefix: str = "note") -> None:
    for number in range(times):
        record(who.pk, reason=reason, source=f"{prefix}:{number}", at=NOON)


def _planted() -> User:
    grown = person()
    for reason in (Reason.PUBLISHED, Reason.FOLLOWED, Reason.COLLECTED, Reason.COMMENTED):
        _record(grown, reason, 1)
    grown.refresh_from_db()
    return grown


def test_the_ladder_has_ten_levels_in_order() -> None:
    assert [level.number for level in ladder()] == list(range(1, 11))
    assert [level.code for level in ladder()][::9] == ["seed", "evergreen"]


def test_a_note_a_follow_a_collect_and_a_comment_plant_a_seed() -> None:
    assert _planted().level == 1


def test_three_of_the_four_are_not_enough() -> None:
    grown = person()
    for reason in (Reason.PUBLISHED, Reason.FOLLOWED, Reason.COLLECTED):
        _record(grown, reason, 1)
    grown.refresh_from_db()
    assert grown.level == 0


@pytest.mark.parametrize("reason", [Reason.NOTE_BASE, Reason.UNDER_TOPIC, Reason.VIDEO_BASE])
def test_any_one_of_the_alternatives_lifts_to_the_second_level(reason: str) -> None:
    grown = _planted()
    _record(grown, reason, 1)
    grown.refresh_from_db()
    assert grown.level >= 2


def test_a_higher_condition_does_not_skip_a_missing_step() -> None:
    have = {Reason.NOTE_STRONG: 80, Reason.PUBLISHED: 1}
    assert level_reached(ladder(), Record(have), NOON) == 0


def test_all_ten_levels_can_be_reached() -> None:
    have = dict.fromkeys((Reason.PUBLISHED, Reason.FOLLOWED, Reason.COLLECTED, Reason.COMMENTED), 1)
    assert level_reached(ladder(), Record(have | {Reason.NOTE_BASE: 12, Reason.NOTE_STRONG: 80}), NOON) == 10
    assert level_reached(ladder(), Record(have | {Reason.NOTE_BASE: 12, Reason.NOTE_STRONG: 79}), NOON) == 9


def test_a_source_counts_once_for_a_reason() -> None:
    grown = person()
    assert record(grown.pk, reason=Reason.COLLECTED, source="note:a", at=NOON)
    assert not record(grown.pk, reason=Reason.COLLECTED, source="note:a", at=NOON)
    assert counts_of(grown.pk) == {Reason.COLLECTED: 1}


def test_a_climb_is_written_into_the_ledger_and_announced_once(django_capture_on_commit_callbacks) -> None:
    heard: list[int] = []

    def hear(level: int, **_: object) -> None:
        heard.append(level)

    level_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        grown = _planted()
        _record(grown, Reason.COLLECTED, 3)
    level_changed.disconnect(hear)
    assert heard == [1]
    assert GrowthEntry.objects.filter(person=grown, reason=Reason.LEVEL).count() == 1


def test_a_level_is_kept_when_staff_ask_for_more_later() -> None:
    grown = _planted()
    Level.objects.filter(number=1).update(also={"followed": 5})
    record(grown.pk, reason=Reason.COLLECTED, source="note:later", at=NOON)
    grown.refresh_from_db()
    assert grown.level == 1


def test_progress_names_what_is_missing_for_the_next_level() -> None:
    progress = progress_of(_planted(), at=NOON)
    assert progress.level is not None
    assert progress.next_level is not None
    assert (progress.level.number, progress.next_level.number) == (1, 2)
    missing = [(line.reason, line.left) for option in progress.alternatives for line in option]
    assert missing == [("note_base", 1), ("under_topic", 1), ("video_base", 1)]


def test_there_is_nothing_above_the_tenth_level() -> None:
    progress = progress_of(person(level=10), at=NOON)
    assert progress.next_level is None
    assert progress.alternatives == []


def test_every_level_says_what_it_asks_for_and_what_it_opens() -> None:
    steps = steps_of()
    assert all(step.alternatives and step.opens for step in steps)
    assert steps[0].alternatives == ["1 published note"]
    assert steps[0].also == ["follow 1 person", "collect 1 note", "write 1 comment"]
    assert steps[0].opens[:2] == ["5 notes a day", "3 links a week"]
    assert steps[4].alternatives[0] == "12 notes with 5 collects or 10 likes each"


def test_the_ledger_is_read_newest_first_page_by_page() -> None:
    grown = person()
    _record(grown, Reason.COLLECTED, 35)
    first = ledger_page(grown.pk)
    second = ledger_page(grown.pk, cursor=first.cursor)
    assert [line.source for line in first.lines[:2]] == ["note:34", "note:33"]
    assert [line.source for line in second.lines] == [f"note:{n}" for n in range(4, -1, -1)]
    assert second.cursor == ""


def test_a_broken_cursor_starts_the_ledger_at_the_top() -> None:
    grown = person()
    _record(grown, Reason.COLLECTED, 1)
    assert len(ledger_page(grown.pk, cursor="%%%").lines) == 1


def test_the_page_of_levels_is_open_to_everybody(client) -> None:
    page = client.get("/about/levels/").content.decode()
    assert page.count('class="panel rung') == 10
    assert "Where you are" not in page


def test_somebody_known_sees_where_they_are_on_the_page_of_levels(client) -> None:
    client.force_login(_planted())
    page = client.get("/about/levels/").content.decode()
    assert "Where you are" in page
    assert 'aria-current="step"' in page


def test_the_page_of_growth_shows_only_ones_own_lines(client) -> None:
    other, grown = person(), person()
    record(other.pk, reason=Reason.PUBLISHED, source="note:other", at=NOON)
    record(grown.pk, reason=Reason.COLLECTED, source="note:mine", at=NOON)
    client.force_login(grown)
    page = client.get("/me/growth/").content.decode()
    assert "Collected a note" in page
    assert "Published a note" not in page


def test_the_page_of_growth_asks_to_log_in(client) -> None:
    assert client.get("/me/growth/").headers["Location"] == "/accounts/login/?next=/me/growth/"
