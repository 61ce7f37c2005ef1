"""When something was said, in words a reader can place."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from common.clock import now
from common.templatetags.figure_tags import told_when


@pytest.mark.parametrize(
    ("language", "ago", "said"),
    [
        ("en", timedelta(hours=2, minutes=1), "2\xa0hours ago"),
        ("zh-hans", timedelta(hours=2, minutes=1), "2小时之前"),
        ("en", timedelta(days=1, hours=1), "1 day ago"),
        ("zh-hans", timedelta(days=3), "3 天前"),
        ("en", timedelta(days=6, hours=1), "6 days ago"),
    ],
)
def test_within_a_week_it_is_told_how_long_ago(language: str, ago: timedelta, said: str) -> None:
    with override(language):
        assert told_when(now() - ago) == said


def test_after_a_week_it_is_told_on_which_day() -> None:
    at = now().replace(year=2025, month=3, day=9, hour=12)
    assert told_when(at) == "March 9, 2025"
    with override("zh-hans"):
        assert told_when(at) == "2025年3月9日"
