"""The time zones people choose from, grouped by continent."""

import zoneinfo
from functools import cache

from django.utils.translation import gettext_lazy as _

REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}
Choices = list[tuple[object, list[tuple[str, str]]]]


@cache
def grouped_zones() -> Choices:
    """Choices of a select with groups: cities under their continents, and UTC. Names as the zone database has them."""
    groups: Choices = [("UTC", [("UTC", "UTC")])]
    for region, name in REGIONS.items():
        zones = sorted(zone for zone in zoneinfo.available_timezones() if zone.startswith(f"{region}/"))
        groups.append((name, [(zone, _shown(zone)) for zone in zones]))
    return groups


def is_zone(name: str) -> bool:
    """True for a zone a person may choose."""
    return name == "UTC" or (name.split("/", 1)[0] in REGIONS and name in zoneinfo.available_timezones())


def _shown(zone: str) -> str:
    return zone.split("/", 1)[1].replace("_", " ").replace("/", ", ")
