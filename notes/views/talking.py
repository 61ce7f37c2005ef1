"""What people do with comments besides writing them: liking, putting first, and naming others."""

from typing import TypedDict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from common.media import rendition_url
from notes.appreciation import CannotPin, like_comment, pin_comment, unlike_comment, unpin_comment
from notes.intents import COMMENT_LIKE
from notes.mention_choices import people_like
from notes.models import Comment, Note
from notes.views.commenting import link_to
from notes.views.reacting import REACTIONS, wants_json
from users.intents import ask_to_log_in, back_to
from users.models import User

PINS = RateLimit("pin_comment", capacity=30, per_seconds=300)


class PersonChoice(TypedDict):
    """Somebody to name, as a script shows them."""

    handle: str
    name: str
    avatar: str


def seen_comment(request: HttpRequest, public_id: str) -> Comment:
    """A comment the reader sees under a note they see. Raises Http404."""
    notes = Note.objects.visible_to(request.user).live()
    shown = Comment.objects.visible_to(request.user).filter(note__in=notes).select_related("note")
    found = shown.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _answer(request: HttpRequest, comment: Comment, *, active: bool) -> HttpResponse:
    if wants_json(request):
        comment.refresh_from_db(fields=["like_count"])
        return JsonResponse({"active": active, "count": comment.like_count})
    return HttpResponseRedirect(link_to(comment))


@require_POST
@limited(REACTIONS)
def like(request: HttpRequest, public_id: str) -> HttpResponse:
    """Likes a comment; somebody unknown logs in first and it is done then."""
    comment = seen_comment(request, public_id)
    if isinstance(request.user, User):
        like_comment(comment, request.user, at=now())
        return _answer(request, comment, active=True)
    response = ask_to_log_in(request, COMMENT_LIKE, comment.public_id, then=link_to(comment), at=now())
    if wants_json(request):
        return JsonResponse({"login": response["Location"]}, status=401)
    return response


@require_POST
@limited(REACTIONS)
def unlike(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes the like back, if there is one."""
    comment = seen_comment(request, public_id)
    if isinstance(request.user, User):
        unlike_comment(comment, request.user)
    return _answer(request, comment, active=False)


def _pinnable(request: HttpRequest, public_id: str) -> Comment:
    person = request.user if isinstance(request.user, User) else None
    rows = Comment.objects.pinnable_by(person) if person else Comment.objects.none()
    found = rows.select_related("note").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_POST
@login_required
@limited(PINS)
def pin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts a comment under an own note first."""
    comment = _pinnable(request, public_id)
    try:
        pin_comment(comment, at=now())
    except CannotPin as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(link_to(comment))


@require_POST
@login_required
@limited(PINS)
def unpin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lets it stand where it would without its pin."""
    comment = _pinnable(request, public_id)
    unpin_comment(comment)
    return HttpResponseRedirect(back_to(request, link_to(comment)))


def choice_of(person: User) -> PersonChoice:
    return {"handle": person.handle, "name": person.shown_name, "avatar": rendition_url(person.avatar, 360)}


@require_safe
@login_required
def mentions(request: HttpRequest) -> JsonResponse:
    """People to name: `?q=` the beginning of a handle or name, `&note=` where they are named."""
    if not isinstance(request.user, User):
        raise Http404
    where = Note.objects.visible_to(request.user).live().filter(public_id=request.GET.get("note", "")[:11]).first()
    found = people_like(request.GET.get("q", "")[:40], request.user, where)
    return JsonResponse({"people": [choice_of(person) for person in found]})
