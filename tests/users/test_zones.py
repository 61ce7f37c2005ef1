"""Time zones by the names their readers use."""

import pytest
from django.utils import translation

from users.zones import grouped_zones, zone_name


def _label(zone: str) -> str:
    return str({key: label for _region, zones in grouped_zones() for key, label in zones}[zone])


@pytest.mark.parametrize(
    ("language", "zone", "name"),
    [
        ("en", "Asia/Shanghai", "Shanghai"),
        ("zh-hans", "Asia/Shanghai", "上海"),
        ("zh-hans", "America/Argentina/Ushuaia", "Argentina, Ushuaia"),
        ("zh-hans", "UTC", "UTC"),
    ],
)
def test_a_zone_is_called_what_its_readers_call_it(language: str, zone: str, name: str) -> None:
    with translation.override(language):
        assert zone_name(zone) == name


def test_the_choices_say_a_zone_in_both_tongues_and_an_english_one_once() -> None:
    with translation.override("zh-hans"):
        assert (_label("Asia/Shanghai"), _label("Africa/Accra")) == ("Shanghai 上海", "Accra")
    with translation.override("en"):
        assert (_label("Asia/Shanghai"), _label("America/Argentina/Buenos_Aires")) == (
            "Shanghai",
            "Argentina, Buenos Aires",
        )
