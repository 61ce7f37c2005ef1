"""Whether somebody wants recommendations that know them. Known by the account; for a visitor by a cookie."""

from django.http import HttpRequest

from users.models import User

COOKIE = "personal"
COOKIE_AGE = 365 * 24 * 3600


def choose_personal_feed(person: User, *, is_wanted: bool) -> None:
    """Keeps the choice in the account; it holds on every device from the next page on."""
    User.objects.filter(pk=person.pk).update(has_personal_feed=is_wanted)


def wants_personal_feed(request: HttpRequest) -> bool:
    """The choice of whoever asks. No query."""
    if isinstance(request.user, User):
        return request.user.has_personal_feed
    return request.COOKIES.get(COOKIE) != "off"
