"""The ladder of ten levels, as data, and the ledger of what a person did to climb it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import in_reader_language
from users.models.person import User


class Level(models.Model):
    """One of the ten rows of the ladder.

    `conditions` is a list of alternatives, each a mapping of a ledger reason to the number of entries it asks for:
    [{"note_base": 5}, {"video_base": 2}] means five picture or text notes that reached the base line, or two videos.
    `also` is a mapping that is asked for beside them. `privileges` names limits and features the level opens.
    """

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    code = models.SlugField(_("code"), unique=True)
    name_en = models.CharField(_("English name"), max_length=40)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    conditions = models.JSONField(_("conditions"), default=list)
    also = models.JSONField(_("also asked for"), default=dict, blank=True)
    privileges = models.JSONField(_("privileges"), default=dict, blank=True)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [
            models.CheckConstraint(condition=models.Q(number__range=(1, 10)), name="users_levels_are_one_to_ten")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def name(self) -> str:
        return in_reader_language(self.name_en, self.name_zh)


class GrowthEntry(models.Model):
    """One line of the growth ledger. Lines are added and never changed or deleted."""

    class Reason(models.TextChoices):
        PUBLISHED = "published", _("published a note")
        FOLLOWED = "followed", _("followed somebody")
        COLLECTED = "collected", _("collected a note")
        COMMENTED = "commented", _("wrote a comment")
        UNDER_TOPIC = "under_topic", _("published a note under a topic")
        NOTE_BASE = "note_base", _("a note reached 5 collects or 10 likes")
        NOTE_STRONG = "note_strong", _("a note reached 10 collects or 50 likes")
        VIDEO_BASE = "video_base", _("a video reached 5 collects or 10 likes")
        VIDEO_STRONG = "video_strong", _("a video reached 10 collects or 50 likes")
        LEVEL = "level", _("reached a level")
        STAFF = "staff", _("set by staff")

    person = models.ForeignKey(User, models.CASCADE, related_name="growth", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    # What the line rests on, as an opaque address: "note:<id>", "person:<id>", "level:<number>".
    source = models.CharField(_("source"), max_length=80)
    points = models.SmallIntegerField(_("points"), default=0)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("growth entry")
        verbose_name_plural = _("growth ledger")
        constraints = [
            models.UniqueConstraint(fields=["person", "reason", "source"], name="users_growth_counts_a_source_once")
        ]
        indexes = [models.Index(fields=["person", "-id"], name="users_growth_newest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason} {self.source}"
