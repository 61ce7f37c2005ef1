"""The page of a person, and the way to one's own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from users.following import followed_among
from users.models import User
from users.profile_panels import Panel, panels_for


def _chosen(panels: list[Panel], key: str) -> Panel:
    """The tab asked for, the first without a question. One that is not there for this viewer is not found."""
    if not key:
        return panels[0]
    found = next((panel for panel in panels if panel.key == key), None)
    if found is None:
        raise Http404
    return found


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """A person with one of their tabs; for htmx only the rows after the cursor."""
    if handle != handle.lower():
        return HttpResponsePermanentRedirect(request.path.replace(handle, handle.lower(), 1))
    person = get_object_or_404(User.objects.listed(), handle=handle)
    panels = panels_for(person, request.user)
    panel = _chosen(panels, request.GET.get("tab", ""))
    context = {
        "person": person,
        "panels": panels,
        "panel": panel,
        "more_url": f"{person.get_absolute_url()}?tab={panel.key}",
        **panel.fill(person, request.user, request.GET.get("after", "")),
    }
    if request.headers.get("HX-Request"):
        return render(request, panel.more_template, context)
    context["is_own"] = person.pk == request.user.pk
    context["is_following"] = bool(followed_among(request.user, [person]))
    return render(request, "users/profile.html", context)


@require_safe
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """To one's own page."""
    return redirect("users:profile", request.user.get_username())
