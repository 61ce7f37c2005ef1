"""What is wrong with a reader's clock, told beside the field before anything is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, get_args
from zoneinfo import available_timezones

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from push.clocks import DEFAULT_WINDOWS, SLOT_NAMES, WEEKDAYS, WORK_PATTERNS, ReaderClock, Span, Stage, Week, Window
from push.workdays import is_known_country

if TYPE_CHECKING:  # the type of a lazy text exists only in the stubs
    from django.utils.functional import _StrPromise

SLOT_LABELS: dict[str, Promise] = {"noon": _("noon"), "evening": _("evening")}

DAY_SECONDS = 24 * 60 * 60
WEEK_SECONDS = 7 * DAY_SECONDS

# A span within the week: seconds after Monday 00:00, the end past the week when it runs over Sunday's midnight.
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FieldError:
    """`field` is the attribute of ReaderClock, for a window or a working day with its place: "windows.monday.noon"."""

    field: str
    message: Promise | str


@cache
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def validate_clock(reader: ReaderClock) -> list[FieldError]:
    """Everything wrong with the clock, in the order of its fields; an empty list when it may be saved."""
    return [*_choice_errors(reader), *_work_errors(reader), *_quiet_errors(reader), *_window_errors(reader)]


def suggested_windows(work: str) -> Week[Window]:
    """The default windows for a work pattern, without those that lie entirely in its working hours."""
    busy = _stretches(WORK_PATTERNS[work])
    return tuple(
        tuple(window for window in windows if not _covered(_stretch(number, window), busy))
        for number, windows in enumerate(DEFAULT_WINDOWS)
    )


def _choice_errors(reader: ReaderClock) -> Iterator[FieldError]:
    if reader.zone not in known_zones():
        yield FieldError("zone", _("We do not know this time zone. Choose one from the list."))
    if reader.work != "custom" and reader.work not in WORK_PATTERNS:
        yield FieldError("work", _("Choose working hours from the list."))
    if reader.holiday_country and not is_known_country(reader.holiday_country):
        yield FieldError("holiday_country", _("We have no calendar of public holidays for this country."))
    if reader.stage not in get_args(Stage):
        yield FieldError("stage", _("Choose a stage from the list."))


def _work_errors(reader: ReaderClock) -> Iterator[FieldError]:
    if len(reader.custom_work) != 7:
        yield FieldError("custom_work", _("Give working hours for each of the seven days."))
    for number, spans in enumerate(reader.custom_work[:7]):
        if any(span.opens == span.closes for span in spans):
            message = format_lazy(_("{day}: these hours end when they begin."), day=WEEKDAY_NAMES[number])
            yield FieldError(f"custom_work.{WEEKDAYS[number]}", message)


def _quiet_errors(reader: ReaderClock) -> Iterator[FieldError]:
    if reader.quiet.opens == reader.quiet.closes:
        yield FieldError("quiet", _("Quiet hours need an end that differs from their beginning."))


def _window_errors(reader: ReaderClock) -> Iterator[FieldError]:
    if len(reader.windows) != 7:
        yield FieldError("windows", _("Give windows for each of the seven days."))
        return
    placed = [(number, window) for number, windows in enumerate(reader.windows) for window in windows]
    yield from _shape_errors(placed)
    yield from _overlap_errors(placed)
    yield from _swallowed_errors(reader, placed)


Placed = Sequence[tuple[int, Window]]


def _shape_errors(placed: Placed) -> Iterator[FieldError]:
    seen: set[tuple[int, str]] = set()
    for number, window in placed:
        if window.name not in SLOT_NAMES:
            yield _window_error(number, window, _("{day}, {slot}: there is no window of this name."))
        elif window.opens == window.closes:
            yield _window_error(number, window, _("{day}, {slot}: the window closes when it opens."))
        elif (number, window.name) in seen:
            yield _window_error(number, window, _("{day}, {slot}: this day has two windows of this name. Keep one."))
        seen.add((number, window.name))


def _overlap_errors(placed: Placed) -> Iterator[FieldError]:
    for (number, window), (other_number, other) in combinations(placed, 2):
        if _overlap(_stretch(number, window), _stretch(other_number, other)):
            yield FieldError(
                f"windows.{WEEKDAYS[other_number]}.{other.name}",
                format_lazy(
                    _("{day}, {slot}: the window overlaps the one on {other_day}, {other_slot}."),
                    day=WEEKDAY_NAMES[other_number],
                    slot=_label(other),
                    other_day=WEEKDAY_NAMES[number],
                    other_slot=_label(window),
                ),
            )


def _swallowed_errors(reader: ReaderClock, placed: Placed) -> Iterator[FieldError]:
    known = reader.work == "custom" or reader.work in WORK_PATTERNS
    work = _stretches(reader.working_week) if known else []
    quiet = _stretches(((reader.quiet,),) * 7)
    for number, window in placed:
        stretch = _stretch(number, window)
        if stretch[0] == stretch[1]:
            continue
        if _covered(stretch, work):
            yield _window_error(number, window, _("{day}, {slot}: the window lies entirely in your working hours."))
        elif _covered(stretch, quiet):
            yield _window_error(number, window, _("{day}, {slot}: the window lies entirely in your quiet hours."))
        elif _covered(stretch, work + quiet):
            yield _window_error(
                number, window, _("{day}, {slot}: working and quiet hours leave nothing of the window.")
            )


def _window_error(number: int, window: Window, sentence: "_StrPromise") -> FieldError:
    message = format_lazy(sentence, day=WEEKDAY_NAMES[number], slot=_label(window))
    return FieldError(f"windows.{WEEKDAYS[number]}.{window.name}", message)


def _label(window: Window) -> Promise | str:
    return SLOT_LABELS.get(window.name, window.name)


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def _stretch(number: int, span: Span) -> Stretch:
    opens, closes = _seconds(span.opens), _seconds(span.closes)
    over_midnight = DAY_SECONDS if closes < opens else 0
    return number * DAY_SECONDS + opens, number * DAY_SECONDS + closes + over_midnight


def _stretches(week: Sequence[Sequence[Span]]) -> list[Stretch]:
    """The stretches of three weeks in a row, so that one that begins before Monday is seen from Monday."""
    once = [_stretch(number, span) for number, spans in enumerate(week) for span in spans]
    return [(opens + shift, closes + shift) for shift in (-WEEK_SECONDS, 0, WEEK_SECONDS) for opens, closes in once]


def _overlap(one: Stretch, other: Stretch) -> bool:
    shifted = ((other[0] + shift, other[1] + shift) for shift in (-WEEK_SECONDS, 0, WEEK_SECONDS))
    return any(max(one[0], opens) < min(one[1], closes) for opens, closes in shifted)


def _covered(stretch: Stretch, blockers: Sequence[Stretch]) -> bool:
    reached = stretch[0]
    for opens, closes in sorted(blockers):
        if opens > reached:
            break
        reached = max(reached, closes)
    return reached >= stretch[1]
