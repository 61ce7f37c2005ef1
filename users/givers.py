"""Who reacts, as the rule of independence needs to know them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from ipaddress import ip_address, ip_network

from allauth.usersessions.models import UserSession
from django.db import transaction

from users.independence import Giver
from users.models import InvitedPerson, RingMember, User

# How much of an address names a network: a household or an office, not a single device.
_PREFIX = {4: 24, 6: 48}


def givers(person_ids: Collection[int]) -> dict[int, Giver]:
    """These people as givers, by key. Four queries however many they are."""
    rings = dict(RingMember.objects.filter(person__in=person_ids).values_list("person_id", "ring"))
    kin = _kin(person_ids)
    people = User.objects.filter(pk__in=person_ids).values_list("pk", "joined_at", "is_active")
    return {
        pk: Giver(pk, joined, is_active, rings.get(pk), kin.get(pk, frozenset())) for pk, joined, is_active in people
    }


def _kin(person_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The marks that related accounts share: the networks of their open sessions, and who invited them."""
    marks: dict[int, set[str]] = defaultdict(set)
    sessions = UserSession.objects.filter(user__in=person_ids).values_list("user_id", "ip")
    for person_id, address in sessions:
        if mark := network_of(address):
            marks[person_id].add(mark)
    for guest, host in InvitedPerson.objects.filter(guest__in=person_ids).values_list("guest_id", "host_id"):
        marks[guest].add(f"invite:{host}")
    return {person_id: frozenset(found) for person_id, found in marks.items()}


def network_of(address: str) -> str:
    """The public network an address lies in, as a mark. Empty for private addresses: they say nothing of who is who."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if not parsed.is_global:
        return ""
    return f"net:{ip_network((parsed, _PREFIX[parsed.version]), strict=False)}"


@transaction.atomic
def set_rings(found: Mapping[int, int], *, at: datetime) -> int:
    """Puts the rings of this night in place of those of the night before. Returns how many people are in one."""
    RingMember.objects.exclude(person__in=found).delete()
    rows = [RingMember(person_id=person, ring=ring, found_at=at) for person, ring in sorted(found.items())]
    RingMember.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person"], update_fields=["ring", "found_at"], batch_size=1000
    )
    return len(rows)
