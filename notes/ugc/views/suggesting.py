"""What the composer's script asks while somebody writes: what the words read like."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from common.limits import RateLimit, limited
from notes.ugc.composing import Desk
from notes.ugc.suggesting import hint_for
from notes.views.asker import person_of
from notes.views.owning import own_note

# Somebody who types for five minutes without a break asks once in three seconds.
SUGGESTIONS = RateLimit("suggest", capacity=100, per_seconds=300)


@require_POST
@login_required
@limited(SUGGESTIONS)
def suggest(request: HttpRequest) -> HttpResponse:
    """The piece of the composer that says what the words sent read like. Keeps nothing."""
    editing = request.POST.get("editing", "")
    note = own_note(request, editing[:11]) if editing else None
    desk = Desk.sent(request, person_of(request), note)
    return render(request, "notes/compose/_suggestion.html", {"hint": hint_for(desk.said, note), "form": desk.form})
