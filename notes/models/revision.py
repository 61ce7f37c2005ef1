"""What a published note said before it was changed."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notes.models.note import Note, Visibility
from users.models import Follow, User


class RevisionQuerySet(models.QuerySet["Revision"]):
    def readable_by(self, reader: User | AnonymousUser, note: Note) -> Self:
        """The versions of a visible note that this reader could have read in their time.

        What was private then, or was changed while nobody could read the note, is the author's and the staff's alone.
        """
        versions = self.filter(note=note)
        if isinstance(reader, User) and (reader.pk == note.author_id or reader.is_staff):
            return versions
        audiences = {Visibility.PUBLIC}
        if isinstance(reader, User) and Follow.objects.filter(follower=reader, followed=note.author_id).exists():
            audiences.add(Visibility.FOLLOWERS)
        return versions.filter(is_open=True, visibility__in=audiences)


class Revision(models.Model):
    """One version of a note: its words, and its pictures and facts as `shown` in notes.revisions.snapshot.

    Versions are added, and what they say never changes. Pictures are named, not kept: what an author takes out of a
    note is gone.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), blank=True)
    facts = models.JSONField(default=dict)
    visibility = models.CharField(_("who may see it"), max_length=10, choices=Visibility)
    # False for what readers never could open, and for what was taken down since.
    is_open = models.BooleanField(default=True)
    made_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a note")
        verbose_name_plural = _("versions of notes")
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="notes_revision_numbers_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="notes_revisions_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} v{self.number}"
