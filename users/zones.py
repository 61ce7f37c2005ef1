"""The time zones people choose from, grouped by continent."""

import zoneinfo
from functools import cache

from django.utils.functional import lazy
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
# The zones most readers live in, said as the reader's language says them; the rest go by the zone database.
_NAMES = {
    "Africa/Cairo": _("Cairo"),
    "Africa/Johannesburg": _("Johannesburg"),
    "Africa/Lagos": _("Lagos"),
    "Africa/Nairobi": _("Nairobi"),
    "America/Argentina/Buenos_Aires": _("Buenos Aires"),
    "America/Chicago": _("Chicago"),
    "America/Los_Angeles": _("Los Angeles"),
    "America/Mexico_City": _("Mexico City"),
    "America/New_York": _("New York"),
    "America/Sao_Paulo": _("Sao Paulo"),
    "America/Toronto": _("Toronto"),
    "America/Vancouver": _("Vancouver"),
    "Asia/Bangkok": _("Bangkok"),
    "Asia/Dubai": _("Dubai"),
    "Asia/Hong_Kong": _("Hong Kong"),
    "Asia/Kolkata": _("Kolkata"),
    "Asia/Kuala_Lumpur": _("Kuala Lumpur"),
    "Asia/Macau": _("Macau"),
    "Asia/Seoul": _("Seoul"),
    "Asia/Shanghai": _("Shanghai"),
    "Asia/Singapore": _("Singapore"),
    "Asia/Taipei": _("Taipei"),
    "Asia/Tokyo": _("Tokyo"),
    "Asia/Urumqi": _("Urumqi"),
    "Australia/Melbourne": _("Melbourne"),
    "Australia/Sydney": _("Sydney"),
    "Europe/Amsterdam": _("Amsterdam"),
    "Europe/Athens": _("Athens"),
    "Europe/Berlin": _("Berlin"),
    "Europe/Brussels": _("Brussels"),
    "Europe/Copenhagen": _("Copenhagen"),
    "Europe/Dublin": _("Dublin"),
    "Europe/Helsinki": _("Helsinki"),
    "Europe/Istanbul": _("Istanbul"),
    "Europe/Lisbon": _("Lisbon"),
    "Europe/London": _("London"),
    "Europe/Madrid": _("Madrid"),
    "Europe/Oslo": _("Oslo"),
    "Europe/Paris": _("Paris"),
    "Europe/Prague": _("Prague"),
    "Europe/Rome": _("Rome"),
    "Europe/Stockholm": _("Stockholm"),
    "Europe/Vienna": _("Vienna"),
    "Europe/Warsaw": _("Warsaw"),
    "Europe/Zurich": _("Zurich"),
    "Pacific/Auckland": _("Auckland"),
}
Choices = list[tuple[object, list[tuple[str, object]]]]


@cache
def grouped_zones() -> Choices:
    """Choices of a select with groups: cities under their continents, and UTC. A name is said in both tongues."""
    groups: Choices = [("UTC", [("UTC", "UTC")])]
    for region, name in REGIONS.items():
        zones = sorted(zone for zone in zoneinfo.available_timezones() if zone.startswith(f"{region}/"))
        groups.append((name, [(zone, _label(zone)) for zone in zones]))
    return groups


def is_zone(name: str) -> bool:
    """True for a zone a person may choose."""
    return name == "UTC" or (name.split("/", 1)[0] in REGIONS and name in zoneinfo.available_timezones())


def zone_name(zone: str) -> str:
    """The place a zone is named for, in the reader's language where we have it."""
    return str(_NAMES.get(zone, "")) or _shown(zone)


def _in_both_tongues(zone: str) -> str:
    shown, said = _shown(zone), zone_name(zone)
    return shown if said in shown else f"{shown} {said}"


# Late, because the choices are built once and read in any language.
_label = lazy(_in_both_tongues, str)


def _shown(zone: str) -> str:
    return zone.split("/", 1)[-1].replace("_", " ").replace("/", ", ")
