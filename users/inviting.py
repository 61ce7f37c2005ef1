"""Invite links: making one, ending it, and joining by it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from common.ids import ALPHABET
from common.rows import added
from users.models import Follow, Invite, InvitedPerson, User
from users.safety import is_blocked_between

CODE_LENGTH = 20  # 20 characters out of 56 are 116 bits: a link is a key
LASTS = timedelta(days=30)
_KEY = "invite"


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody one may follow because one of the two invited the other. `is_host`: they invited the reader."""

    person: User
    is_host: bool


def invite_of(person: User, *, at: datetime) -> Invite | None:
    """The link of a person that works now."""
    return Invite.objects.standing(at).filter(person=person).first()


def make_invite(person: User, *, at: datetime) -> Invite:
    """A new link; the one before works no more. The person's row is held, so that two hands leave one link."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        end_invite(person, at=at)
        return Invite.objects.create(person=person, code=_new_code(), created_at=at, expires_at=at + LASTS)


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def end_invite(person: User, *, at: datetime) -> bool:
    """Ends a person's link. Whoever joined by it stays. False when there was none."""
    return bool(Invite.objects.filter(person=person, ended_at=None).update(ended_at=at))


def invite_by_code(code: str, *, at: datetime) -> Invite | None:
    """The link behind an address, while it works."""
    return Invite.objects.standing(at).filter(code=code).first()


def remember_invite(request: HttpRequest, invite: Invite) -> None:
    """Keeps in the visitor's session by whose link they came, until they have signed up."""
    request.session[_KEY] = invite.code


def host_of(request: HttpRequest, *, at: datetime) -> User | None:
    """By whose link the visitor of this session came, while it works. It stays remembered."""
    code = request.session.get(_KEY)
    invite = invite_by_code(code, at=at) if isinstance(code, str) else None
    return invite.person if invite else None


def join_by_invite(request: HttpRequest, guest: User, *, at: datetime) -> bool:
    """Called once somebody signed up. True when they came by a link that still works; nobody follows anybody by it."""
    code = request.session.pop(_KEY, None)
    invite = invite_by_code(code, at=at) if isinstance(code, str) else None
    if invite is None or invite.person_id == guest.pk:
        return False
    return added(InvitedPerson(invite=invite, host=invite.person, guest=guest, joined_at=at))


def joined_by(person: User) -> int:
    """How many people joined by any link of this person."""
    return InvitedPerson.objects.filter(host=person, guest__is_active=True).count()


def offers_for(person: User) -> list[Offer]:
    """Whom this person may follow because one invited the other, the newest first. Two queries at most."""
    mine = Q(host=person, is_settled_by_host=False) | Q(guest=person, is_settled_by_guest=False)
    follows = Follow.objects.filter(follower=person)
    known = Exists(follows.filter(followed=OuterRef("host"))) | Exists(follows.filter(followed=OuterRef("guest")))
    rows = InvitedPerson.objects.filter(mine, host__is_active=True, guest__is_active=True).exclude(known)
    found = rows.select_related("host", "guest").order_by("-pk")[:20]
    offers = [Offer(row.host, True) if row.guest_id == person.pk else Offer(row.guest, False) for row in found]
    return [offer for offer in offers if not is_blocked_between(person.pk, offer.person.pk)]


def settle_offer(person: User, other: User) -> bool:
    """Says no to an offer: it is not shown again. False when there was none."""
    as_host = InvitedPerson.objects.filter(host=person, guest=other, is_settled_by_host=False)
    as_guest = InvitedPerson.objects.filter(host=other, guest=person, is_settled_by_guest=False)
    return bool(as_host.update(is_settled_by_host=True) + as_guest.update(is_settled_by_guest=True))
