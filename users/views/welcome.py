"""The welcome: interests, experts, friends. One address a step; each can be skipped and taken up later."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited, take, too_many, who_asks
from users.forms import FindPersonForm, InterestsForm
from users.interests import choose_interests
from users.models import InterestSource, Onboarding
from users.people_lists import rows_of
from users.suggestions import experts_for, find_person, friends_for
from users.views.asker import asker
from users.welcoming import STEPS, pass_step

STEPPING = RateLimit("welcome", capacity=30, per_seconds=300)
# Few enough that nobody learns by trial which addresses have an account.
FINDING = RateLimit("find-person", capacity=20, per_seconds=3600)


def _to(step: str) -> HttpResponse:
    if step == Onboarding.DONE:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect(f"users:welcome_{step}")


def _page(request: HttpRequest, step: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    shown = {"step": step, "steps": STEPS, "number": STEPS.index(Onboarding(step)) + 1, **context}
    return render(request, f"users/welcome_{step}.html", shown, status=status)


@require_safe
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """To the step where this person stopped."""
    return _to(asker(request).onboarding)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(STEPPING)
def interests(request: HttpRequest) -> HttpResponse:
    """At least one interest, or the step is skipped."""
    person = asker(request)
    form = InterestsForm(request.POST if request.method == "POST" else None, person=person, needs_one=True)
    if form.is_valid():
        choose_interests(person, form.cleaned_data["categories"], at=now(), source=InterestSource.WELCOME)
        return _to(pass_step(person, Onboarding.INTERESTS))
    return _page(request, Onboarding.INTERESTS, {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@login_required
def experts(request: HttpRequest) -> HttpResponse:
    """Experts to follow, those of the chosen interests first."""
    person = asker(request)
    return _page(request, Onboarding.EXPERTS, {"rows": rows_of(experts_for(person), person)})


@require_safe
@login_required
def friends(request: HttpRequest) -> HttpResponse:
    """People close to this one, or the one who was asked for by name."""
    person = asker(request)
    form = FindPersonForm(request.GET or None)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    if not asked:
        return _page(request, Onboarding.FRIENDS, {"form": form, "rows": rows_of(friends_for(person), person)})
    taken = take(who_asks(request), FINDING)
    if not taken.allowed:
        return too_many(request, taken)
    found = rows_of(find_person(asked, person), person)
    return _page(request, Onboarding.FRIENDS, {"form": form, "rows": found, "asked": asked})


@require_POST
@login_required
@limited(STEPPING)
def go_on(request: HttpRequest, step: str) -> HttpResponse:
    """Leaves a step, done or skipped."""
    return _to(pass_step(asker(request), step))
