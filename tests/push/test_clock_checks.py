from dataclasses import replace
from datetime import time

import pytest
from django.utils import translation

from push.clock_checks import suggested_windows, validate_clock
from push.clocks import DEFAULT_WINDOWS, EVENING, NOON, WORK_PATTERNS, ReaderClock, Span, Window, every_day, weekdays

GOOD = ReaderClock("Asia/Shanghai", holiday_country="CN")


def told(reader: ReaderClock) -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(error.field, str(error.message)) for error in validate_clock(reader)]


def on_monday(*windows: Window) -> tuple[tuple[Window, ...], ...]:
    return (windows, *((),) * 6)


def test_the_defaults_are_in_order():
    assert told(GOOD) == []


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "America", "asia/shanghai "])
def test_an_unknown_zone_is_told_beside_the_zone(zone):
    assert told(replace(GOOD, zone=zone)) == [("zone", "We do not know this time zone. Choose one from the list.")]


def test_unknown_choices_are_told_beside_their_fields():
    fields = [field for field, _ in told(replace(GOOD, work="pirate", holiday_country="ZZ", stage="lurker"))]
    assert fields == ["work", "holiday_country", "stage"]


def test_an_empty_window_is_told_by_day_and_name():
    reader = replace(GOOD, windows=on_monday(Window(time(12), time(12), "noon")))
    assert told(reader) == [("windows.monday.noon", "Monday, noon: the window closes when it opens.")]


def test_two_windows_of_one_name_are_too_many():
    reader = replace(GOOD, windows=on_monday(NOON, Window(time(19), time(20), "noon")))
    assert told(reader) == [("windows.monday.noon", "Monday, noon: this day has two windows of this name. Keep one.")]


def test_overlapping_windows_are_told_beside_the_later_one():
    reader = replace(GOOD, windows=on_monday(NOON, Window(time(13), time(20), "evening")))
    sentence = "Monday, evening: the window overlaps the one on Monday, noon."
    assert told(reader) == [("windows.monday.evening", sentence)]


def test_a_sunday_window_over_midnight_overlaps_monday():
    quiet = Span(time(3), time(9))
    sunday, monday = Window(time(23), time(2), "evening"), Window(time(1), time(2, 30), "noon")
    reader = replace(GOOD, quiet=quiet, windows=((monday,), (), (), (), (), (), (sunday,)))
    sentence = "Sunday, evening: the window overlaps the one on Monday, noon."
    assert told(reader) == [("windows.sunday.evening", sentence)]


def test_windows_that_touch_do_not_overlap():
    reader = replace(GOOD, windows=on_monday(NOON, Window(time(13, 30), time(22), "evening")))
    assert told(reader) == []


def test_a_window_entirely_in_working_hours_is_refused_on_the_days_of_work():
    reader = replace(GOOD, work="early", windows=every_day(NOON))
    fields = [field for field, _ in told(reader)]
    assert fields == [f"windows.{day}.noon" for day in ("monday", "tuesday", "wednesday", "thursday", "friday")]
    assert told(reader)[0][1] == "Monday, noon: the window lies entirely in your working hours."


def test_a_window_entirely_in_quiet_hours_is_refused():
    reader = replace(GOOD, windows=on_monday(Window(time(23), time(1), "evening")))
    sentence = "Monday, evening: the window lies entirely in your quiet hours."
    assert told(reader) == [("windows.monday.evening", sentence)]


def test_work_that_runs_over_sunday_midnight_swallows_a_monday_window():
    shift = Span(time(22), time(6))
    reader = replace(
        GOOD,
        work="custom",
        custom_work=((),) * 6 + ((shift,),),
        quiet=Span(time(7), time(15)),
        windows=on_monday(Window(time(4), time(5), "noon")),
    )
    sentence = "Monday, noon: the window lies entirely in your working hours."
    assert told(reader) == [("windows.monday.noon", sentence)]


def test_work_and_quiet_hours_together_may_leave_nothing():
    reader = replace(GOOD, work="late", windows=on_monday(Window(time(21), time(23), "evening")))
    assert told(replace(reader, quiet=Span(time(22), time(8)))) == [
        ("windows.monday.evening", "Monday, evening: working and quiet hours leave nothing of the window.")
    ]
    assert told(reader) == []


def test_hours_that_end_when_they_begin_are_refused():
    reader = replace(GOOD, work="custom", custom_work=weekdays(Span(time(9), time(9))), quiet=Span(time(1), time(1)))
    assert [field for field, _ in told(reader)] == [
        "custom_work.monday",
        "custom_work.tuesday",
        "custom_work.wednesday",
        "custom_work.thursday",
        "custom_work.friday",
        "quiet",
    ]


def test_a_week_has_seven_days():
    assert [field for field, _ in told(replace(GOOD, windows=((),) * 6, custom_work=()))] == ["custom_work", "windows"]


@pytest.mark.parametrize("work", sorted(WORK_PATTERNS))
def test_suggested_windows_are_in_order_for_every_pattern(work):
    assert told(replace(GOOD, work=work, windows=suggested_windows(work))) == []


def test_suggested_windows_leave_out_what_work_swallows():
    assert suggested_windows("office") == DEFAULT_WINDOWS
    assert suggested_windows("early") == ((EVENING,),) * 5 + ((NOON, EVENING),) * 2
    assert suggested_windows("late") == ((NOON,),) * 5 + ((NOON, EVENING),) * 2
