"""Who asks, for views behind a log-in."""

from typing import cast

from django.http import HttpRequest

from users.models import User


def asker(request: HttpRequest) -> User:
    """The person asking, as a fresh row: a refused form must not leave its words on request.user, which the page around
    it shows. Call only behind login_required."""
    return User.objects.listed().get(pk=cast("User", request.user).pk)
