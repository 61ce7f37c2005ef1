"""A form that was sent after its writer's session had ended: kept over the log-in, and sent again when they say so.

Only words are kept, in the visitor's own session, and nothing is done with them until their writer has looked at them:
whoever logs in next at a shared browser need not be the one who wrote.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.dateparse import parse_datetime

KEPT_FOR = timedelta(minutes=30)
MOST_FIELDS = 100
MOST_CHARACTERS = 20_000
_KEY = "interrupted"
_NEVER_KEPT = ("csrfmiddlewaretoken", "password")


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What was sent where. `files` were chosen and have to be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    has_files: bool

    @property
    def words(self) -> list[str]:
        """What a person typed, as far as a machine can tell: anything longer than a choice, or with a blank in it."""
        return [value for name, value in self.fields if name != "next" and (" " in value.strip() or len(value) > 40)]


def was_turned_away(request: HttpRequest, location: str) -> bool:
    """Whether an answer sends a form to the log-in because nobody is logged in; a wish kept as an intent is not."""
    if request.method != "POST" or "json" in request.headers.get("Accept", ""):
        return False
    there = urlsplit(location)
    is_asked_in = there.path == resolve_url("account_login")
    return is_asked_in and parse_qs(there.query).get("next") == [request.get_full_path()]


def keep_form(request: HttpRequest, *, at: datetime) -> bool:
    """Keeps the words of the form in the session, in place of any before. False for one too large to keep."""
    names = [name for name in request.POST if not any(never in name for never in _NEVER_KEPT)]
    fields = [(name, value) for name in names for value in request.POST.getlist(name)]
    size = sum(len(name) + len(value) for name, value in fields)
    if len(fields) > MOST_FIELDS or size > MOST_CHARACTERS:
        return False
    facts = {"path": request.get_full_path(), "fields": fields, "has_files": bool(request.FILES)}
    request.session[_KEY] = {**facts, "at": at.isoformat()}
    return True


def kept_form(request: HttpRequest, *, at: datetime) -> Interrupted | None:
    """What is kept and not too old."""
    kept = request.session.get(_KEY)
    since = parse_datetime(kept["at"]) if kept else None
    if kept is None or since is None or at - since > KEPT_FOR:
        request.session.pop(_KEY, None)
        return None
    return Interrupted(kept["path"], [(name, value) for name, value in kept["fields"]], kept["has_files"])


def forget_form(request: HttpRequest) -> None:
    """Called when it was sent, or thrown away."""
    request.session.pop(_KEY, None)


def is_kept(request: HttpRequest) -> bool:
    """Whether this very form is the one that is kept."""
    return bool((request.session.get(_KEY) or {}).get("path") == request.get_full_path())
