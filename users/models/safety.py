"""Whom and what a person keeps away: blocks, mutes, requests to follow, and who may speak to them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from users.models.person import User


class Block(models.Model):
    """Two people who have nothing to do with each other any more, because one of them wished so."""

    blocker = models.ForeignKey(User, models.CASCADE, related_name="+")
    blocked = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="users_block_once"),
            models.CheckConstraint(condition=~Q(blocker=models.F("blocked")), name="users_nobody_blocks_themselves"),
        ]
        indexes = [models.Index(fields=["blocked", "blocker"], name="users_blocked_by")]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"


class MuteQuerySet(models.QuerySet["Mute"]):
    def standing(self, at: datetime) -> Self:
        """Mutes that hold at an instant."""
        return self.filter(Q(until=None) | Q(until__gt=at))


class Mute(models.Model):
    """Somebody, a word or a topic that a person does not want to meet, for good or until an instant.

    Nobody is told of it. A topic is kept by its folded name: topics belong to a floor above.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        WORD = "word", _("Word")
        TOPIC = "topic", _("Topic")

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    muted = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    # The word or topic as it was typed, and as it is compared.
    shown = models.CharField(max_length=80, blank=True)
    folded = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MuteQuerySet.as_manager()

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "muted", "folded"], name="users_mute_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="person", muted__isnull=False, folded="")
                    | Q(kind__in=("word", "topic"), muted=None) & ~Q(folded="")
                ),
                name="users_mute_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(muted=None) | ~Q(owner=models.F("muted")), name="users_nobody_mutes_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} mutes {self.muted_id or self.folded}"


class FollowRequest(models.Model):
    """Somebody asks a private account to be let in. The row is the question; an answer removes it."""

    asker = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("follow request")
        verbose_name_plural = _("follow requests")
        constraints = [
            models.UniqueConstraint(fields=["asker", "asked"], name="users_follow_request_once"),
            models.CheckConstraint(condition=~Q(asker=models.F("asked")), name="users_nobody_asks_themselves"),
        ]
        indexes = [models.Index(fields=["asked", "-id"], name="users_requests_newest")]

    def __str__(self) -> str:
        return f"{self.asker_id} asks {self.asked_id}"


class Who(models.TextChoices):
    """Groups of people seen from one person."""

    EVERYBODY = "everybody", _("Everybody")
    FOLLOWED = "followed", _("People I follow")
    FOLLOWERS = "followers", _("My followers")
    NOBODY = "nobody", _("Nobody")


class SafetySettings(models.Model):
    """Who may speak to a person. Somebody without a row has the defaults."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="safety_settings")
    may_comment = models.CharField(_("Who may comment on my notes"), max_length=10, choices=Who, default=Who.EVERYBODY)
    may_mention = models.CharField(_("Who may mention me"), max_length=10, choices=Who, default=Who.EVERYBODY)
    may_message = models.CharField(_("Who may write to me"), max_length=10, choices=Who, default=Who.EVERYBODY)

    class Meta:
        verbose_name = _("safety settings")
        verbose_name_plural = _("safety settings")

    def __str__(self) -> str:
        return f"safety of {self.person_id}"
