"""One's own searches: seen, forgotten, switched off. And the list of what many search for: seen or left out."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from search import history, hot
from search.views import HOT_COOKIE, shows_hot
from users.intents import back_to
from users.models import User

FORGETS = RateLimit("search_history", capacity=60, per_seconds=60)
_YEAR = 365 * 24 * 3600
_OFFERED = 8


def _person(request: HttpRequest) -> User:
    """The person asking; only behind login_required."""
    return cast("User", request.user)


def _done(request: HttpRequest, said: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"said": said})
    messages.success(request, said)
    return HttpResponseRedirect(back_to(request, reverse("search:history")))


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Everything that is remembered, and the two wishes."""
    person = _person(request)
    context = {"past": list(history.newest(person.pk)), "wish": history.wish_of(person.pk), "tab": "search"}
    response = render(request, "search/history.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def recent(request: HttpRequest) -> JsonResponse:
    """What the field offers before anything is typed: own searches, and what many search for."""
    person = request.user if isinstance(request.user, User) else None
    past = history.newest(person.pk)[:_OFFERED] if person else []
    many = hot.listed(at=now()) if shows_hot(request) else None
    response = JsonResponse(
        {
            "past": [{"id": row.public_id, "text": row.text} for row in past],
            "hot": [{"text": line.text, "people": line.people} for line in many.lines[:_OFFERED]] if many else [],
            "hours": hot.HOURS,
        }
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
@limited(FORGETS)
def forget(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forgets one search; one that is gone already is forgotten too."""
    history.forget(_person(request), public_id)
    return _done(request, _("Forgotten."))


@require_POST
@login_required
@limited(FORGETS)
def forget_all(request: HttpRequest) -> HttpResponse:
    history.forget_all(_person(request))
    return _done(request, _("All your searches are forgotten."))


@require_POST
@login_required
@limited(FORGETS)
def keep(request: HttpRequest) -> HttpResponse:
    """Switches remembering on or off; off forgets what was remembered."""
    keeps = request.POST.get("keeps") == "1"
    history.keep_history(_person(request), keeps=keeps)
    said = _("Searches are remembered from now on.") if keeps else _("Nothing you search for is remembered any more.")
    return _done(request, said)


@require_POST
@limited(FORGETS)
def show_hot(request: HttpRequest) -> HttpResponse:
    """Shows the list of hot searches or leaves it out: for an account everywhere, else on this device."""
    shows = request.POST.get("shows") == "1"
    response = redirect(back_to(request, reverse("search:results")))
    if isinstance(request.user, User):
        history.show_hot(request.user, shows=shows)
    else:
        response.set_cookie(
            HOT_COOKIE,
            "on" if shows else "off",
            max_age=_YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response
