"""Privacy and safety: who may do what, who asks to follow, and what is kept away, with a way to undo each."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.clock import now
from common.limits import RateLimit, View, limited
from users import muting, requests, safety
from users.addressing import wishes_of
from users.forms_safety import MuteForm, SafetyForm
from users.intents import back_to
from users.models import Block, Mute, User
from users.views.asker import asker

SAFETY = RateLimit("safety", capacity=60, per_seconds=600)
_HERE = "users:safety"


def _page(request: HttpRequest, form: SafetyForm, mute_form: MuteForm, *, status: int = 200) -> HttpResponse:
    person = asker(request)
    context = {
        "tab": "safety",
        "form": form,
        "mute_form": mute_form,
        "waiting": requests.waiting_for(person),
        "mutes": Mute.objects.filter(owner=person).standing(now()).select_related("muted").order_by("kind", "-pk"),
        "blocks": Block.objects.filter(blocker=person).select_related("blocked").order_by("-pk"),
    }
    return render(request, "users/settings_safety.html", context, status=status)


def _first(person: User) -> SafetyForm:
    return SafetyForm(instance=wishes_of(person), initial={"is_private": person.is_private})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(SAFETY)
def safety_settings(request: HttpRequest) -> HttpResponse:
    """The whole page; its first form says who may do what."""
    person = asker(request)
    if request.method != "POST":
        return _page(request, _first(person), MuteForm())
    form = SafetyForm(request.POST, instance=wishes_of(person))
    if not form.is_valid():
        return _page(request, form, MuteForm(), status=422)
    form.keep(person, at=now())
    messages.success(request, _("Saved."))
    return redirect(_HERE)


@require_POST
@login_required
@limited(SAFETY)
def mute_text(request: HttpRequest) -> HttpResponse:
    """Mutes a word or a topic."""
    form = MuteForm(request.POST)
    if not form.is_valid() or not form.muted(asker(request), at=now()):
        return _page(request, _first(asker(request)), form, status=422)
    messages.success(request, _("Muted."))
    return HttpResponseRedirect(back_to(request, resolve_url(_HERE)))


@require_POST
@login_required
@limited(SAFETY)
def unmute(request: HttpRequest, mute_id: int) -> HttpResponse:
    """Takes one of one's own mutes back; somebody else's is not found and nothing happens."""
    muting.unmute(asker(request), mute_id)
    return HttpResponseRedirect(back_to(request, resolve_url(_HERE)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(SAFETY)
def block_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Says what a block does, then does it."""
    person = get_object_or_404(User.objects.active(), handle=handle)
    if request.method != "POST":
        return render(request, "users/confirm_block.html", {"person": person})
    try:
        safety.block(asker(request), person, at=now())
    except safety.CannotBlock as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(person.get_absolute_url())


Deed = Callable[[HttpRequest, User], object]


def _deed(do: Deed) -> View:
    """A form about a person that does one thing and goes back to where it stood."""

    @require_POST
    @login_required
    @limited(SAFETY)
    def view(request: HttpRequest, handle: str) -> HttpResponse:
        person = get_object_or_404(User.objects.active(), handle=handle)
        try:
            do(request, person)
        except (muting.CannotMute, safety.CannotBlock) as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(back_to(request, person.get_absolute_url()))

    return view


def _mute(request: HttpRequest, person: User) -> None:
    days = request.POST.get("days", "")
    until = now() + timedelta(days=int(days)) if days in {"1", "7", "30"} else None
    muting.mute_person(asker(request), person, until=until, at=now())


mute_person = _deed(_mute)
unmute_person = _deed(lambda request, person: muting.unmute_person(asker(request), person))
unblock_person = _deed(lambda request, person: safety.unblock(asker(request), person))
accept = _deed(lambda request, person: requests.accept(asker(request), person, at=now()))
decline = _deed(lambda request, person: requests.decline(asker(request), person))
remove_follower = _deed(lambda request, person: requests.stop_following(person, asker(request)))
