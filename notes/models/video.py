"""A video: it arrives in pieces while its note is being written, and a worker makes it ready."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models.draft import Draft
from notes.models.note import Note
from users.models import User

# A night and a day without a connection, or without a note or a draft that holds it.
VIDEO_KEPT_FOR = timedelta(hours=24)


class VideoQuerySet(models.QuerySet["Video"]):
    def loose(self) -> Self:
        """Videos that no note took and no draft holds."""
        return self.filter(note=None, draft=None)

    def unpublished(self) -> Self:
        """Videos that no note took; drafts may hold them."""
        return self.filter(note=None)

    def unsettled(self) -> Self:
        """Videos a note has to wait for."""
        return self.exclude(state__in=SETTLED)


class Video(models.Model):
    class State(models.TextChoices):
        RECEIVING = "receiving", _("On its way")
        WAITING = "waiting", _("Waiting to be prepared")
        WORKING = "working", _("Being prepared")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")
        # Several workers gave up on it; its author sees a button to try again.
        STUCK = "stuck", _("Stuck")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    # A note has one video at most.
    note = models.OneToOneField(Note, models.CASCADE, null=True, blank=True, related_name="video")
    # The draft that keeps it from being swept away, until a note takes it.
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RECEIVING)
    refusal_code = models.CharField(max_length=20, blank=True)
    refusal = models.CharField(_("reason"), max_length=300, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)

    # How large the file is to be, how much of it is there, and the pieces in the private part of the storage.
    size_bytes = models.PositiveBigIntegerField()
    offset_bytes = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list, blank=True)
    expires_at = models.DateTimeField()

    # The worker's sign of life and how far it is; after a few attempts nobody tries any more unless asked.
    worked_at = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)

    # Names the renditions, see common.media; the sizes are those of the source as it is seen.
    stem = models.CharField(max_length=120, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(_("seconds"), default=0)
    has_sound = models.BooleanField(default=False)
    # slot -> [width, height, bytes]
    renditions = models.JSONField(default=dict, blank=True)
    # {"at_ms", "width", "height", "colour", "placeholder"} of each still to choose from; `poster` counts from 0.
    posters = models.JSONField(default=list, blank=True)
    poster = models.PositiveSmallIntegerField(default=0)
    # A moment the author asked a still of, until a worker made it.
    wanted_ms = models.PositiveIntegerField(null=True, blank=True)
    alt = models.CharField(_("description"), max_length=500, blank=True)
    captions = models.CharField(max_length=120, blank=True)
    captions_language = models.CharField(max_length=3, blank=True)
    # What the cleaning took out of the file: "location", "camera", "sound".
    removed = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = [
            models.CheckConstraint(
                condition=Q(offset_bytes__lte=models.F("size_bytes")), name="notes_video_never_more_than_whole"
            ),
            models.CheckConstraint(condition=Q(size_bytes__gt=0), name="notes_video_is_not_empty"),
            models.CheckConstraint(
                condition=Q(state="receiving") | Q(state="refused") | Q(offset_bytes=models.F("size_bytes")),
                name="notes_video_is_whole_before_work",
            ),
        ]
        indexes = [
            models.Index(fields=["stem"], name="notes_videos_by_stem"),
            models.Index(fields=["captions"], name="notes_videos_by_captions", condition=~Q(captions="")),
            models.Index(
                fields=["created_at"], name="notes_videos_unsettled", condition=Q(state__in=("waiting", "working"))
            ),
            models.Index(fields=["expires_at"], name="notes_videos_loose", condition=Q(note=None, draft=None)),
            models.Index(fields=["owner", "-id"], name="notes_videos_of_owner"),
        ]

    def __str__(self) -> str:
        return self.file_name or self.public_id

    @property
    def percent_arrived(self) -> int:
        return self.offset_bytes * 100 // self.size_bytes

    @property
    def is_settled(self) -> bool:
        """The rule of VideoQuerySet.unsettled asked of one video."""
        return self.state in SETTLED


SETTLED = (Video.State.READY, Video.State.REFUSED)
