"""Making, recognising and revoking access tokens."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from api.models import AccessToken, Scope
from users.models import User

# A fixed beginning lets scanners of public code recognise a token that leaked.
PREFIX = "meadow_"
MOST = 20
_SEEN_EVERY = timedelta(minutes=10)


class TooManyTokens(Exception):
    """The owner has as many tokens as a person may have; the message may be shown."""


def digest_of(secret: str) -> str:
    """SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(
    owner: User, *, name: str, scopes: Collection[str], at: datetime, days: int | None = None
) -> tuple[AccessToken, str]:
    """Makes a token and returns it with its secret, which can never be read again. Raises TooManyTokens.

    `days` is how long it is valid; None means until it is revoked. Scopes nobody knows are left out.
    """
    if AccessToken.objects.standing().filter(owner=owner).count() >= MOST:
        raise TooManyTokens(_("You have 20 tokens. Revoke one you no longer need."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        owner=owner,
        name=name,
        digest=digest_of(secret),
        ending=secret[-4:],
        scopes=[scope.value for scope in Scope if scope in scopes],
        created_at=at,
        expires_at=at + timedelta(days=days) if days else None,
    )
    return token, secret


def revoke(token: AccessToken, *, at: datetime) -> bool:
    """Ends a token at once. False when it was over already."""
    return bool(AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at))


def recognise(secret: str, *, at: datetime) -> AccessToken | None:
    """The valid token of this secret, with its owner; None for any other text. Writes the time of use now and then."""
    if not secret.startswith(PREFIX):
        return None
    token = (
        AccessToken.objects.valid(at).select_related("owner", "owner__city").filter(digest=digest_of(secret)).first()
    )
    if token is not None and (token.last_used_at is None or at - token.last_used_at > _SEEN_EVERY):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def is_of_closed_account(secret: str, *, at: datetime) -> bool:
    """Whether a token would be good if its owner's account were open: whoever holds it may know why it is not."""
    return AccessToken.objects.of_closed_accounts(at).filter(digest=digest_of(secret)).exists()
