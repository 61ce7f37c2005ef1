"""The page after a log-in that a form was turned away to: what was written, and the way on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from users.interrupted import forget_form, kept_form


@require_safe
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """Shows what was written; sending it is one press, and nothing is sent without it."""
    kept = kept_form(request, at=now())
    if kept is None:
        return redirect("/")
    response = render(request, "users/go_on.html", {"kept": kept})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def drop(request: HttpRequest) -> HttpResponse:
    """Throws it away."""
    forget_form(request)
    return redirect("/")
