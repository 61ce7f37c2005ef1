"""The inbox, opening and reading its items, and the reader's wishes about it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from push.clock_checks import known_zones
from push.forms import SettingsForm
from push.inbox import mark_all_read, mark_read, page_of
from push.lines import address_of, shown
from push.models import InboxItem
from push.times import next_chance, plain_times
from push.wishes import keep_wishes, settings_of, verdict_for, wishes_of
from users.intents import back_to
from users.models import User

READS = RateLimit("inbox", capacity=120, per_seconds=60)
SAVES = RateLimit("push_settings", capacity=30, per_seconds=600)
TAB_NAMES = {
    "": gettext_lazy("All"),
    "for-you": gettext_lazy("For you"),
    "comments": gettext_lazy("Comments"),
    "likes": gettext_lazy("Likes"),
    "followers": gettext_lazy("Followers"),
}


def _reader(request: HttpRequest) -> User:
    """The person asking; only behind login_required."""
    return cast("User", request.user)


def _address(tab: str) -> str:
    return reverse("push:inbox_tab", args=[tab]) if tab else reverse("push:inbox")


@require_safe
@login_required
def inbox(request: HttpRequest, tab: str = "") -> HttpResponse:
    """One tab, newest first; only the lines when the page asks for more of them."""
    reader = _reader(request)
    page = page_of(reader, tab, request.GET.get("after", "")[:300])
    context = {
        "lines": shown(page.items, reader),
        "cursor": page.next_cursor.encode() if page.next_cursor else "",
        "address": _address(tab),
        "tab": tab,
    }
    if request.headers.get("HX-Request"):
        response = render(request, "push/_lines.html", context)
    else:
        tabs = [{"key": key, "name": name, "url": _address(key)} for key, name in TAB_NAMES.items()]
        response = render(request, "push/inbox.html", context | {"tabs": tabs})
    response["Vary"] = "HX-Request, Cookie"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
@limited(READS)
def open_item(request: HttpRequest, item: str) -> HttpResponse:
    """Marks an item read and goes where it leads."""
    reader = _reader(request)
    found = get_object_or_404(InboxItem.objects.of_reader(reader).for_page(), public_id=item)
    mark_read(found, at=now())
    return redirect(address_of(found, reader))


@require_POST
@login_required
@limited(READS)
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks everything read and goes back to the tab."""
    mark_all_read(_reader(request), at=now())
    return redirect(back_to(request, reverse("push:inbox")))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(SAVES)
def settings(request: HttpRequest) -> HttpResponse:
    """What the reader wants to hear of and when. A refusal shows the form with everything that was chosen."""
    reader = _reader(request)
    if request.method != "POST":
        return _settings_page(request, SettingsForm(initial=SettingsForm.initial_of(settings_of(reader))))
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, form, status=422)
    keep_wishes(reader, form.wished())
    messages.success(request, _("Saved."))
    return redirect("push:settings")


def _settings_page(request: HttpRequest, form: SettingsForm, *, status: int = 200) -> HttpResponse:
    reader, at = _reader(request), now()
    kept = settings_of(reader)
    wishes, verdict = wishes_of(reader, kept, at), verdict_for(reader, kept, at)
    is_placed = reader.time_zone in known_zones()
    context = {
        "form": form,
        "times": plain_times(wishes) if is_placed else [],
        "verdict": verdict,
        "next_chance": next_chance(verdict, wishes) if is_placed else "",
        "tab": "inbox",
    }
    return render(request, "push/settings.html", context, status=status)
