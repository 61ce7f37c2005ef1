"""Pictures, one request each, so that one refused file keeps no other from arriving."""

from typing import TypedDict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from common.media import rendition_url
from notes import uploads
from notes.models import Picture
from notes.picture_words import told_of
from notes.ugc.picking import product_choices, products_like, topics_like
from notes.views.asker import person_of

# Three full notes in a row, then one picture every ten seconds.
UPLOADS = RateLimit("upload", capacity=60, per_seconds=600)


class PictureState(TypedDict):
    """What the composer's script knows of a picture: state is waiting, ready or refused."""

    id: str
    state: str
    reason: str
    src: str
    width: int
    height: int
    colour: str
    hints: list[str]


def state_of(picture: Picture) -> PictureState:
    return {
        "id": picture.public_id,
        "state": picture.state,
        "reason": picture.refusal,
        "src": rendition_url(picture.stem, 360),
        "width": picture.width,
        "height": picture.height,
        "colour": picture.colour,
        "hints": told_of(picture),
    }


@require_POST
@login_required
@limited(UPLOADS)
def upload(request: HttpRequest) -> JsonResponse:
    """Takes one file named "file". 201 with its state; 422 with the reason when it is refused."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"reason": _("No file arrived. Choose it once more.")}, status=422)
    try:
        picture = uploads.receive(person_of(request), file, at=now())
    except uploads.UploadRefused as refused:
        return JsonResponse({"code": refused.code, "reason": refused.message}, status=422)
    # In a set-up whose tasks run at once the worker is done already.
    picture.refresh_from_db()
    return JsonResponse(state_of(picture), status=201)


@require_safe
@login_required
def states(request: HttpRequest) -> JsonResponse:
    """The states of up to 60 own pictures: `?id=…&id=…`. One query."""
    wanted = request.GET.getlist("id")[:60]
    pictures = Picture.objects.filter(owner=request.user.pk, public_id__in=wanted)
    return JsonResponse({"pictures": [state_of(picture) for picture in pictures]})


@require_POST
@login_required
def discard(request: HttpRequest, public_id: str) -> JsonResponse:
    """Forgets an own picture that no note took."""
    picture = Picture.objects.loose().filter(owner=request.user.pk, public_id=public_id).first()
    if picture is not None:
        uploads.discard(picture)
    return JsonResponse({}, status=200)


@require_safe
@login_required
def products(request: HttpRequest) -> JsonResponse:
    """Products to choose from: `?q=`."""
    return JsonResponse({"products": product_choices(products_like(request.GET.get("q", "")[:80]))})


@require_safe
@login_required
def topics(request: HttpRequest) -> JsonResponse:
    """Topics to choose from: `?q=`."""
    found = topics_like(request.GET.get("q", "")[:80])
    return JsonResponse({"topics": [{"name": topic.name, "notes": topic.notes_count} for topic in found]})
