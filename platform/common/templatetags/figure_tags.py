"""Numbers and times as a reader of the active language writes them."""

from datetime import datetime, timedelta

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.template.defaultfilters import date
from django.utils.translation import get_language, ngettext
from moneyed import Money
from moneyed.l10n import format_money

from common.clock import now
from common.models import in_reader_language

register = template.Library()
_MONEY_LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW"}


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _rounded(number: int, unit: int, sign: str) -> str:
    whole = number / unit
    # Rounded down: 1,999 likes are "1.9k", never a figure that was not reached.
    shown = f"{int(whole * 10) / 10:g}" if whole < 100 else str(int(whole))
    return f"{shown}{sign}"


@register.filter
def short_number(number: int) -> str:
    """12345 as 12.3k in English and 1.2 万 in Chinese; below a thousand (ten thousand) as it is."""
    if _is_chinese():
        if number < 10_000:
            return str(number)
        unit, sign = (100_000_000, "亿") if number >= 100_000_000 else (10_000, "万")
        return _rounded(number, unit, f" {in_reader_language('', sign)}")
    if number < 1000:
        return str(number)
    return _rounded(number, 1_000_000, "M") if number >= 1_000_000 else _rounded(number, 1000, "k")


@register.filter
def badge(number: int) -> str:
    """A figure for a small round badge; nobody reads one above 99. static/js/live/figures.js says the same."""
    return "99+" if number > 99 else str(number)


@register.filter
def money(amount: Money) -> str:
    """An amount with its sign, as written in the active language."""
    return str(format_money(amount, locale=_MONEY_LOCALES.get(get_language() or "", "en_GB")))


@register.filter
def told_when(at: datetime) -> str:
    """How long ago within a week ("2 hours ago", "3 days ago"), and the day from then on."""
    ago = now() - at
    if ago < timedelta(days=1):
        return str(naturaltime(at))
    if ago < timedelta(days=7):
        return ngettext("%d day ago", "%d days ago", ago.days) % ago.days
    return date(at, "DATE_FORMAT")
