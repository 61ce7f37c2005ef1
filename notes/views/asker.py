"""Who asks, once a log-in was asked for."""

from django.http import Http404, HttpRequest

from users.models import User


def person_of(request: HttpRequest) -> User:
    """The person behind a request that passed login_required."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
