"""The gate by example, in the zone and at the instants where it must not be off by a second."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from push.clocks import FOR_GOOD, LIMITS, ReaderClock, Span, Window, every_day
from push.gate import History, NotAPush, history_of, may_send

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
READER = ReaderClock("Asia/Shanghai", holiday_country="CN")
NOTHING_YET = History()


def shanghai(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


def asked(reader: ReaderClock, at: datetime, history: History = NOTHING_YET) -> tuple[bool, str, datetime | None]:
    verdict = may_send(reader, "experts", at, history)
    return verdict.allowed, verdict.rule, verdict.next_at


# 23 November 2026 is a Monday, 28 November a Saturday.
@pytest.mark.parametrize(
    ("at", "rule", "next_at"),
    [
        (shanghai(2026, 11, 23, 11, 44, 59), "working", shanghai(2026, 11, 23, 11, 45)),
        (shanghai(2026, 11, 23, 13, 30), "working", shanghai(2026, 11, 23, 18, 30)),
        (shanghai(2026, 11, 23, 18, 0), "window", shanghai(2026, 11, 23, 18, 30)),
        (shanghai(2026, 11, 23, 22, 0), "window", shanghai(2026, 11, 24, 11, 45)),
        (shanghai(2026, 11, 23, 22, 30), "quiet", shanghai(2026, 11, 24, 11, 45)),
        (shanghai(2026, 11, 24, 7, 59), "quiet", shanghai(2026, 11, 24, 11, 45)),
        (shanghai(2026, 11, 28, 13, 30), "window", shanghai(2026, 11, 28, 18, 30)),
    ],
)
def test_outside_the_windows_a_push_waits_for_the_next_one(at, rule, next_at):
    assert asked(READER, at) == (False, rule, next_at)


@pytest.mark.parametrize(
    "at",
    [
        shanghai(2026, 11, 23, 11, 45),
        shanghai(2026, 11, 23, 13, 29, 59),
        shanghai(2026, 11, 23, 18, 30),
        shanghai(2026, 11, 23, 21, 59, 59),
    ],
)
def test_inside_a_window_a_push_may_go_at_once(at):
    assert asked(READER, at) == (True, "open", at)


def test_an_hour_and_fifty_nine_minutes_after_the_last_push_is_too_early():
    history = History(last_sent_at=shanghai(2026, 11, 23, 18, 31), sent_today=1)
    assert asked(READER, shanghai(2026, 11, 23, 20, 30), history) == (False, "spacing", shanghai(2026, 11, 23, 20, 31))


def test_two_hours_after_the_last_push_is_late_enough():
    history = History(last_sent_at=shanghai(2026, 11, 23, 18, 30), sent_today=1)
    assert asked(READER, shanghai(2026, 11, 23, 20, 30), history) == (True, "open", shanghai(2026, 11, 23, 20, 30))


def test_two_hours_are_real_ones_when_the_clock_jumps():
    # New York 2027-03-14: from 01:00 to 04:00 on the wall only two hours pass.
    reader = ReaderClock("America/New_York", windows=every_day(Window(time(0, 30), time(5), "evening")), work="none")
    reader = replace(reader, quiet=Span(time(6), time(8)))
    history = History(last_sent_at=datetime(2027, 3, 14, 1, tzinfo=NEW_YORK), sent_today=1)
    three = datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK)
    assert asked(reader, three, history) == (False, "spacing", datetime(2027, 3, 14, 8, tzinfo=UTC))


def test_a_clock_set_back_before_the_last_push_waits_from_that_push():
    history = History(last_sent_at=shanghai(2026, 11, 23, 19), sent_today=1)
    assert asked(READER, shanghai(2026, 11, 23, 18, 45), history) == (False, "spacing", shanghai(2026, 11, 23, 21))


@pytest.mark.parametrize(
    ("stage", "cap"), [("novice", 2), ("growth", 3), ("settled", 3), ("returning", 2), ("dormant", 1)]
)
def test_each_stage_has_its_daily_cap(stage, cap):
    reader, evening = replace(READER, stage=stage), shanghai(2026, 11, 23, 19)
    next_noon = shanghai(2026, 11, 24, 11, 45)
    assert asked(reader, evening, History(sent_today=cap - 1)) == (True, "open", evening)
    assert asked(reader, evening, History(sent_today=cap)) == (False, "cap", next_noon)


def test_yesterdays_pushes_do_not_count_today():
    history = History(sent_today=2, day=date(2026, 11, 22))
    assert asked(READER, shanghai(2026, 11, 23, 12), history)[0] is True


def test_a_push_after_midnight_counts_for_the_day_its_window_opened():
    reader = replace(READER, windows=every_day(Window(time(22), time(3), "evening")), quiet=Span(time(4), time(9)))
    sent = [shanghai(2026, 11, 23, 22), shanghai(2026, 11, 24, 0, 15)]
    history = history_of(reader, shanghai(2026, 11, 24, 2, 30), sent)
    assert history == History(last_sent_at=sent[1], sent_today=2, day=date(2026, 11, 23))
    assert asked(reader, shanghai(2026, 11, 24, 2, 30), history) == (False, "cap", shanghai(2026, 11, 24, 22))


def test_the_caps_and_the_spacing_are_data():
    verdict = may_send(
        READER,
        "experts",
        shanghai(2026, 11, 23, 19),
        History(last_sent_at=shanghai(2026, 11, 23, 18, 30), sent_today=1),
        replace(LIMITS, spacing=timedelta(hours=1)),
    )
    assert (verdict.rule, verdict.next_at) == ("spacing", shanghai(2026, 11, 23, 19, 30))


def test_a_public_holiday_opens_a_window_that_work_would_close():
    mornings = replace(READER, windows=every_day(Window(time(10), time(11), "noon")))
    assert asked(mornings, shanghai(2026, 10, 1, 10)) == (True, "open", shanghai(2026, 10, 1, 10))
    assert asked(mornings, shanghai(2026, 11, 23, 10)) == (False, "working", shanghai(2026, 11, 28, 10))


def test_a_swapped_saturday_closes_a_window_that_other_saturdays_open():
    mornings = replace(READER, windows=every_day(Window(time(10), time(11), "noon")))
    assert asked(mornings, shanghai(2026, 10, 10, 10)) == (False, "working", shanghai(2026, 10, 11, 10))
    assert asked(mornings, shanghai(2026, 10, 17, 10)) == (True, "open", shanghai(2026, 10, 17, 10))


def test_a_night_shift_of_friday_reaches_into_saturday():
    reader = replace(READER, work="night", windows=every_day(Window(time(5), time(7), "noon")))
    reader = replace(reader, quiet=Span(time(9), time(16)))
    assert asked(reader, shanghai(2026, 11, 28, 5)) == (False, "working", shanghai(2026, 11, 28, 6))
    assert asked(reader, shanghai(2026, 11, 29, 5)) == (True, "open", shanghai(2026, 11, 29, 5))


def test_a_muted_kind_never_goes_and_others_do():
    reader, noon = replace(READER, muted_kinds=frozenset({"experts"})), shanghai(2026, 11, 23, 12)
    assert asked(reader, noon) == (False, "muted_kind", None)
    assert may_send(reader, "friends", noon, NOTHING_YET).allowed is True


def test_a_muted_reader_gets_the_first_window_after_muting():
    reader = replace(READER, muted_until=shanghai(2026, 12, 24, 14))
    assert asked(reader, shanghai(2026, 11, 23, 12)) == (False, "muted", shanghai(2026, 12, 24, 18, 30))
    assert asked(reader, shanghai(2026, 12, 24, 18, 30))[0] is True


def test_a_reader_muted_for_good_has_no_next_chance():
    reader = replace(READER, muted_until=FOR_GOOD)
    assert asked(reader, shanghai(2026, 11, 23, 12)) == (False, "muted", None)


def test_a_reader_whose_windows_are_all_swallowed_has_no_next_chance():
    reader = replace(READER, windows=every_day(Window(time(23), time(1), "evening")))
    assert asked(reader, shanghai(2026, 11, 23, 23)) == (False, "quiet", None)
    assert asked(replace(READER, windows=((),) * 7), shanghai(2026, 11, 23, 12)) == (False, "window", None)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "", "America"])
def test_a_reader_in_an_unknown_zone_gets_nothing(zone):
    assert asked(replace(READER, zone=zone), shanghai(2026, 11, 23, 12)) == (False, "zone", None)


def test_a_security_message_is_not_a_push():
    with pytest.raises(NotAPush):
        may_send(READER, "security", shanghai(2026, 11, 23, 12), NOTHING_YET)


def test_instants_without_a_zone_are_refused():
    naive = shanghai(2026, 11, 23, 12).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        may_send(READER, "experts", naive, NOTHING_YET)
    with pytest.raises(ValueError, match="time zone"):
        History(last_sent_at=naive)
    with pytest.raises(ValueError, match="time zone"):
        replace(READER, muted_until=naive)


@pytest.mark.parametrize(
    ("reader", "at", "sentence"),
    [
        (READER, shanghai(2026, 11, 23, 12), "This is a good time: your window is open."),
        (READER, shanghai(2026, 11, 23, 10), "You are at work from 09:00 to 11:45."),
        (READER, shanghai(2026, 11, 23, 23), "Your quiet hours are from 22:30 to 08:00."),
        (READER, shanghai(2026, 11, 28, 10), "This is outside the times you chose for messages."),
        (
            replace(READER, muted_until=shanghai(2026, 12, 24, 14)),
            shanghai(2026, 11, 28, 10),
            "You muted messages until 12/24/2026 14:00.",
        ),
        (replace(READER, muted_until=FOR_GOOD), shanghai(2026, 11, 28, 10), "You muted all messages."),
    ],
)
def test_the_verdict_says_why_in_the_readers_own_hours(reader, at, sentence):
    with translation.override("en"):
        assert str(may_send(reader, "experts", at, NOTHING_YET).explanation) == sentence


def test_numbers_agree_with_their_words():
    with translation.override("en"):
        one = may_send(replace(READER, stage="dormant"), "experts", shanghai(2026, 11, 23, 12), History(sent_today=1))
        assert str(one.explanation) == "You had 1 message today, and that is enough for one day."
        two = may_send(READER, "experts", shanghai(2026, 11, 23, 12), History(sent_today=2))
        assert str(two.explanation) == "You had 2 messages today, and that is enough for one day."
        last = History(last_sent_at=datetime(2026, 11, 23, 3, 50, tzinfo=UTC), sent_today=1)
        spaced = may_send(READER, "experts", shanghai(2026, 11, 23, 12), last)
        sentence = "The last message came at 11:50. We leave at least 120 minutes between two."
        assert str(spaced.explanation) == sentence
