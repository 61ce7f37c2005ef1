"""What people asked to take along, bring back, or have forgotten."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from users.models.person import User


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, person: User) -> Self:
        """A person's own; nobody else's can be reached."""
        return self.filter(person=person)


class Export(models.Model):
    """Everything of a person in one file, made by a worker and kept for some days."""

    class State(models.TextChoices):
        ASKED = "asked", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        GONE = "gone", _("Deleted")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    # The name in the storage "exports".
    file = models.CharField(max_length=120, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="users_one_export_at_a_time", condition=Q(state="asked")),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(expires_at__isnull=False), name="users_ready_export_expires"
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="users_exports_waiting")]

    def __str__(self) -> str:
        return f"export {self.public_id}"


class ImportQuerySet(models.QuerySet["Import"]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def open(self) -> Self:
        """Those whose file is still there."""
        return self.filter(state__in=(Import.State.SENT, Import.State.CHECKED, Import.State.WANTED))


class Import(models.Model):
    """A file somebody brought: looked through first, taken in when they say so."""

    class State(models.TextChoices):
        SENT = "sent", _("Being looked through")
        CHECKED = "checked", _("Looked through")
        WANTED = "wanted", _("Being brought in")
        DONE = "done", _("Brought in")
        REFUSED = "refused", _("Refused")
        DROPPED = "dropped", _("Thrown away")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.SENT)
    file = models.CharField(max_length=120, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    # section -> {"new": n, "there": n, "left": n}, as rehearsed or as done.
    summary = models.JSONField(default=dict, blank=True)
    # {"where", "row", "reason"} of what is wrong with the file; sentences in the person's language.
    problems = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="users_one_import_at_a_time",
                condition=Q(state__in=("sent", "checked", "wanted")),
            )
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="users_imports_waiting")]

    def __str__(self) -> str:
        return f"import {self.public_id}"


class Heir(models.Model):
    """The account that brought in the archive of one that is gone. One only: an archive is not passed around."""

    origin = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id} for {self.origin}"


class RetiredHandle(models.Model):
    """The handle of a deleted account, as a fingerprint: nobody else may speak under it."""

    digest = models.CharField(max_length=64, unique=True)
    retired_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest[:8]
