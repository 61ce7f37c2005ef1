"""The video of the composer, as it travels with its form: which one, its description, its still, its captions.

Like the other trays it is read from what the browser sent and shown again, so it works without any script.
"""

import re
from dataclasses import dataclass, replace
from typing import Self

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from common.captions import FILE_BYTES, CaptionsRefused
from common.clock import now
from common.media import poster_stem, rendition_url
from common.video_lengths import told
from notes import receiving, videos
from notes.composition import MAX_ALT, VideoUse
from notes.models import Note, Video
from users.models import User

_MOMENT = re.compile(r"(?:(\d{1,2}):)?(\d{1,4})(?:[.,](\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Still:
    """One picture of the film to choose from."""

    number: int
    src: str
    at: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class VideoTray:
    use: VideoUse | None = None
    # Sentences beside the file fields: the video that was not taken, the captions, the moment.
    problem: str = ""
    captions_problem: str = ""
    moment_problem: str = ""
    # Videos of this person that began to arrive and did not end; the same file goes on where it stopped.
    unfinished: tuple[Video, ...] = ()

    @classmethod
    def new(cls, owner: User) -> Self:
        """An empty tray that knows what is still to arrive. One query."""
        return cls(unfinished=_unfinished(owner))

    @classmethod
    def of(cls, note: Note) -> Self:
        """The video a note has. One query."""
        video = Video.objects.filter(note=note).first()
        return cls(VideoUse(video, video.alt) if video else None)

    @classmethod
    def named(cls, sent: QueryDict, owner: User, note: Note | None) -> Self:
        """The owner's own video that the form names, free or of this note."""
        free = Video.objects.filter(Q(note=None) | Q(note=note) if note else Q(note=None))
        video = free.filter(owner=owner, public_id=sent.get("video", "")[:20]).first()
        use = VideoUse(video, sent.get("video_alt", "")[:MAX_ALT], _number(sent.get("poster", ""))) if video else None
        return cls(use, unfinished=_unfinished(owner))

    @classmethod
    def sent(cls, request: HttpRequest, owner: User, note: Note | None) -> Self:
        """What the browser sent, with the files among it already taken in."""
        tray = cls.named(request.POST, owner, note)._with_file(request, owner)
        return tray._with_captions(request)._with_moment(request.POST.get("moment", ""))

    @property
    def has_problem(self) -> bool:
        return bool(self.problem or self.captions_problem or self.moment_problem)

    @property
    def stills(self) -> list[Still]:
        if self.use is None:
            return []
        video, chosen = self.use.video, self.use.poster
        return [
            Still(
                number,
                rendition_url(poster_stem(video.stem, number), 360),
                told(still["at_ms"] / 1000),
                number == (video.poster if chosen is None else chosen),
            )
            for number, still in enumerate(video.posters)
        ]

    def without(self) -> Self:
        return replace(self, use=None)

    def _with_file(self, request: HttpRequest, owner: User) -> Self:
        file = request.FILES.get("video_file")
        if file is None:
            return self
        try:
            video = receiving.receive(owner, file, at=now())
        except receiving.VideoNotTaken as refused:
            return replace(self, problem=refused.message)
        # In a set-up whose tasks run at once the worker is done already.
        video.refresh_from_db()
        return replace(self, use=VideoUse(video, self.use.alt if self.use else request.POST.get("video_alt", "")))

    def _with_captions(self, request: HttpRequest) -> Self:
        file = request.FILES.get("captions_file")
        if file is None:
            return self
        if self.use is None:
            return replace(self, captions_problem=_("Captions need a video. Choose one first."))
        try:
            videos.set_captions(self.use.video, file.read(FILE_BYTES + 1))
        except CaptionsRefused as refused:
            return replace(self, captions_problem=refused.message)
        return self

    def _with_moment(self, said: str) -> Self:
        if not said.strip() or self.use is None:
            return self
        found = _MOMENT.fullmatch(said.strip())
        if not found:
            return replace(self, moment_problem=_("Write a moment as 1:05 or 65."))
        minutes, seconds, rest = found.groups()
        at_ms = (int(minutes or 0) * 60 + int(seconds)) * 1000 + int((rest or "0").ljust(3, "0"))
        video = self.use.video
        if video.state == Video.State.READY and at_ms > video.seconds * 1000:
            return replace(self, moment_problem=_("The video is not that long."))
        videos.want_poster(video, at_ms=at_ms)
        return self


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else None


def _unfinished(owner: User) -> tuple[Video, ...]:
    arriving = Video.objects.unpublished().filter(owner=owner, state=Video.State.RECEIVING, expires_at__gt=now())
    return tuple(arriving.order_by("-pk")[:5])
