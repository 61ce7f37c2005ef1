"""Albums: what a person collected, put in order under names of their own."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models.note import Note
from users.models import Follow, User
from users.shield import shield_of


class AlbumQuerySet(models.QuerySet["Album"]):
    def of(self, owner: User) -> Self:
        """A person's own albums, public and private."""
        return self.filter(owner=owner)

    def visible_to(self, reader: User | AnonymousUser) -> Self:
        """Every album this reader may open. The one rule of who sees what; deny is the default."""
        open_to_all = Q(is_public=True, owner__is_active=True, owner__is_private=False)
        if not reader.is_authenticated:
            return self.filter(open_to_all)
        follows = Exists(Follow.objects.filter(follower=reader.pk, followed=OuterRef("owner")))
        open_to_followers = Q(is_public=True, owner__is_active=True) & follows
        blocked = shield_of(reader).blocked
        seen = self.filter(Q(owner=reader.pk) | open_to_all | open_to_followers)
        return seen.exclude(owner__in=blocked) if blocked else seen

    def for_page(self) -> Self:
        return self.select_related("owner")


class Album(models.Model):
    """A named shelf of collected notes. What stands in none lies in the default album, which is no row: see Collect."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(_("description"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    # The note whose cover stands for the album; shown only to those who may see that note.
    cover_note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="+")
    notes_count = models.PositiveIntegerField(_("notes"), default=0, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    # The last time a note was put in; the album used last is offered first.
    used_at = models.DateTimeField(_("used"), default=timezone.now)

    objects = AlbumQuerySet.as_manager()

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="notes_album_name_once_per_owner")]
        indexes = [models.Index(fields=["owner", "-used_at", "-id"], name="notes_albums_of_owner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("notes:album", args=[self.public_id])
