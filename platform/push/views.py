"""The inbox, opening and reading its items, and the reader's wishes about it."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from push.clock_checks import known_zones
from push.forms import SettingsForm
from push.inbox import mark_all_read, mark_read, page_of
from push.kinds import TABS
from push.lines import address_of, shown
from push.models import InboxItem
from push.times import next_chance, plain_times
from push.unread import Unread, unread_of
from push.wishes import keep_wishes, settings_of, verdict_for, wishes_of
from users.intents import back_to
from users.models import User

READS = RateLimit("inbox", capacity=120, per_seconds=60)
SAVES = RateLimit("push_settings", capacity=30, per_seconds=600)


@dataclass(frozen=True, slots=True)
class TabLink:
    """A tab as the page shows it, with its own figure."""

    key: str
    name: str
    url: str
    unread: int


def _reader(request: HttpRequest) -> User:
    """The person asking; only behind login_required."""
    return cast("User", request.user)


def _address(tab: str) -> str:
    return reverse("push:inbox_tab", args=[tab]) if tab else reverse("push:inbox")


def _tabs(unread: Unread) -> list[TabLink]:
    figures = {**unread.tabs, "": unread.total}
    return [TabLink(key, str(tab.name), _address(key), figures.get(key, 0)) for key, tab in TABS.items()]


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
        tabs = _tabs(unread_of(reader.pk))
        marked = next(link for link in tabs if link.key == tab)
        response = render(request, "push/inbox.html", context | {"tabs": tabs, "marked": marked, "chosen": TABS[tab]})
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
def read_item(request: HttpRequest, item: str) -> HttpResponse:
    """Marks an item read where it stands: the line alone for htmx, else the tab again."""
    reader = _reader(request)
    found = get_object_or_404(InboxItem.objects.of_reader(reader).for_page(), public_id=item)
    mark_read(found, at=now())
    if not request.headers.get("HX-Request"):
        return redirect(back_to(request, reverse("push:inbox")))
    found.refresh_from_db(fields=["read_at"])
    return render(request, "push/_lines.html", {"lines": shown([found], reader)})


@require_POST
@login_required
@limited(READS)
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks everything under a tab read and goes back to it."""
    tab = request.POST.get("tab", "")
    if tab not in TABS:
        raise Http404
    mark_all_read(_reader(request), at=now(), tab=tab)
    return redirect(_address(tab))


@require_safe
def unread_figures(request: HttpRequest) -> HttpResponse:
    """The figures beside the inbox, for open pages that cannot hold a stream."""
    if not isinstance(request.user, User):
        return JsonResponse({}, status=401)
    response = HttpResponse(unread_of(request.user.pk).as_json(), content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    return response


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
