"""When followers read: counted, in the author's zone, without quiet hours, and only where enough is known."""

from datetime import UTC, datetime, time, timedelta

import pytest

from push.best_times import Look, best_hours

NIGHT = (time(22, 30), time(8))
DAY = datetime(2026, 11, 2, tzinfo=UTC)


def looks(hour: int, readers: int = 20, days: int = 5, zone: str = "UTC", quiet=NIGHT) -> list[Look]:
    return [
        Look(reader, DAY + timedelta(days=day, hours=hour, minutes=reader), zone, *quiet)
        for reader in range(readers)
        for day in range(days)
    ]


def test_the_two_fullest_hours_come_first():
    assert best_hours([*looks(12), *looks(20, readers=30), *looks(17, days=1)], "UTC") == [20, 12]


def test_hours_are_said_by_the_authors_clock():
    assert best_hours(looks(12), "Asia/Shanghai") == [20]


@pytest.mark.parametrize(("readers", "days", "hours"), [(19, 9, []), (20, 4, []), (20, 5, [12])])
def test_too_few_readers_or_hours_say_nothing(readers: int, days: int, hours: list[int]):
    assert best_hours(looks(12, readers, days), "UTC") == hours


def test_hours_in_which_the_readers_themselves_want_quiet_do_not_count():
    # Seven in the evening in London is three in the morning in Shanghai.
    assert best_hours([*looks(19, 30, zone="Asia/Shanghai"), *looks(12)], "Europe/London") == [12]


def test_somebody_who_looks_at_a_hundred_notes_in_an_hour_counts_once():
    eager = [Look(99, DAY + timedelta(hours=15, seconds=second), "UTC", *NIGHT) for second in range(500)]
    assert best_hours([*looks(12), *eager], "UTC")[0] == 12
