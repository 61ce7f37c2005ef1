"""Another time for a note that waits for its own."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from common.clock import now
from common.limits import RateLimit, limited
from notes import scheduling
from notes.composition import CompositionRefused
from notes.models import Note, State
from notes.publishing import WrongState
from notes.ugc.schedule_field import ScheduleField, zone_shown
from notes.views.owning import own_note

CHANGES = RateLimit("schedule", capacity=30, per_seconds=600)


class ScheduleForm(forms.Form):
    scheduled_at = ScheduleField(label=gettext_lazy("Publish at"))


def _show(request: HttpRequest, note: Note, form: ScheduleForm, status: int = 200) -> HttpResponse:
    context = {"note": note, "form": form, "zone": zone_shown(now())}
    return render(request, "notes/schedule.html", context, status=status)


def _appeared(request: HttpRequest, note: Note) -> HttpResponse:
    messages.info(request, _("This note is not waiting for its time any more."))
    return HttpResponseRedirect(note.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
@limited(CHANGES)
def schedule(request: HttpRequest, public_id: str) -> HttpResponse:
    """The time of a scheduled note, to be changed; the ways out of waiting beside it."""
    note = own_note(request, public_id)
    if note.state != State.SCHEDULED:
        return _appeared(request, note)
    if request.method == "GET":
        return _show(request, note, ScheduleForm(initial={"scheduled_at": note.scheduled_at}))
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _show(request, note, form, 422)
    try:
        scheduling.reschedule(note, form.cleaned_data["scheduled_at"], at=now())
    except CompositionRefused as refused:
        form.add_error("scheduled_at", refused.errors["scheduled_at"][0])
        return _show(request, note, form, 422)
    except WrongState:
        return _appeared(request, note)
    messages.success(request, _("The note has its new time."))
    return redirect(f"{note.author.get_absolute_url()}?tab=drafts")


@require_POST
@login_required
@limited(CHANGES)
def publish_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publishes a scheduled note before its time."""
    note = own_note(request, public_id)
    try:
        scheduling.publish_now(note, at=now())
    except WrongState:
        return _appeared(request, note)
    messages.success(request, _("The note is published."))
    return HttpResponseRedirect(note.get_absolute_url())
