"""The ladder of levels, and one's own growth ledger."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.clock import now
from users.growth import ledger_page
from users.ladder import steps_of
from users.models import User
from users.progress import progress_of
from users.views.asker import asker


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """What each level asks for and opens; for somebody known also where they stand."""
    person = request.user if isinstance(request.user, User) else None
    context = {"steps": steps_of(), "progress": progress_of(person, at=now()) if person else None}
    return render(request, "users/levels.html", context)


@require_safe
@login_required
def growth(request: HttpRequest) -> HttpResponse:
    """One's own ledger, newest line first."""
    page = ledger_page(asker(request).pk, cursor=request.GET.get("after", ""))
    template = "users/_growth_rows.html" if request.headers.get("HX-Request") else "users/growth.html"
    return render(request, template, {"page": page})
