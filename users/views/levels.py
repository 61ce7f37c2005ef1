"""The ladder of levels, and one's own growth ledger."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from users import appeals
from users.forms import AppealForm
from users.growth import ledger_page
from users.ladder import explained, steps_of
from users.models import GrowthEntry, User
from users.privileges import MOST_FEED_WEIGHT
from users.progress import progress_of
from users.views.asker import asker

APPEALS = RateLimit("growth-appeal", capacity=10, per_seconds=3600)


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """What each level asks for and opens; for somebody known also where they stand."""
    person = request.user if isinstance(request.user, User) else None
    context = {
        "steps": steps_of(),
        "explained": explained(),
        "most_weight": f"{MOST_FEED_WEIGHT:g}",
        "progress": progress_of(person, at=now()) if person else None,
    }
    return render(request, "users/levels.html", context)


@require_safe
@login_required
def growth(request: HttpRequest) -> HttpResponse:
    """One's own ledger, newest line first."""
    person = asker(request)
    page = ledger_page(person.pk, cursor=request.GET.get("after", ""))
    if request.headers.get("HX-Request"):
        return render(request, "users/_growth_rows.html", {"page": page})
    return render(request, "users/growth.html", {"page": page, "progress": progress_of(person, at=now())})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(APPEALS)
def appeal(request: HttpRequest) -> HttpResponse:
    """Asks staff to look at one line of one's own ledger again; the line is named by its reason and source."""
    reason, source = (request.GET.get(name, "").replace("\x00", "")[:80] for name in ("reason", "source"))
    line = get_object_or_404(GrowthEntry, person=asker(request), reason=reason, source=source)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeals.appeal(line, form.cleaned_data["words"], at=now())
        except appeals.AppealRefused as refusal:
            form.add_error("words", str(refusal))
        else:
            return redirect("users:growth")
    return render(request, "users/appeal.html", {"line": line, "form": form}, status=422 if form.errors else 200)
