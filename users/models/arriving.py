"""People who asked to join and wait for an answer, and how many were let in on a day."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from users.models.person import User

# How staff see and read a queue: those a member invited stand in front, then everybody as they came.
QUEUE = ("turn", "asked_at", "pk")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> Self:
        """Applications nobody has decided."""
        return self.filter(verdict="")

    def turned_down(self) -> Self:
        """Refused ones and those that nobody answered in time."""
        return self.filter(verdict__in=(Application.Verdict.REFUSED, Application.Verdict.EXPIRED))

    def before(self, row: "Application") -> Self:
        """The waiting ones that stand in front of one."""
        earlier = Q(asked_at__lt=row.asked_at) | Q(asked_at=row.asked_at, pk__lt=row.pk)
        return self.waiting().filter(Q(turn__lt=row.turn) | Q(turn=row.turn) & earlier)


class Application(models.Model):
    """Somebody asks to join. Until staff say yes, their account is closed and nothing of it is seen.

    Whoever is accepted keeps one row; somebody with a row of any other verdict is no member.
    """

    class Verdict(models.TextChoices):
        WAITING = "", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        EXPIRED = "expired", _("Not answered in time")

    class Turn(models.IntegerChoices):
        INVITED = 0, _("Invited, in front")
        AS_THEY_COME = 1, _("As they come")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    words = models.TextField(_("in their words"), blank=True)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    turn = models.PositiveSmallIntegerField(_("turn"), choices=Turn, default=Turn.AS_THEY_COME)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.WAITING, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # From when on a person who was turned down may ask again with this account; None: not with this one.
    again_at = models.DateTimeField(_("may ask again"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        permissions = [("decide_application", "Can decide who joins")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(verdict=""), name="users_one_waiting_application"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(verdict="accepted"), name="users_a_person_is_accepted_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None) | ~Q(verdict="") & Q(decided_at__isnull=False),
                name="users_decided_application_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | ~Q(reason=""), name="users_refused_application_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(again_at=None) | Q(verdict__in=("refused", "expired")), name="users_again_after_a_no"
            ),
            models.CheckConstraint(
                condition=Q(invited_by=None) | ~Q(invited_by=F("person")), name="users_no_application_by_oneself"
            ),
        ]
        indexes = [
            models.Index(fields=["turn", "asked_at", "id"], name="users_applications_queue"),
            models.Index(fields=["invited_by", "-asked_at"], name="users_applications_of_host"),
            models.Index(fields=["decided_at"], name="users_applications_decided", condition=~Q(verdict="")),
        ]

    def __str__(self) -> str:
        return f"@{self.person.handle}"

    @property
    def is_waiting(self) -> bool:
        return self.verdict == self.Verdict.WAITING

    @property
    def is_turned_down(self) -> bool:
        return self.verdict in {self.Verdict.REFUSED, self.Verdict.EXPIRED}


class ArrivalDay(models.Model):
    """How many new people were let in at once on a day of UTC, where the site has a limit."""

    day = models.DateField(unique=True)
    let_in = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.let_in}"
