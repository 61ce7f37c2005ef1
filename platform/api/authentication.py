"""Who asks: a program with a token, else (rest_framework's own class) a browser with its session."""

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api.models import AccessToken
from api.tokens import is_of_closed_account, recognise
from common.clock import now
from users.models import User


class ScopedTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer meadow_…`. A header with a wrong token is refused, never read as nobody."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = recognise(secret.strip(), at=now())
        if token is None:
            if is_of_closed_account(secret.strip(), at=now()):
                raise AuthenticationFailed(_("The account of this token is closed."))
            raise AuthenticationFailed(_("This token is not valid. It may have been revoked or have expired."))
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Meadow"'
