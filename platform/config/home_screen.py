"""Meadow on a home screen: what a browser has to know to install it, and the page it shows without a connection."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

# side in px -> what the icon may be used for
ICONS = {
    ("brand/icon-192.png", 192): "any",
    ("brand/icon-512.png", 512): "any",
    ("brand/maskable-512.png", 512): "maskable",
}
SHORTCUTS = (
    (gettext_lazy("Publish"), "notes:compose"),
    (gettext_lazy("Inbox"), "push:inbox"),
    (gettext_lazy("Search"), "search:results"),
)
# What the page without a connection needs; kept beside it by the service worker.
SHELL = ("css/tokens.css", "css/base.css", "css/components/buttons.css", "css/components/pieces.css",
         "css/pages/offline.css", "js/home/offline.js", "brand/mark.svg")  # fmt: skip


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (W3C), in the reader's language."""
    facts = {
        "id": "/",
        "name": _("Meadow"),
        "short_name": _("Meadow"),
        "description": _("Notes about things people tried, and a shop that stands on word of mouth."),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {"src": static(name), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for (name, side), purpose in ICONS.items()
        ],
        "shortcuts": [{"name": str(name), "url": reverse(view)} for name, view in SHORTCUTS],
    }
    answer = JsonResponse(facts, content_type="application/manifest+json")
    answer["Vary"] = "Accept-Language, Cookie"
    return answer


def version() -> str:
    """Changes with every file of the shell and with the worker itself."""
    parts = [*map(static, SHELL), render_to_string("home/worker.js", {"shell": [], "version": ""})]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, because it may only look after what lies below it."""
    facts = {"shell": [static(name) for name in SHELL], "version": version(), "offline": reverse("offline")}
    answer = render(request, "home/worker.js", facts, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page shown without a connection: the same for everybody, filled in by the browser from what it kept."""
    return render(request, "home/offline.html")
