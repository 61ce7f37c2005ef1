"""Settings of Nearby: the cell one is in, chosen, renewed, forgotten."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.clock import now
from common.limits import RateLimit, limited
from users.forms import CellForm
from users.intents import back_to
from users.models import CELL_DAYS
from users.nearness import FEWEST_PEOPLE, NoSuchCell, choose_cell, forget_cell, nearness_of
from users.views.asker import asker

CELLS = RateLimit("cells", capacity=20, per_seconds=3600)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(CELLS)
def nearby_settings(request: HttpRequest) -> HttpResponse:
    """Takes the number of a cell, which the browser made of a position that it kept to itself."""
    person, at = asker(request), now()
    form = CellForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            choose_cell(person, form.cleaned_data["cell"], at=at)
        except NoSuchCell as refused:
            form.add_error("cell", str(refused))
        else:
            messages.success(request, _("Nearby now reads around you."))
            return redirect(back_to(request, reverse("users:nearby")))
    context = {
        "form": form,
        "nearness": nearness_of(person, at=at),
        "person": person,
        "days": CELL_DAYS,
        "fewest": FEWEST_PEOPLE,
        "tab": "nearby",
    }
    return render(request, "users/settings_nearby.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@limited(CELLS)
def forget(request: HttpRequest) -> HttpResponse:
    """Forgets the cell at once."""
    if forget_cell(asker(request)):
        messages.success(request, _("Forgotten. Nearby reads by your city again."))
    return redirect("users:nearby")
