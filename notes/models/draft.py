"""A draft: all that somebody laid on the composer's page and has not handed in yet."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notes.models.note import Note
from users.models import User


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, author: User) -> Self:
        """A person's own drafts. There is no other way to reach one: a draft is nobody else's."""
        return self.filter(author=author)


class Draft(models.Model):
    """The composer's fields as they were sent, name by name, unchecked: a half-written note breaks rules by nature.

    It is known by the submission key of the note it becomes, so its address goes on to the note once that is handed
    in. With a `note` it holds changes to one that was handed in already.
    """

    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="+")
    submission_key = models.UUIDField(editable=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    fields = models.JSONField(default=dict)
    # Goes up with every save; a save names the one it began from.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission_key"], name="notes_one_draft_per_submission"),
            models.CheckConstraint(condition=Q(version__gte=1), name="notes_draft_version_from_one"),
        ]
        indexes = [models.Index(fields=["author", "-saved_at", "-id"], name="notes_drafts_of_author")]

    def __str__(self) -> str:
        return self.title or str(self.submission_key)

    def get_absolute_url(self) -> str:
        return reverse("notes:draft", args=[self.submission_key])
