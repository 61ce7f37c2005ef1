"""Who asks, for views behind a log-in."""

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from users.models import User


def asker(request: HttpRequest) -> User:
    """The person asking, as a fresh row: a refused form must not leave its words on request.user, which the page around
    it shows. Call only behind login_required."""
    return User.objects.listed().get(pk=cast("User", request.user).pk)


View = Callable[..., HttpResponseBase]


def shown_again(view: View) -> View:
    """Only for somebody who showed within the last minutes that it is them; asks them to, else."""
    return cast("View", reauthentication_required(view))


def shown_again_to_change(view: View) -> View:
    """The same for what is sent; the page itself may be looked at."""
    return cast("View", reauthentication_required(allow_get=True)(view))
