"""A wall-clock time in the author's own zone, as people write it, told apart from the two that do not exist."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

_FORMAT = "%Y-%m-%dT%H:%M"


class ScheduleField(forms.DateTimeField):
    """Takes the time in the active zone. The hour the clocks leave out, and the one they repeat, are told in words."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT)
    input_formats = [_FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]

    def __init__(self, **options: Any) -> None:  # Any: a form field's own options
        super().__init__(input_formats=self.input_formats, **options)

    def to_python(self, value: Any) -> datetime | None:  # Any: what a browser sends
        try:
            return super().to_python(value)
        except ValidationError:
            wall = _wall(value)
            if wall is None:
                raise ValidationError(_("Write the time as 2026-11-25 18:30.")) from None
            raise ValidationError(_told(wall)) from None


def _wall(value: object) -> datetime | None:
    """The time as the clock on the wall shows it; None for what is no time at all."""
    for form in ScheduleField.input_formats:
        try:
            return datetime.strptime(str(value).strip(), form)  # noqa: DTZ007  (a wall time has no zone)
        except ValueError:
            continue
    return None


def _told(wall: datetime) -> str:
    zone = timezone.get_current_timezone()
    early, late = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    shown = date_format(wall, "H:i")
    if (early.utcoffset() or timedelta()) < (late.utcoffset() or timedelta()):
        return _("The clocks go forward that night: %(time)s does not exist. Choose a time an hour later.") % {
            "time": shown
        }
    return _("The clocks go back that night: %(time)s comes twice. Choose a time an hour earlier or later.") % {
        "time": shown
    }


def zone_shown(at: datetime) -> str:
    """The active zone with its offset at an instant: "Europe/London, UTC+0"."""
    zone = timezone.get_current_timezone()
    offset = at.astimezone(zone).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"{timezone.get_current_timezone_name()}, UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
