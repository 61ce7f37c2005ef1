"""The page of a person, and the way to one's own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from users.models import Block, User
from users.profile_panels import Panel, panels_for
from users.profile_standing import standing_towards
from users.shield import shield_of


def _chosen(panels: list[Panel], key: str) -> Panel:
    """The tab asked for, the first without a question. One that is not there for this viewer is not found."""
    if not key:
        return panels[0]
    found = next((panel for panel in panels if panel.key == key), None)
    if found is None:
        raise Http404
    return found


def _blocked(request: HttpRequest, person: User) -> HttpResponse:
    """To the one who blocked it says so and how to undo it; to the other as little as is honest."""
    by_viewer = Block.objects.filter(blocker=request.user.pk, blocked=person).exists()
    context = {"handle": person.handle, "by_viewer": by_viewer}
    return render(request, "users/blocked.html", context, status=200 if by_viewer else 403)


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """A person with one of their tabs; for htmx only the rows after the cursor."""
    if handle != handle.lower():
        return HttpResponsePermanentRedirect(request.path.replace(handle, handle.lower(), 1))
    person = get_object_or_404(User.objects.listed(), handle=handle)
    if person.pk in shield_of(request.user).blocked:
        return _blocked(request, person)
    about = standing_towards(person, request.user)
    if about.is_shut_out:
        return render(request, "users/profile.html", {"person": person, "is_own": False, **about.as_context()})
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
    context |= {"is_own": person.pk == request.user.pk, **about.as_context()}
    return render(request, "users/profile.html", context)


@require_safe
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """To one's own page."""
    return redirect("users:profile", request.user.get_username())
