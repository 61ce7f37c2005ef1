"""What the ladder is measured with, as data, and the versions in which staff put it in force."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from users.models.person import User

_ONE_OR_MORE = [MinValueValidator(1)]


class Line(models.Model):
    """A line a note can reach: so many independent collects, or so many independent likes."""

    class Code(models.TextChoices):
        BASE = "base", _("base line")
        STRONG = "strong", _("strong line")

    code = models.CharField(_("line"), max_length=10, choices=Code, unique=True)
    collects = models.PositiveSmallIntegerField(_("collects"), validators=_ONE_OR_MORE)
    likes = models.PositiveSmallIntegerField(_("likes"), validators=_ONE_OR_MORE)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(collects__gte=1, likes__gte=1), name="users_a_line_asks_for_something"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class Counting(models.Model):
    """Which reactions count towards a line: the one row of thresholds of users.independence.Rules."""

    min_age_days = models.PositiveSmallIntegerField(_("days until an account counts"), default=7)
    notes_per_giver = models.PositiveSmallIntegerField(
        _("notes of one author a giver counts for"), default=10, validators=_ONE_OR_MORE
    )
    per_days = models.PositiveSmallIntegerField(_("within how many days"), default=30, validators=_ONE_OR_MORE)
    ring_least = models.PositiveSmallIntegerField(
        _("reactions each way that make mutual partners"), default=3, validators=_ONE_OR_MORE
    )
    ring_days = models.PositiveSmallIntegerField(_("days looked back for rings"), default=90, validators=_ONE_OR_MORE)
    ring_share = models.PositiveSmallIntegerField(
        _("per cent given to and got from partners that make a ring"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    ring_lift = models.PositiveSmallIntegerField(_("times more than by chance"), default=5, validators=_ONE_OR_MORE)
    burst_minutes = models.PositiveSmallIntegerField(_("minutes of a burst"), default=60, validators=_ONE_OR_MORE)
    cohort_minutes = models.PositiveSmallIntegerField(
        _("minutes within which sign-ups are related"), default=10, validators=_ONE_OR_MORE
    )
    cohort_days = models.PositiveSmallIntegerField(_("days for which they stay related"), default=30)

    class Meta:
        verbose_name = _("rule of counting")
        verbose_name_plural = _("rules of counting")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="users_one_row_of_counting"),
            models.CheckConstraint(condition=models.Q(ring_share__range=(1, 100)), name="users_ring_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return str(_("Rules of counting"))


class LadderVersionQuerySet(models.QuerySet["LadderVersion"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")


class LadderVersion(models.Model):
    """The whole ladder as it stood from one edit to the next. Versions are added and never changed."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    # {"levels": {"1": {...}}, "lines": {"base": {...}}, "counting": {...}}, see users.ladder_versions.
    snapshot = models.JSONField(_("the ladder"))
    reason = models.CharField(_("why it was changed"), max_length=300)
    # Nobody for the version the site began with.
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = LadderVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the ladder")
        verbose_name_plural = _("versions of the ladder")

    def __str__(self) -> str:
        return f"version {self.version}"


class RingMember(models.Model):
    """Somebody of whom the nightly recount found that they and their fellows mostly react to one another."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    # A number the members share; it means nothing else.
    ring = models.BigIntegerField()
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("member of a ring")
        verbose_name_plural = _("members of rings")

    def __str__(self) -> str:
        return f"{self.person_id} in {self.ring}"
