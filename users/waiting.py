"""Who may look at an application: whoever has just shown that it is theirs, in the same browser, for a while.

An applicant cannot log in, so there is no session of theirs. The session of the visitor remembers whom they showed to
be, by the password or by having signed up a moment ago; nothing of it stands in an address.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from users.applying import application_of
from users.models import Application, User

_KEY = "applicant"
LASTS = timedelta(minutes=30)


def let_see(request: HttpRequest, person: User, *, at: datetime) -> None:
    """Lets this browser see the application of a person for LASTS. Call only once they have shown who they are."""
    request.session.cycle_key()
    request.session[_KEY] = {"person": person.pk, "since": at.isoformat()}


def seen_by(request: HttpRequest, *, at: datetime) -> Application | None:
    """The application this browser may look at; None when nobody showed who they are, or too long ago."""
    kept = request.session.get(_KEY)
    since = parse_datetime(kept["since"]) if kept else None
    if kept is None or since is None or not timedelta() <= at - since <= LASTS:
        return None
    return application_of(kept["person"])


def look_away(request: HttpRequest) -> None:
    """Lets this browser see no application any more."""
    request.session.pop(_KEY, None)
