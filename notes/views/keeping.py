"""Choosing the album for a note: a page without JavaScript, a small sheet with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.clock import now
from common.limits import RateLimit, limited
from notes.albums import AlbumFacts, AlbumRefused
from notes.engagement import count_of
from notes.keeping import keep, keep_in_new
from notes.models import Album, Collect, Note
from notes.views.albums import UNPROCESSABLE, own_album, person_of
from notes.views.reading import open_note
from users.intents import back_to

KEEPING = RateLimit("keep", capacity=60, per_seconds=60)


def _picker(request: HttpRequest, note: Note, *, error: str = "", status: int = 200) -> HttpResponse:
    person = person_of(request)
    collect = Collect.objects.filter(note=note, person=person).select_related("album").first()
    context: dict[str, object] = {
        "note": note,
        "albums": list(Album.objects.of(person).order_by("-used_at", "-pk")),
        "chosen": request.POST.get("album", collect.album.public_id if collect and collect.album else ""),
        "name": request.POST.get("name", ""),
        "is_public": bool(request.POST.get("is_public")),
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    context["is_sheet"] = bool(request.headers.get("X-Sheet"))
    template = "notes/albums/_picker.html" if request.headers.get("X-Sheet") else "notes/albums/picker.html"
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(request: HttpRequest, note: Note) -> Album | None:
    """Collects into the album of the form: a new one when it names one. Raises AlbumRefused, Http404."""
    person, name = person_of(request), request.POST.get("name", "")
    if name.strip():
        facts = AlbumFacts(name, is_public=bool(request.POST.get("is_public")))
        return keep_in_new(note, person, facts, at=now())
    wanted = request.POST.get("album", "")
    album = own_album(request, wanted) if wanted else None
    keep(note, person, album, at=now())
    return album


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(KEEPING)
def choose_album(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows one's albums, then collects the note into the chosen one or moves it there."""
    note = open_note(Note.objects.visible_to(request.user).live(), public_id)
    if request.method != "POST":
        return _picker(request, note)
    try:
        album = _kept(request, note)
    except AlbumRefused as refused:
        return _picker(request, note, error=str(refused), status=UNPROCESSABLE)
    sentence = _("Collected into “%(album)s”.") % {"album": album.name if album else _("Collected")}
    if request.headers.get("X-Sheet"):
        return JsonResponse({"active": True, "count": count_of(note, "collect"), "told": sentence})
    messages.success(request, sentence)
    return HttpResponseRedirect(back_to(request, note.get_absolute_url()))
