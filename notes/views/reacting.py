"""Likes, collects and shares: forms without JavaScript, JSON with it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_POST

from common.clock import now
from common.limits import RateLimit, View, limited
from notes.engagement import count_of, react, share, unreact
from notes.models import Note
from notes.views.reading import open_note
from users.intents import ask_to_log_in, back_to
from users.models import User

REACTIONS = RateLimit("react", capacity=60, per_seconds=60)


def wants_json(request: HttpRequest) -> bool:
    """True for a script's request, which gets figures instead of a page."""
    return "application/json" in request.headers.get("Accept", "")


def _answer(request: HttpRequest, note: Note, kind: str, *, active: bool) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"active": active, "count": count_of(note, kind)})
    return HttpResponseRedirect(back_to(request, note.get_absolute_url()))


def _to_login(request: HttpRequest, note: Note, kind: str) -> HttpResponse:
    response = ask_to_log_in(request, kind, note.public_id, then=back_to(request, note.get_absolute_url()), at=now())
    if wants_json(request):
        return JsonResponse({"login": response["Location"]}, status=401)
    return response


def _adding(kind: str) -> View:
    @require_POST
    @limited(REACTIONS)
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        note = open_note(Note.objects.visible_to(request.user).live(), public_id)
        if not isinstance(request.user, User):
            return _to_login(request, note, kind)
        react(note, request.user, kind, at=now())
        return _answer(request, note, kind, active=True)

    return view


def _removing(kind: str) -> View:
    @require_POST
    @limited(REACTIONS)
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        note = open_note(Note.objects.visible_to(request.user).live(), public_id)
        if isinstance(request.user, User):
            unreact(note, request.user, kind)
        return _answer(request, note, kind, active=False)

    return view


like, unlike = _adding("like"), _removing("like")
collect, uncollect = _adding("collect"), _removing("collect")


@require_POST
@limited(REACTIONS)
def share_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Counts a share; the link itself is the note's own address."""
    note = open_note(Note.objects.visible_to(request.user).live(), public_id)
    share(note, request.user if isinstance(request.user, User) else None, at=now())
    return _answer(request, note, "share", active=True)
