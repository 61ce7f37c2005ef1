"""Signing up, and the page of those who wait for an answer."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.views import SignupView
from allauth.socialaccount.views import SignupView as SocialSignupView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import time_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, Taken, limited
from users import applying, arrivals, inviting, waiting
from users.forms_arriving import AgainForm
from users.models import Application

CHANGES = RateLimit("applicants", capacity=20, per_seconds=3600)
TOO_MANY, UNPROCESSABLE = 429, 422


class _Door:
    """What every way of signing up passes: the question of the moment, and the limit of the address range."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:  # Any: a form's own arguments
        given: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]  # the view beside it
        return {**given, "question": arrivals.question_now(at=now())}

    def get_context_data(self, **facts: Any) -> dict[str, Any]:  # Any: a template's context
        context: dict[str, Any] = super().get_context_data(**facts)  # type: ignore[misc]
        return {
            **context,
            "question": arrivals.question_now(at=now()),
            "host": inviting.host_of(self.request, at=now()),
        }

    def form_valid(self, form: Any) -> HttpResponse:  # Any: allauth's form
        taken = arrivals.take_place(self.request)
        if taken.allowed:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            return answer
        form.add_error(None, _full_until(taken, at=now()))
        refused: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=TOO_MANY)  # type: ignore[attr-defined]
        refused["Retry-After"] = str(max(1, taken.retry_after_s))
        return refused


class SignUp(_Door, SignupView):  # type: ignore[misc]  # allauth is untyped
    """E-mail, handle, password."""


class SocialSignUp(_Door, SocialSignupView):  # type: ignore[misc]  # as above
    """The last step of somebody who comes by another site's account."""


def _full_until(taken: Taken, *, at: datetime) -> str:
    minutes = max(1, -(-taken.retry_after_s // 60))
    moment = time_format(localtime(at + timedelta(minutes=minutes)), "TIME_FORMAT")
    said = ngettext(
        "Many accounts were made from your network within the hour. The next can be made in %(minutes)d minute, at "
        "%(moment)s.",
        "Many accounts were made from your network within the hour. The next can be made in %(minutes)d minutes, at "
        "%(moment)s.",
        minutes,
    )
    return said % {"minutes": minutes, "moment": moment}


def _page(request: HttpRequest, row: Application, form: AgainForm, *, at: datetime) -> HttpResponse:
    """Where somebody stands: their place, or the answer and what they may do now."""
    usual = applying.usual_wait(at=at) if row.is_waiting else None
    context = {
        "application": row,
        "person": row.person,
        "place": applying.place_of(row) if row.is_waiting else None,
        "usual": timesince(at, at + usual, depth=1) if usual else "",
        "expires_at": row.asked_at + applying.EXPIRES_AFTER,
        "erased_at": row.decided_at + applying.KEPT_AFTER_NO if row.decided_at else None,
        "may_ask_again": row.again_at is not None and row.again_at <= at,
        "form": form,
    }
    response = render(request, "users/waiting.html", context, status=UNPROCESSABLE if form.is_bound else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _somebody_else(request: HttpRequest) -> HttpResponse:
    """For whoever did not show that an application is theirs: the same answer, whether there is one or not."""
    if request.user.is_authenticated:
        return redirect("feed:explore")
    messages.info(request, _("Log in to see how your application stands."))
    return redirect("account_login")


@require_safe
@never_cache
def waiting_page(request: HttpRequest) -> HttpResponse:
    """How an application stands, for whoever has just shown that it is theirs."""
    at = now()
    row = None if request.user.is_authenticated else waiting.seen_by(request, at=at)
    return _page(request, row, AgainForm(initial={"why": row.words}), at=at) if row else _somebody_else(request)


@require_POST
@limited(CHANGES)
def ask_again(request: HttpRequest) -> HttpResponse:
    """A further application after a no."""
    at = now()
    row, form = waiting.seen_by(request, at=at), AgainForm(request.POST)
    if row is None:
        return _somebody_else(request)
    if not form.is_valid():
        return _page(request, row, form, at=at)
    try:
        applying.ask_again(row.person, form.cleaned_data["why"], at=at)
    except applying.ApplicationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your application is in the queue again."))
    return redirect("users:waiting")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited(CHANGES)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Says what is erased, then erases it."""
    row = waiting.seen_by(request, at=now())
    if row is None:
        return _somebody_else(request)
    if request.method != "POST":
        return render(request, "users/withdraw.html", {"person": row.person, "application": row})
    try:
        applying.withdraw(row.person)
    except applying.ApplicationRefused as refused:
        messages.error(request, str(refused))
        return redirect("users:waiting")
    waiting.look_away(request)
    messages.success(request, _("Your application is taken back and everything you gave us is erased."))
    return redirect("feed:explore")
