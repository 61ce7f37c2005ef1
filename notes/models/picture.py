"""A picture: uploaded while its note or comment is still being written, made ready by a worker."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models.draft import Draft
from notes.models.engagement import Comment
from notes.models.note import Note
from users.models import User


class PictureQuerySet(models.QuerySet["Picture"]):
    def usable(self) -> Self:
        """Pictures that were not refused."""
        return self.exclude(state=Picture.State.REFUSED)

    def loose(self) -> Self:
        """Pictures that no note and no comment took and no draft holds."""
        return self.filter(note=None, comment=None, draft=None)

    def unpublished(self) -> Self:
        """Pictures that no note and no comment took; drafts may hold them."""
        return self.filter(note=None, comment=None)


class Picture(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="pictures")
    comment = models.OneToOneField(Comment, models.SET_NULL, null=True, blank=True, related_name="picture")
    # The draft that keeps it from being swept away, until a note takes it.
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    # Why it was refused: a code for the page's icon and a sentence for the author.
    refusal_code = models.CharField(max_length=20, blank=True)
    refusal = models.CharField(_("reason"), max_length=300, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    # The upload as it came, in the private part of the storage; deleted once renditions stand.
    incoming = models.CharField(max_length=120, blank=True)
    # Names the renditions, see common.media.
    stem = models.CharField(max_length=120, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    colour = models.CharField(max_length=7, blank=True)
    placeholder = models.TextField(blank=True)
    alt = models.CharField(_("description"), max_length=500, blank=True)
    # What the cleaning took out of the file: "location", "camera".
    removed = models.JSONField(default=list, blank=True)
    # What would make it a better picture: codes of common.pictures.HINTS.
    hints = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Since when nothing has held it: its coming, or its leaving a draft, a note or a comment.
    loose_since = models.DateTimeField(default=timezone.now)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [
            models.Index(fields=["stem"], name="notes_pictures_by_stem"),
            models.Index(fields=["note", "position"], name="notes_pictures_in_order"),
            models.Index(fields=["created_at"], name="notes_pictures_waiting", condition=models.Q(state="waiting")),
            models.Index(
                fields=["loose_since"],
                name="notes_pictures_swept",
                condition=models.Q(note=None, comment=None, draft=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(note=None) | models.Q(comment=None), name="notes_picture_of_one_text"
            )
        ]

    def __str__(self) -> str:
        return self.file_name or self.public_id
