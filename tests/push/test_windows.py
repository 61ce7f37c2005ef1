"""Windows on the real time line: clock changes, midnights and skipped days, with exact instants."""

from datetime import UTC, date, datetime, time

from push.clocks import ReaderClock, Window, every_day
from push.windows import Slot, local_day, next_slot, slot_of


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def night_owl(opens: time, closes: time, zone: str = "America/New_York") -> ReaderClock:
    """A reader whose only window lies in the hours that clocks change; free of work and of quiet hours at night."""
    return ReaderClock(zone, windows=every_day(Window(opens, closes, "evening")), work="none")


def test_the_noon_slot_of_shanghai_opens_at_a_quarter_to_four_utc():
    reader = ReaderClock("Asia/Shanghai")
    slot = Slot(date(2026, 11, 23), "noon", utc(2026, 11, 23, 3, 45), utc(2026, 11, 23, 5, 30))
    assert slot_of(reader, utc(2026, 11, 23, 3, 45)) == slot
    assert slot_of(reader, utc(2026, 11, 23, 5, 29, 59)) == slot
    assert slot_of(reader, utc(2026, 11, 23, 5, 30)) is None


def test_the_next_slot_is_never_the_one_that_is_open():
    reader = ReaderClock("Asia/Shanghai")
    evening = next_slot(reader, utc(2026, 11, 23, 3, 45))
    assert evening == Slot(date(2026, 11, 23), "evening", utc(2026, 11, 23, 10, 30), utc(2026, 11, 23, 14))
    following = next_slot(reader, utc(2026, 11, 23, 12))
    assert following
    assert (following.day, following.name) == (date(2026, 11, 24), "noon")


def test_a_reader_without_windows_has_no_slots():
    reader = ReaderClock("Asia/Shanghai", windows=((),) * 7)
    assert slot_of(reader, utc(2026, 11, 23, 4)) is None
    assert next_slot(reader, utc(2026, 11, 23, 4)) is None


def test_an_empty_window_never_opens():
    assert next_slot(night_owl(time(12), time(12)), utc(2026, 11, 23, 4)) is None


def test_an_hour_that_is_skipped_shortens_the_window():
    # New York 2027-03-14: 02:00 becomes 03:00 at 07:00 UTC.
    slot = next_slot(night_owl(time(1, 30), time(3, 30)), utc(2027, 3, 14, 5))
    assert slot == Slot(date(2027, 3, 14), "evening", utc(2027, 3, 14, 6, 30), utc(2027, 3, 14, 7, 30))


def test_a_window_that_begins_in_the_skipped_hour_opens_with_the_jump():
    slot = next_slot(night_owl(time(2, 30), time(4)), utc(2027, 3, 14, 5))
    assert slot == Slot(date(2027, 3, 14), "evening", utc(2027, 3, 14, 7), utc(2027, 3, 14, 8))


def test_a_window_within_the_skipped_hour_does_not_open_that_night():
    slot = next_slot(night_owl(time(2, 15), time(2, 45)), utc(2027, 3, 14, 5))
    assert slot == Slot(date(2027, 3, 15), "evening", utc(2027, 3, 15, 6, 15), utc(2027, 3, 15, 6, 45))


def test_a_window_in_the_repeated_hour_opens_once():
    # New York 2026-11-01: 02:00 becomes 01:00 at 06:00 UTC, so 01:15 is shown at 05:15 and at 06:15 UTC.
    reader = night_owl(time(1, 15), time(1, 45))
    assert next_slot(reader, utc(2026, 11, 1, 5)) == Slot(
        date(2026, 11, 1), "evening", utc(2026, 11, 1, 5, 15), utc(2026, 11, 1, 5, 45)
    )
    assert slot_of(reader, utc(2026, 11, 1, 6, 15)) is None
    assert slot_of(reader, utc(2026, 11, 1, 6, 30)) is None


def test_a_window_that_the_clock_is_set_back_out_of_ends_there():
    slot = next_slot(night_owl(time(1, 30), time(3)), utc(2026, 11, 1, 5))
    assert slot == Slot(date(2026, 11, 1), "evening", utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6))


def test_a_window_around_the_repeated_hour_stays_open_through_both():
    slot = next_slot(night_owl(time(23), time(3)), utc(2026, 11, 1, 2))
    assert slot == Slot(date(2026, 10, 31), "evening", utc(2026, 11, 1, 3), utc(2026, 11, 1, 8))


def test_half_an_hour_of_summer_time_is_not_taken_for_a_whole_one():
    # Lord Howe 2026-10-04: 02:00 becomes 02:30 at 15:30 UTC of the day before.
    slot = next_slot(night_owl(time(1, 45), time(2, 45), "Australia/Lord_Howe"), utc(2026, 10, 3, 14))
    assert slot == Slot(date(2026, 10, 4), "evening", utc(2026, 10, 3, 15, 15), utc(2026, 10, 3, 15, 45))


def test_a_day_that_a_country_skipped_has_no_slots():
    # Samoa went from 29 to 31 December 2011.
    reader = ReaderClock("Pacific/Apia")
    slot = next_slot(reader, utc(2011, 12, 30, 8))
    assert slot
    assert (slot.day, slot.opens_at) == (date(2011, 12, 31), utc(2011, 12, 30, 21, 45))


def test_a_window_over_midnight_belongs_to_the_day_it_opens():
    reader = night_owl(time(23), time(1), "Asia/Shanghai")
    half_past_midnight = utc(2028, 2, 28, 16, 30)
    slot = slot_of(reader, half_past_midnight)
    assert slot == Slot(date(2028, 2, 28), "evening", utc(2028, 2, 28, 15), utc(2028, 2, 28, 17))
    assert local_day(reader, half_past_midnight) == date(2028, 2, 28)
    assert local_day(reader, utc(2028, 2, 28, 17)) == date(2028, 2, 29)


def test_the_twenty_ninth_of_february_has_its_own_slots():
    reader = night_owl(time(23), time(1), "Asia/Shanghai")
    leap, march = next_slot(reader, utc(2028, 2, 29, 8)), next_slot(reader, utc(2028, 3, 1, 8))
    assert leap == Slot(date(2028, 2, 29), "evening", utc(2028, 2, 29, 15), utc(2028, 2, 29, 17))
    assert march == Slot(date(2028, 3, 1), "evening", utc(2028, 3, 1, 15), utc(2028, 3, 1, 17))
