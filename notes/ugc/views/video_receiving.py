"""The addresses of uploads by tus: announce a video, ask how far it is, send a piece, give it up."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from common.clock import now
from common.limits import RateLimit, take, too_many, who_asks
from notes.models import Video
from notes.ugc import tus
from users.models import User

# An hour's work of somebody who posts a lot; and pieces of 5 MB, each perhaps twice.
VIDEOS = RateLimit("video", capacity=20, per_seconds=3600)
PIECES = RateLimit("video_piece", capacity=300, per_seconds=600)


def own_video(owner: User, public_id: str) -> Video:
    """A video of this person that no note took. Raises TusRefused(404)."""
    video = Video.objects.unpublished().filter(owner=owner, public_id=public_id).first()
    if video is None:
        raise tus.TusRefused(404, "missing", _("This upload is no longer there. Add the video once more."))
    return video


def address_of(video: Video) -> str:
    return reverse("notes:video_upload", args=[video.public_id])


def _nobody() -> HttpResponse:
    # Not a page to log in: a script that sends pieces cannot follow there.
    reason = _("You are logged out. Log in in another tab and go on.")
    return JsonResponse({"code": "login", "reason": reason}, status=401)


def _refused_by(request: HttpRequest, limit: RateLimit) -> HttpResponse | None:
    taken = take(who_asks(request), limit)
    return None if taken.allowed else too_many(request, taken)


def uploads(request: HttpRequest) -> HttpResponse:
    """POST announces a video; OPTIONS tells what this server can do."""
    owner = request.user
    if not isinstance(owner, User):
        return tus.answered(_nobody)
    if request.method == "OPTIONS":
        return tus.answered(lambda: tus.options(owner))
    if request.method != "POST":
        return _wrong_method("POST, OPTIONS")
    if refused := _refused_by(request, VIDEOS):
        return tus.answered(lambda: refused)
    return tus.answered(lambda: tus.create(request, owner, address=address_of, at=now()))


def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """HEAD, PATCH and DELETE of one upload."""
    owner, method = request.user, tus.method_of(request)
    if not isinstance(owner, User):
        return tus.answered(_nobody)
    if method not in _STEPS:
        return _wrong_method(", ".join(_STEPS))
    if method == "PATCH" and (refused := _refused_by(request, PIECES)):
        return tus.answered(lambda: refused)
    return tus.answered(lambda: _STEPS[method](request, owner, public_id))


def _options(request: HttpRequest, owner: User, public_id: str) -> HttpResponse:
    return tus.options(owner)


def _head(request: HttpRequest, owner: User, public_id: str) -> HttpResponse:
    return tus.head(request, own_video(owner, public_id), at=now())


def _patch(request: HttpRequest, owner: User, public_id: str) -> HttpResponse:
    return tus.patch(request, own_video(owner, public_id), at=now())


def _delete(request: HttpRequest, owner: User, public_id: str) -> HttpResponse:
    return tus.terminate(request, own_video(owner, public_id))


_STEPS = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete, "OPTIONS": _options}


def _wrong_method(allowed: str) -> HttpResponse:
    response = tus.answered(lambda: HttpResponse(status=405))
    response["Allow"] = allowed
    return response
