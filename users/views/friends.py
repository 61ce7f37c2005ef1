"""Finding friends without handing over an address book: a link, friends of friends, the city by consent."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited, take, too_many, who_asks
from users import inviting
from users.acquaintances import friends_of_friends, neighbours
from users.following import followed_among
from users.forms import FindPersonForm
from users.intents import back_to
from users.models import Invite, User
from users.nearness import choose_city, nearness_of
from users.people_lists import rows_of
from users.qr import qr_svg
from users.suggestions import find_person
from users.views.asker import asker
from users.views.welcome import FINDING

LINKS = RateLimit("invite-links", capacity=10, per_seconds=3600)
OPENS = RateLimit("invite-opens", capacity=60, per_seconds=600)
CHOICES = RateLimit("friend-choices", capacity=60, per_seconds=600)


def _address(invite: Invite) -> str:
    return settings.SITE_URL + reverse("users:invite", args=[invite.code])


@require_safe
@login_required
def friends(request: HttpRequest) -> HttpResponse:
    """Everything by which one finds people here, on one page."""
    person, at = asker(request), now()
    form = FindPersonForm(request.GET or None)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    if asked:
        taken = take(who_asks(request), FINDING)
        if not taken.allowed:
            return too_many(request, taken)
    invite = inviting.invite_of(person, at=at)
    known = friends_of_friends(person)
    context = {
        "form": form,
        "asked": asked,
        "found": rows_of(find_person(asked, person), person) if asked else [],
        "offers": inviting.offers_for(person),
        "invite": invite,
        "invite_url": _address(invite) if invite else "",
        "joined": inviting.joined_by(person),
        "known": known,
        "person": person,
        "nearness": nearness_of(person, at=at),
        "near": neighbours(person, without=[one.row.person.pk for one in known]),
    }
    return render(request, "users/friends.html", context)


@require_POST
@login_required
@limited(LINKS)
def make_link(request: HttpRequest) -> HttpResponse:
    """A new link; the one before ends."""
    inviting.make_invite(asker(request), at=now())
    messages.success(request, _("Here is your link. Whoever has it can see that it is yours."))
    return redirect("users:friends")


@require_POST
@login_required
@limited(LINKS)
def end_link(request: HttpRequest) -> HttpResponse:
    """Ends the link without a new one."""
    if inviting.end_invite(asker(request), at=now()):
        messages.success(request, _("The link works no more."))
    return redirect("users:friends")


@require_safe
@login_required
def link_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of one's own link."""
    invite = inviting.invite_of(asker(request), at=now())
    if invite is None:
        return HttpResponse(status=404)
    response = HttpResponse(qr_svg(_address(invite)), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
@limited(CHOICES)
def share_city(request: HttpRequest) -> HttpResponse:
    """Says yes or no to being found by people of one's city."""
    shares = request.POST.get("shares") == "yes"
    choose_city(asker(request), shares=shares)
    messages.success(request, _("Saved."))
    return redirect(back_to(request, reverse("users:friends")))


@require_POST
@login_required
@limited(CHOICES)
def settle(request: HttpRequest, handle: str) -> HttpResponse:
    """Says no to following somebody who came by one's link, or whose link one came by."""
    inviting.settle_offer(asker(request), get_object_or_404(User.objects.get_queryset(), handle=handle))
    return redirect("users:friends")


@require_safe
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """What a link leads to: who invites, and the way in. Nobody follows anybody by opening it."""
    taken = take(who_asks(request), OPENS)
    if not taken.allowed:
        return too_many(request, taken)
    found = inviting.invite_by_code(code, at=now())
    if found is None:
        return render(request, "users/invite_gone.html", status=404)
    context = {
        "invite": found,
        "host": found.person,
        "is_own": found.person_id == request.user.pk,
        "is_following": bool(followed_among(request.user, [found.person])),
    }
    response = render(request, "users/invite.html", context)
    # The address is a key: it must not travel on to where a link leads.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@limited(OPENS)
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Remembers by whose link a visitor came, and leads to the sign-up."""
    found = inviting.invite_by_code(code, at=now())
    if found is not None and not request.user.is_authenticated:
        inviting.remember_invite(request, found)
    return redirect("account_signup")
