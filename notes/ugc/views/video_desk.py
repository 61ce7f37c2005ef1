"""What the composer's script asks about a video between its arrival and its publication."""

from typing import TypedDict

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.captions import FILE_BYTES, CaptionsRefused
from common.clock import now
from common.limits import RateLimit, limited
from common.media import poster_stem, rendition_url, video_url
from notes import videos
from notes.models import Video
from notes.views.asker import person_of

VIDEO_CHANGES = RateLimit("video_change", capacity=60, per_seconds=600)


class StillState(TypedDict):
    number: int
    src: str
    at_ms: int


class VideoState(TypedDict):
    """What the composer's script knows of a video. `percent` is of the upload first, then of the preparation."""

    id: str
    name: str
    state: str
    reason: str
    percent: int
    seconds: float
    posters: list[StillState]
    poster: int
    is_wanted: bool
    film: str
    captions: str


def state_of(video: Video) -> VideoState:
    is_arriving = video.state == Video.State.RECEIVING
    return {
        "id": video.public_id,
        "name": video.file_name,
        "state": video.state,
        "reason": video.refusal,
        "percent": video.percent_arrived if is_arriving else video.percent,
        "seconds": video.seconds,
        "posters": [
            {"number": n, "src": rendition_url(poster_stem(video.stem, n), 360), "at_ms": still["at_ms"]}
            for n, still in enumerate(video.posters)
        ],
        "poster": video.poster,
        "is_wanted": video.wanted_ms is not None,
        "film": video_url(video.stem, "480"),
        "captions": video.captions_language if video.captions else "",
    }


def editable_video(request: HttpRequest, public_id: str) -> Video:
    """The asker's own video. Raises Http404."""
    found = Video.objects.filter(owner=person_of(request), public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _shown(video: Video) -> JsonResponse:
    video.refresh_from_db()
    return JsonResponse(state_of(video))


@require_safe
@login_required
def state(request: HttpRequest, public_id: str) -> JsonResponse:
    """How far an own video is."""
    return JsonResponse(state_of(editable_video(request, public_id)))


@require_POST
@login_required
@limited(VIDEO_CHANGES)
def retry(request: HttpRequest, public_id: str) -> JsonResponse:
    """Tries a stuck video again."""
    video = editable_video(request, public_id)
    videos.retry(video, at=now())
    return _shown(video)


@require_POST
@login_required
@limited(VIDEO_CHANGES)
def moment(request: HttpRequest, public_id: str) -> JsonResponse:
    """Asks for a still of the moment `at_ms`. 422 for one beyond the film."""
    video = editable_video(request, public_id)
    said = request.POST.get("at_ms", "")
    wanted = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
    if not 0 <= wanted <= video.seconds * 1000:
        return JsonResponse({"reason": _("The video is not that long.")}, status=422)
    videos.want_poster(video, at_ms=wanted)
    return _shown(video)


@require_POST
@login_required
@limited(VIDEO_CHANGES)
def captions(request: HttpRequest, public_id: str) -> JsonResponse:
    """Takes a WebVTT file named "file"; without one the captions go. 422 with the reason when it is refused."""
    video = editable_video(request, public_id)
    file = request.FILES.get("file")
    if file is None:
        videos.drop_captions(video)
        return _shown(video)
    try:
        videos.set_captions(video, file.read(FILE_BYTES + 1))
    except CaptionsRefused as refused:
        return JsonResponse({"reason": refused.message}, status=422)
    return _shown(video)
