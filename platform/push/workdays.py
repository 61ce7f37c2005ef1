"""On which days a reader works: the weekly pattern, lifted by public holidays and imposed by swapped workdays.

The calendars come from the `holidays` library. For China they carry the swaps that the State Council announces each
autumn for the following year. A year that is not announced yet has the statutory holidays and no swaps, and a year or a
country that the library does not know has neither: there the plain weekly pattern holds.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import holidays

from push.clocks import ReaderClock, Span


def is_known_country(code: str) -> bool:
    return code in holidays.list_supported_countries(include_aliases=False)


@lru_cache(maxsize=512)
def days_off(country: str, year: int) -> frozenset[date]:
    """Public holidays and the days off that were swapped for them."""
    if not is_known_country(country):
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


@lru_cache(maxsize=512)
def swapped_workdays(country: str, year: int) -> frozenset[date]:
    """Days of a weekend that are worked in exchange for a day off."""
    if not is_known_country(country):
        return frozenset()
    calendar = holidays.country_holidays(country, years=year)
    return frozenset(day for day in calendar.weekend_workdays if day.year == year)


def working_spans(reader: ReaderClock, day: date) -> Sequence[Span]:
    """The working hours that open on `day`, on the wall clock. Empty on a day off.

    A swapped workday that is free in the weekly pattern has the hours of the first working day of the week.
    """
    week = reader.working_week
    usual = week[day.weekday()]
    if not reader.holiday_country:
        return usual
    if day in days_off(reader.holiday_country, day.year):
        return ()
    if not usual and day in swapped_workdays(reader.holiday_country, day.year):
        return next((spans for spans in week if spans), ())
    return usual
