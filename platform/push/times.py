"""When pushes come, said to the reader in plain sentences."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from push.clocks import Span
from push.gate import Verdict
from push.wishes import Wishes
from users.zones import zone_name


def plain_times(wishes: Wishes) -> list[str]:
    """The reader's windows, hours and limits, a sentence each."""
    clock, most = wishes.clock, wishes.limits.daily[wishes.clock.stage]
    if clock.muted_until is not None or clock.muted_kinds >= {"for_you"}:
        return [_("Right now we pick no notes for you, as you wished.")]
    hours = int(wishes.limits.spacing.total_seconds() // 3600)
    quiet = {"opens": _clock(clock.quiet.opens), "closes": _clock(clock.quiet.closes)}
    return [
        *_windows(wishes),
        _("Never while you work, and never in your quiet hours, %(opens)s to %(closes)s.") % quiet,
        ngettext("At most %(count)d a day.", "At most %(count)d a day.", most) % {"count": most},
        ngettext("At least %(count)d hour apart.", "At least %(count)d hours apart.", hours) % {"count": hours},
    ]


def _windows(wishes: Wishes) -> list[str]:
    """The windows of a weekday and those of the weekend: every pattern of work keeps to this halving."""
    weekday, weekend = wishes.clock.windows[0], wishes.clock.windows[5]
    zone = zone_name(wishes.clock.zone)
    if weekday == weekend:
        return [_("Every day %(windows)s, by the clock in %(zone)s.") % {"windows": _spans(weekday), "zone": zone}]
    return [
        _("Monday to Friday %(windows)s, by the clock in %(zone)s.") % {"windows": _spans(weekday), "zone": zone},
        _("Saturday and Sunday %(windows)s.") % {"windows": _spans(weekend)},
    ]


def _spans(spans: Sequence[Span]) -> str:
    said = [_("from %(opens)s to %(closes)s") % {"opens": _clock(s.opens), "closes": _clock(s.closes)} for s in spans]
    return _(" and ").join(said) or _("never")


def _clock(at: time | datetime) -> str:
    return time_format(at, "H:i")


def next_chance(verdict: Verdict, wishes: Wishes) -> str:
    """When the next push may come, by the reader's clock; empty when it may come now or never."""
    if verdict.allowed or verdict.next_at is None:
        return ""
    wall: datetime = verdict.next_at.astimezone(ZoneInfo(wishes.clock.zone))
    said = {"day": date_format(wall, "l"), "time": _clock(wall)}
    return _("The next one may come on %(day)s from %(time)s.") % said
