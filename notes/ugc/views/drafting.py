"""Drafts: saving one by script or button, two versions beside each other, throwing one away."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from notes import drafts
from notes.drafts import DraftConflict, DraftGone, DraftRefused, Fields
from notes.models import Draft, Note
from notes.ugc import comparing
from notes.ugc.composing import saved_sentence, take_in
from notes.ugc.forms import DraftHead
from notes.ugc.video_tray import VideoTray
from notes.views.asker import person_of
from notes.views.reacting import wants_json

# A page that saves itself every two seconds while somebody types without a break stays below it.
SAVES = RateLimit("draft", capacity=150, per_seconds=300)
_KEPT = "composer_kept"


def fields_of(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in request.POST}


class Head(NamedTuple):
    """What a page says of itself: its key, the version it grew from, and the id of the note it would change."""

    key: UUID
    version: int
    editing: str


def _head(sent: Mapping[str, str]) -> Head | None:
    """None for what no page of ours sends."""
    form = DraftHead(sent)
    if not form.is_valid():
        return None
    facts = form.cleaned_data
    return Head(facts["submission_key"], facts["draft_version"] or 0, facts["editing"])


def _keep(request: HttpRequest, head: Head, fields: Fields) -> Draft:
    author = person_of(request)
    note = Note.objects.filter(author=author, public_id=head.editing).first() if head.editing else None
    return drafts.keep(author, head.key, fields, version=head.version, at=now(), note=note)


def _saved(request: HttpRequest, draft: Draft) -> HttpResponse:
    if wants_json(request):
        said = saved_sentence(draft.saved_at)
        return JsonResponse({"version": draft.version, "saved": said, "url": draft.get_absolute_url()})
    messages.success(request, _("Your draft is saved. It waits for you on your page, under Drafts."))
    return redirect(draft)


def _gone(request: HttpRequest, note: Note | None) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"url": note.get_absolute_url() if note else ""}, status=410)
    messages.info(request, _("This draft is no longer there: it was handed in or deleted in another place."))
    return HttpResponseRedirect(note.get_absolute_url() if note else reverse("notes:compose"))


def _refused(request: HttpRequest, refused: DraftRefused) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"reason": str(refused)}, status=422)
    messages.error(request, str(refused))
    return redirect(f"{reverse('users:me')}?tab=drafts")


def compared(request: HttpRequest, mine: Fields, kept: Draft) -> HttpResponse:
    """The page with both versions. 409: nothing was written."""
    context = {
        "draft": kept,
        "differences": comparing.differences(mine, kept.fields, person_of(request)),
        "mine": comparing.as_text(mine),
        "saved": saved_sentence(kept.saved_at),
    }
    return render(request, "notes/compose/compare.html", context, status=409)


def _conflict(request: HttpRequest, fields: Fields, kept: Draft) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"saved": saved_sentence(kept.saved_at), "version": kept.version}, status=409)
    return compared(request, fields, kept)


def save_fields(request: HttpRequest, head: Head | None, fields: Fields) -> HttpResponse:
    """Keeps fields and answers what became of them, to a person or to a script. Raises Http404 without a head."""
    if head is None:
        raise Http404
    try:
        return _saved(request, _keep(request, head, fields))
    except DraftConflict as conflict:
        return _conflict(request, fields, conflict.kept)
    except DraftGone as gone:
        return _gone(request, gone.note)
    except DraftRefused as refused:
        return _refused(request, refused)


@require_POST
@limited(SAVES)
def save(request: HttpRequest) -> HttpResponse:
    """Keeps what is on the page. Somebody whose session ended finds it again once logged in."""
    if not request.user.is_authenticated:
        return words_kept(request)
    fields = fields_of(request)
    pictures, _problems = take_in(request, person_of(request))
    if pictures:
        fields["picture"] = [*fields.get("picture", []), *(picture.public_id for picture in pictures)]
    if request.FILES.get("video_file") and (use := VideoTray.sent(request, person_of(request), None).use):
        fields["video"] = [use.video.public_id]
    return save_fields(request, _head(request.POST), fields)


def words_kept(request: HttpRequest) -> HttpResponse:
    """For a page sent by nobody known: the words wait in the browser's session while they log in again."""
    after = reverse("notes:draft_kept")
    login = f"{reverse('account_login')}?{urlencode({'next': after})}"
    if wants_json(request):
        # The script keeps the words itself.
        return JsonResponse({"login": login}, status=401)
    fields = fields_of(request)
    if sum(len(value) for values in fields.values() for value in values) <= drafts.MAX_BYTES:
        request.session[_KEPT] = fields
    messages.info(request, _("You were logged out meanwhile. Log in and your words are there again."))
    return redirect(login)


@require_safe
@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """After logging in again: the words that waited become a draft."""
    fields = request.session.pop(_KEPT, None)
    if not fields:
        return redirect("notes:compose")
    head = _head({name: values[0] for name, values in fields.items() if values})
    return save_fields(request, head, fields) if head else redirect("notes:compose")


@require_POST
@login_required
@limited(SAVES)
def compare(request: HttpRequest) -> HttpResponse:
    """What is on the page beside what was saved from another one. Writes nothing."""
    head = _head(request.POST)
    if head is None:
        raise Http404
    draft = Draft.objects.of(person_of(request)).filter(submission_key=head.key).first()
    return compared(request, fields_of(request), draft) if draft else _gone(request, None)


@require_POST
@login_required
@limited(SAVES)
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Makes one draft of two, part by part as the author chose."""
    draft = Draft.objects.of(person_of(request)).filter(submission_key=key).first()
    mine = comparing.from_text(request.POST.get("mine", ""))
    if draft is None or mine is None:
        return _gone(request, Note.objects.filter(author=person_of(request), submission_key=key).first())
    choices = {name.removeprefix("take_"): str(value) for name, value in request.POST.items()}
    return save_fields(request, _head(request.POST), comparing.merged(mine, draft.fields, choices))


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks, then throws a draft away."""
    draft = Draft.objects.of(person_of(request)).filter(submission_key=key).select_related("note").first()
    if draft is None:
        return _gone(request, None)
    if request.method == "GET":
        return render(request, "notes/compose/confirm_discard.html", {"draft": draft})
    drafts.discard(draft, at=now())
    if draft.note is not None:
        messages.success(request, _("The note stays as it was."))
        return HttpResponseRedirect(draft.note.get_absolute_url())
    messages.success(request, _("The draft is deleted."))
    return redirect(f"{person_of(request).get_absolute_url()}?tab=drafts")
