"""What steers the feed, as data: which sources, how much each term weighs; and what readers were shown."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notes.models import Note
from users.models import User


class FeedSource(models.Model):
    """One source of candidates. `stages` names the stages of a reader in which it is asked."""

    name = models.SlugField(_("name"), max_length=30, unique=True)
    is_on = models.BooleanField(_("on"), default=True)
    prior = models.FloatField(_("prior"), default=0.0, help_text=_("Added to the score of everything it finds."))
    limit = models.PositiveSmallIntegerField(_("candidates at most"), default=100)
    stages = models.JSONField(_("stages"), default=list)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.CheckConstraint(condition=models.Q(limit__lte=200), name="feed_source_limit")]

    def __str__(self) -> str:
        return self.name


class WeightsQuerySet(models.QuerySet["FeedWeights"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")


class FeedWeights(models.Model):
    """One version of the ranking's weights. Versions are added, never changed: a page can name the one it used."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    weights = models.JSONField(_("weights"))
    reason = models.CharField(_("why it was changed"), max_length=300)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = WeightsQuerySet.as_manager()

    class Meta:
        verbose_name = _("weights")
        verbose_name_plural = _("weights")

    def __str__(self) -> str:
        return f"version {self.version}"


class Impression(models.Model):
    """A card that was really seen: half of it, for a second."""

    event_id = models.UUIDField(unique=True)
    note = models.ForeignKey(Note, models.CASCADE, related_name="+", db_constraint=False)
    reader = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", db_constraint=False)
    source = models.CharField(max_length=30, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("impression")
        verbose_name_plural = _("impressions")
        indexes = [
            models.Index(fields=["note", "-seen_at"], name="feed_seen_of_note"),
            models.Index(fields=["reader", "-seen_at"], name="feed_seen_by_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} seen by {self.reader_id}"
