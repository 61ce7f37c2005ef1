"""What an author does with a note that exists: take it back, delete it, hand it in again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.clock import now
from common.limits import RateLimit, limited
from notes import pins, points, publishing
from notes.models import Note
from notes.views.asker import person_of
from notes.views.reading import open_note


def own_note(request: HttpRequest, public_id: str) -> Note:
    """The author's own note. Raises Http404 for anybody else's."""
    return open_note(Note.objects.filter(author=request.user.pk).select_related("author"), public_id)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks, then takes the note back."""
    note = own_note(request, public_id)
    if request.method == "GET":
        return render(request, "notes/confirm_withdraw.html", {"note": note})
    try:
        publishing.withdraw(note, at=now())
    except publishing.WrongState:
        messages.info(request, _("This note is not published any more."))
    else:
        messages.success(request, _("The note is withdrawn. You can edit it and hand it in again."))
    return HttpResponseRedirect(note.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks, then deletes the note for good."""
    note = own_note(request, public_id)
    if request.method == "GET":
        return render(request, "notes/confirm_delete.html", {"note": note})
    publishing.delete(note, at=now())
    messages.success(request, _("The note is deleted."))
    return redirect("users:me")


PINS = RateLimit("pin", capacity=30, per_seconds=300)


@require_POST
@login_required
@limited(PINS)
def pin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts an own note first on one's page."""
    note = own_note(request, public_id)
    try:
        pins.pin(note, at=now())
    except pins.CannotPin as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(note.get_absolute_url())
    messages.success(request, _("The note is pinned to your page."))
    return redirect(note.author)


@require_POST
@login_required
@limited(PINS)
def unpin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes an own note down from the first place."""
    note = own_note(request, public_id)
    pins.unpin(note)
    messages.success(request, _("The note is no longer pinned."))
    return HttpResponseRedirect(note.get_absolute_url())


@require_POST
@login_required
@limited(PINS)
def unmark(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes the marks of the person who asks out of somebody's note."""
    note = open_note(Note.objects.visible_to(request.user), public_id)
    if points.unmark(note, person_of(request), at=now()):
        messages.success(request, _("You are no longer marked in this note, and cannot be again."))
    return HttpResponseRedirect(note.get_absolute_url())
