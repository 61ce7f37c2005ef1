from datetime import date, time

from push.clocks import OFFICE_DAY, ReaderClock, Span, weekdays
from push.workdays import days_off, swapped_workdays, working_spans

CHINA = ReaderClock("Asia/Shanghai", holiday_country="CN")


def test_an_office_works_from_monday_to_friday_around_a_noon_rest():
    reader = ReaderClock("Asia/Shanghai")
    assert working_spans(reader, date(2026, 11, 27)) == (Span(time(9), time(11, 45)), Span(time(13, 30), time(18)))
    assert working_spans(reader, date(2026, 11, 28)) == ()


def test_a_public_holiday_lifts_working_hours():
    assert working_spans(CHINA, date(2026, 10, 1)) == ()
    assert working_spans(ReaderClock("Asia/Shanghai"), date(2026, 10, 1)) == OFFICE_DAY


def test_a_day_off_that_was_swapped_for_a_weekend_lifts_working_hours():
    assert working_spans(CHINA, date(2026, 2, 20)) == ()


def test_a_swapped_saturday_imposes_working_hours():
    assert working_spans(CHINA, date(2026, 2, 28)) == OFFICE_DAY
    assert working_spans(CHINA, date(2026, 3, 7)) == ()


def test_a_swapped_saturday_has_the_hours_of_the_first_working_day():
    mornings = (Span(time(8), time(12)),)
    part_time = ReaderClock(
        "Asia/Shanghai", work="custom", custom_work=((), mornings, (), mornings, (), (), ()), holiday_country="CN"
    )
    assert working_spans(part_time, date(2026, 2, 28)) == mornings


def test_a_reader_without_work_has_none_on_a_swapped_saturday():
    reader = ReaderClock("Asia/Shanghai", work="none", holiday_country="CN")
    assert working_spans(reader, date(2026, 2, 28)) == ()


def test_china_swaps_six_days_in_2026():
    assert swapped_workdays("CN", 2026) == {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }


def test_holidays_of_other_countries_count_in_their_own_country():
    assert working_spans(ReaderClock("Europe/Berlin", holiday_country="DE"), date(2026, 12, 25)) == ()
    assert working_spans(CHINA, date(2026, 12, 25)) == OFFICE_DAY


def test_a_year_beyond_the_calendar_falls_back_to_the_weekly_pattern():
    assert days_off("CN", 2150) == frozenset()
    assert working_spans(CHINA, date(2150, 10, 1)) == OFFICE_DAY


def test_an_unknown_country_falls_back_to_the_weekly_pattern():
    reader = ReaderClock("Asia/Shanghai", holiday_country="ZZ")
    assert working_spans(reader, date(2026, 10, 1)) == weekdays(*OFFICE_DAY)[3]
    assert swapped_workdays("ZZ", 2026) == frozenset()
