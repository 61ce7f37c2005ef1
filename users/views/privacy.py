"""What the site keeps of somebody, what it does with it, and the way out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from users import exporting, interests, leaving, tasks
from users.forms import LeaveForm
from users.intents import back_to
from users.models import Export, User
from users.recommendations import COOKIE, COOKIE_AGE, choose_personal_feed
from users.views.asker import asker, shown_again_to_change

CHANGES = RateLimit("privacy", capacity=30, per_seconds=600)
UNPROCESSABLE = 422


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Recommendations, the archive, devices, and deletion on one page."""
    person = asker(request)
    exports = list(Export.objects.of(person).exclude(state__in=("gone", "failed")).order_by("-pk")[:5])
    made = [(export, exporting.link_token(export)) for export in exports if export.state == Export.State.READY]
    waiting = any(export.state == Export.State.ASKED for export in exports)
    context = {"person": person, "exports": made, "is_waiting": waiting, "tab": "privacy"}
    response = render(request, "users/settings_privacy.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@limited(CHANGES)
def personal_feed(request: HttpRequest) -> HttpResponse:
    """Personal recommendations on or off: in the account, and for a visitor on this device."""
    is_wanted = request.POST.get("wanted") == "yes"
    response = redirect(back_to(request, "/"))
    if isinstance(request.user, User):
        choose_personal_feed(request.user, is_wanted=is_wanted)
    elif is_wanted:
        response.delete_cookie(COOKIE)
    else:
        response.set_cookie(
            COOKIE, "off", max_age=COOKIE_AGE, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    told = _("Recommendations are personal again.") if is_wanted else _("Personal recommendations are off.")
    messages.success(request, told)
    return response


@require_POST
@login_required
@limited(CHANGES)
def forget_interest(request: HttpRequest) -> HttpResponse:
    """Takes one interest out of the list, or all of them."""
    person, code = asker(request), request.POST.get("category", "")[:60]
    if code:
        interests.forget_interest(person, code)
    else:
        interests.choose_interests(person, [], at=now())
    return redirect("users:interests")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@shown_again_to_change
@limited(CHANGES)
def leave(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, and asks for the handle before anything happens."""
    person = asker(request)
    form = LeaveForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            leaving_at = leaving.ask_to_leave(person, at=now())
        except leaving.CannotLeave as refused:
            form.add_error(None, str(refused))
        else:
            return _farewell(request, person, date_format(localtime(leaving_at), "DATE_FORMAT"))
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"form": form, "person": person, "days": leaving.GRACE.days, "tab": "privacy"}
    return render(request, "users/leave.html", context, status=status)


def _farewell(request: HttpRequest, person: User, day: str) -> HttpResponse:
    tasks.send_farewell.delay_on_commit(person.pk, "asked")
    logout(request)
    said = _("Your account is hidden and will be deleted on %(day)s. Log in before then, and it stays.")
    messages.success(request, said % {"day": day})
    return redirect("feed:explore")
