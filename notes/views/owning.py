"""What an author does with a note that exists: take it back, delete it, hand it in again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.clock import now
from notes import publishing
from notes.models import Note
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
