"""Videos: sent whole or by tus, asked about until they are ready, given captions and a still."""

from typing import ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import Endpoint, person_of, sent
from api.idempotency import Answer, once
from api.models import Scope
from api.schema import IDEMPOTENT, answers
from api.shapes.asked import CaptionsUpload, VideoMoment, VideoUpload
from api.shapes.videos import VideoFacts
from common.captions import FILE_BYTES, CaptionsRefused
from common.clock import now
from notes import receiving, videos
from notes.models import Video
from notes.ugc import tus
from notes.ugc.views.video_receiving import own_video


def _own(request: Request, public_id: str) -> Video:
    """The asker's own video. Raises Http404."""
    found = Video.objects.filter(owner=person_of(request), public_id=public_id).first()
    if found is None:
        raise Http404
    return found


class Videos(Endpoint):
    scopes: ClassVar = {"POST": Scope.WRITE}
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="video_upload",
        tags=["Videos"],
        summary="Upload a video whole",
        request={"multipart/form-data": VideoUpload},
        parameters=[IDEMPOTENT],
        responses=answers(201, VideoFacts, 400, 422),
    )
    def post(self, request: Request) -> Response:
        """One file a request. Where the connection may break, any tus 1.0 client sends it to /api/tus/videos/ in
        pieces (creation, termination, checksum, expiration); the last part of an upload's address is the video's id."""
        owner, at = person_of(request), now()

        def deed() -> Answer:
            try:
                video = receiving.receive(owner, sent(VideoUpload, request.data)["file"], at=at)
            except receiving.VideoNotTaken as refused:
                raise ValidationError({"file": [refused.message]}) from refused
            return Answer(201, VideoFacts(video).data)

        return once(request, owner, deed, at=at)


class OneVideo(Endpoint):
    scopes: ClassVar = {"GET": Scope.WRITE}

    @extend_schema(
        operation_id="video_read",
        tags=["Videos"],
        summary="How far an own video is",
        responses=answers(200, VideoFacts, 404),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """Receiving, waiting, working with its per cent, ready with addresses, refused with a reason, or stuck."""
        return Response(VideoFacts(_own(request, public_id)).data)


class VideoCaptions(Endpoint):
    scopes: ClassVar = {"PUT": Scope.WRITE, "DELETE": Scope.WRITE}
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="video_captions_set",
        tags=["Videos"],
        summary="Give an own video captions",
        request={"multipart/form-data": CaptionsUpload},
        responses=answers(200, VideoFacts, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """A WebVTT file. It is read strictly and written anew: styles, notes and places fall away."""
        video = _own(request, public_id)
        try:
            videos.set_captions(video, sent(CaptionsUpload, request.data)["file"].read(FILE_BYTES + 1))
        except CaptionsRefused as refused:
            raise ValidationError({"file": [refused.message]}) from refused
        return Response(VideoFacts(video).data)

    @extend_schema(
        operation_id="video_captions_drop",
        tags=["Videos"],
        summary="Take the captions away",
        request=None,
        responses=answers(204, None, 404),
    )
    def delete(self, request: Request, public_id: str) -> Response:
        videos.drop_captions(_own(request, public_id))
        return Response(status=204)


class VideoStill(Endpoint):
    scopes: ClassVar = {"PUT": Scope.WRITE}

    @extend_schema(
        operation_id="video_still",
        tags=["Videos"],
        summary="Ask for a still of a moment",
        request=VideoMoment,
        responses=answers(202, VideoFacts, 404, 422),
    )
    def put(self, request: Request, public_id: str) -> Response:
        """A worker makes it and puts it in front of the video."""
        video = _own(request, public_id)
        at_ms = sent(VideoMoment, request.data)["at_ms"]
        if at_ms > video.seconds * 1000:
            raise ValidationError({"at_ms": [_("The video is not that long.")]})
        videos.want_poster(video, at_ms=at_ms)
        return Response(VideoFacts(video).data, status=202)


class Pieces(BaseParser):
    """Lets the type of tus through; the bytes are read as they come, by the deed."""

    media_type = "application/offset+octet-stream"


class VideoUploads(Endpoint):
    """Uploads that go on where they stopped. tus 1.0 describes itself to its clients, so the schema leaves it out."""

    scopes: ClassVar = {"POST": Scope.WRITE}
    parser_classes = [Pieces]

    @extend_schema(exclude=True)
    def post(self, request: Request) -> HttpResponse:
        owner = person_of(request)
        return tus.answered(lambda: tus.create(request._request, owner, address=_address, at=now()))


class VideoUploadPieces(Endpoint):
    """One upload: how far it is, the next piece, giving it up."""

    scopes: ClassVar = {"GET": Scope.WRITE, "PATCH": Scope.WRITE, "DELETE": Scope.WRITE}
    parser_classes = [Pieces]

    @extend_schema(exclude=True)
    def get(self, request: Request, public_id: str) -> HttpResponse:
        """Asked as HEAD by every client of tus."""
        owner = person_of(request)
        return tus.answered(lambda: tus.head(request._request, own_video(owner, public_id), at=now()))

    @extend_schema(exclude=True)
    def patch(self, request: Request, public_id: str) -> HttpResponse:
        owner = person_of(request)
        return tus.answered(lambda: tus.patch(request._request, own_video(owner, public_id), at=now()))

    @extend_schema(exclude=True)
    def delete(self, request: Request, public_id: str) -> HttpResponse:
        owner = person_of(request)
        return tus.answered(lambda: tus.terminate(request._request, own_video(owner, public_id)))


def _address(video: Video) -> str:
    return reverse("api:video_upload", args=[video.public_id])
