"""Albums: their pages, making and changing them, and the order of what stands in them."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from notes import albums
from notes.album_shelves import arranged, cards_in
from notes.albums import AlbumFacts, AlbumRefused
from notes.markup import body_html, people_named_in
from notes.models import Album, Collect, Note
from users.intents import back_to
from users.models import User
from users.privileges import Privilege, allows

ALBUMS = RateLimit("album", capacity=60, per_seconds=300)
MOVES = RateLimit("album_move", capacity=240, per_seconds=300)
UNPROCESSABLE = 422


class AlbumForm(forms.Form):
    """What an album is called, what it is about, and who sees it. Lengths are the deed's to judge."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Give it a name.")},
    )
    about = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=8000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("#topics and @handles become links."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may see it"),
        required=False,
        help_text=gettext_lazy("Without it the album is yours alone. What others may not see stays hidden in it."),
    )

    def facts(self) -> AlbumFacts:
        """The answers. Call only after is_valid()."""
        return AlbumFacts(**self.cleaned_data)


def person_of(request: HttpRequest) -> User:
    """The person behind a request that passed login_required."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def own_album(request: HttpRequest, public_id: str) -> Album:
    """An own album. Raises Http404 for anybody else's."""
    found = Album.objects.of(person_of(request)).for_page().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def own_collect(request: HttpRequest, public_id: str) -> Collect:
    """One's own collect of a note. Raises Http404 when there is none."""
    found = Collect.objects.filter(person=person_of(request), note__public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
def album(request: HttpRequest, public_id: str) -> HttpResponse:
    """An album, for everybody who may see it."""
    found = Album.objects.visible_to(request.user).for_page().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return _shelf(request, found.owner, found)


@require_safe
@login_required
def collected(request: HttpRequest) -> HttpResponse:
    """The default album: everything collected that stands in no other. Its owner's alone."""
    return _shelf(request, person_of(request), None)


def _shelf(request: HttpRequest, owner: User, found: Album | None) -> HttpResponse:
    page = cards_in(owner, found, request.user, cursor=request.GET.get("after", ""))
    if request.headers.get("HX-Request"):
        return render(request, "components/_cards.html", {"page": page})
    context = {
        "album": found,
        "owner": owner,
        "page": page,
        "is_own": owner.pk == request.user.pk,
        "about": body_html(found.about, people_named_in([found.about])) if found else "",
        "more_url": f"{request.path}?",
    }
    response = render(request, "notes/albums/album.html", context)
    if found is None or not found.is_public:
        response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(ALBUMS)
def make(request: HttpRequest) -> HttpResponse:
    """A new, empty album."""
    form = AlbumForm(request.POST if request.method == "POST" else None)
    made = _tried(form, lambda: albums.make(person_of(request), form.facts(), at=now()))
    if made is None:
        return _form_page(request, "notes/albums/make.html", form)
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(ALBUMS)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Renames an album, describes it, opens or closes it."""
    found = own_album(request, public_id)
    initial = {"name": found.name, "about": found.about, "is_public": found.is_public}
    form = AlbumForm(request.POST if request.method == "POST" else None, initial=initial)

    def change() -> Album:
        albums.change(found, form.facts())
        return found

    if _tried(form, change) is None:
        return _form_page(request, "notes/albums/edit.html", form, album=found)
    messages.success(request, _("Saved."))
    return redirect(found)


def _tried(form: AlbumForm, deed: Callable[[], Album]) -> Album | None:
    """The album of a deed that went well; None with the reason beside its field."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except AlbumRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return None


def _form_page(request: HttpRequest, template: str, form: AlbumForm, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(ALBUMS)
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks, then deletes the album. What stood in it stays collected."""
    found = own_album(request, public_id)
    if request.method != "POST":
        return render(request, "notes/albums/delete.html", {"album": found})
    albums.delete(found)
    messages.success(request, _("The album is deleted. Its notes stay collected."))
    return HttpResponseRedirect(f"{found.owner.get_absolute_url()}?tab=albums")


@require_safe
@login_required
def arrange(request: HttpRequest, public_id: str) -> HttpResponse:
    """The notes of an own album in rows, to be put in order, moved, taken out, or made the cover."""
    return _rows(request, own_album(request, public_id))


@require_safe
@login_required
def arrange_collected(request: HttpRequest) -> HttpResponse:
    """The same for the default album."""
    return _rows(request, None)


def _rows(request: HttpRequest, found: Album | None) -> HttpResponse:
    owner = person_of(request)
    page = arranged(owner, found, cursor=request.GET.get("after", ""))
    may_choose = found is not None and allows(owner.level, Privilege.ALBUM_COVERS)
    context = {"album": found, "rows": page.rows, "cursor": page.cursor, "may_choose_cover": may_choose}
    return render(request, "notes/albums/arrange.html", context)


@require_POST
@login_required
@limited(MOVES)
def move_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """One place further to the front."""
    albums.move_up(own_collect(request, public_id))
    return HttpResponseRedirect(back_to(request, "/"))


@require_POST
@login_required
@limited(MOVES)
def move_down(request: HttpRequest, public_id: str) -> HttpResponse:
    """One place further to the end."""
    albums.move_down(own_collect(request, public_id))
    return HttpResponseRedirect(back_to(request, "/"))


@require_POST
@login_required
@limited(MOVES)
def choose_cover(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lets one of its notes stand for an album; without a note its first ones do."""
    found = own_album(request, public_id)
    wanted = request.POST.get("note", "")
    note = Note.objects.visible_to(request.user).filter(public_id=wanted).first() if wanted else None
    try:
        albums.choose_cover(found, note)
    except AlbumRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The cover is changed."))
    return HttpResponseRedirect(back_to(request, found.get_absolute_url()))
