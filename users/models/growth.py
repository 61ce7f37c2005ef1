"""The ladder of ten levels, as data, and the ledger of what a person did to climb it."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from common.models import in_reader_language
from users.models.person import User


class Level(models.Model):
    """One of the ten rows of the ladder.

    `conditions` is a list of alternatives, each a mapping of a ledger reason to the number of entries it asks for:
    [{"note_base": 5}, {"video_base": 2}] means five picture or text notes that reached the base line, or two videos.
    `also` is a mapping that is asked for beside them. `standing` asks for days: {"clean_days": 90} means no upheld
    violation for 90 days, {"active_days": 365} that the person was about within a year. `privileges` gives the figures
    of users.privileges.
    """

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    code = models.SlugField(_("code"), unique=True)
    name_en = models.CharField(_("English name"), max_length=40)
    name_zh = models.CharField(_("Chinese name"), max_length=40)
    conditions = models.JSONField(_("conditions"), default=list)
    also = models.JSONField(_("also asked for"), default=dict, blank=True)
    standing = models.JSONField(_("standing asked for"), default=dict, blank=True)
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


class GrowthEntryQuerySet(models.QuerySet["GrowthEntry"]):
    def standing(self) -> Self:
        """Lines that were not struck out."""
        return self.filter(struck_by=None)


class GrowthEntry(models.Model):
    """One line of the growth ledger. Lines are added and never changed or deleted."""

    class Reason(models.TextChoices):
        PUBLISHED = "published", _("published a note")
        FOLLOWED = "followed", _("followed somebody")
        COLLECTED = "collected", _("collected a note")
        COMMENTED = "commented", _("wrote a comment")
        UNDER_TOPIC = "under_topic", _("published a note under a topic")
        NOTE_BASE = "note_base", _("a note reached the base line")
        NOTE_STRONG = "note_strong", _("a note reached the strong line")
        VIDEO_BASE = "video_base", _("a video reached the base line")
        VIDEO_STRONG = "video_strong", _("a video reached the strong line")
        LEVEL = "level", _("reached a level")
        STAFF = "staff", _("set by staff")
        STRUCK = "struck", _("a line was struck out by staff")
        PAUSED = "paused", _("growth paused after a year of silence")
        RESUMED = "resumed", _("growth goes on")
        VIOLATION = "violation", _("a violation of the rules was upheld")
        APPEAL_GRANTED = "granted", _("an appeal was granted")
        APPEAL_DECLINED = "declined", _("an appeal was declined")

    person = models.ForeignKey(User, models.CASCADE, related_name="growth", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    # What the line rests on, as an opaque address: "note:<id>", "person:<id>", "level:<number>", "entry:<key>".
    source = models.CharField(_("source"), max_length=80)
    points = models.SmallIntegerField(_("points"), default=0)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    # The line this one strikes out: it counts no more, and stays to be read.
    strikes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="struck_by", verbose_name=_("strikes out")
    )
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    objects = GrowthEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("growth entry")
        verbose_name_plural = _("growth ledger")
        constraints = [
            models.UniqueConstraint(fields=["person", "reason", "source"], name="users_growth_counts_a_source_once")
        ]
        indexes = [models.Index(fields=["person", "-id"], name="users_growth_newest")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason} {self.source}"

    @property
    def changes_standing(self) -> bool:
        """Whether the line tells of a change somebody may want to be looked at again."""
        return self.reason in {
            self.Reason.LEVEL,
            self.Reason.STAFF,
            self.Reason.STRUCK,
            self.Reason.PAUSED,
            self.Reason.VIOLATION,
        }


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> Self:
        """Appeals nobody has answered."""
        return self.filter(settled_at=None)


class Appeal(models.Model):
    """A person asks staff to look at a line of their ledger again, once a line."""

    class Outcome(models.TextChoices):
        OPEN = "", _("Not answered")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Declined")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    entry = models.ForeignKey(GrowthEntry, models.CASCADE, related_name="appeals", verbose_name=_("line"))
    words = models.TextField(_("in their words"))
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            # Once answered, a line is not asked about again: the answer was given.
            models.UniqueConstraint(fields=["entry"], name="users_one_appeal_a_line"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, outcome="")
                | models.Q(settled_at__isnull=False) & ~models.Q(outcome=""),
                name="users_settled_appeal_has_outcome",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(settled_at=None), name="users_appeals_open")]

    def __str__(self) -> str:
        return self.words[:60]
