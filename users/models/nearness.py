"""What a person chose about being found: by a link of their own, by their city, by the part of it they are in."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from users.models.person import User

# So long a cell says where somebody is; whoever has gone elsewhere is not there any more.
CELL_DAYS = 14


class WhereaboutsQuerySet(models.QuerySet["Whereabouts"]):
    def fresh(self, at: datetime) -> Self:
        """Rows whose cell still holds at an instant."""
        return self.filter(cell__isnull=False, cell_set_at__gt=at - timedelta(days=CELL_DAYS))


class Whereabouts(models.Model):
    """Both are off until a person says otherwise; no row means both are off. A position is never stored, only a cell
    of common.cells.
    """

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="whereabouts")
    # Whether people of the same city who chose the same may be shown this person, and the other way round.
    shares_city = models.BooleanField(default=False)
    cell = models.PositiveIntegerField(null=True, blank=True)
    cell_set_at = models.DateTimeField(null=True, blank=True)

    objects = WhereaboutsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cell=None, cell_set_at=None) | Q(cell__isnull=False, cell_set_at__isnull=False),
                name="users_a_cell_has_its_time",
            )
        ]
        indexes = [models.Index(fields=["cell"], condition=Q(cell__isnull=False), name="users_people_of_a_cell")]

    def __str__(self) -> str:
        return str(self.person_id)


class InviteQuerySet(models.QuerySet["Invite"]):
    def standing(self, at: datetime) -> Self:
        """Links that still work at an instant."""
        return self.filter(ended_at=None, expires_at__gt=at, person__is_active=True).select_related("person")


class Invite(models.Model):
    """A link by which friends find a person. One at a time; making a new one ends the old one."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    code = models.CharField(max_length=24, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InviteQuerySet.as_manager()

    class Meta:
        verbose_name = _("invite link")
        verbose_name_plural = _("invite links")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="users_one_invite_each"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="users_an_invite_lasts"),
        ]

    def __str__(self) -> str:
        # Not the code: whoever reads a log could join by it.
        return f"invite of {self.person_id}"


class InvitedPerson(models.Model):
    """Somebody who joined by a link. Each of the two is offered to follow the other, until they did or said no."""

    invite = models.ForeignKey(Invite, models.CASCADE, related_name="joined")
    host = models.ForeignKey(User, models.CASCADE, related_name="+")
    guest = models.OneToOneField(User, models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)
    is_settled_by_host = models.BooleanField(default=False)
    is_settled_by_guest = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invited person")
        verbose_name_plural = _("invited people")
        constraints = [
            models.CheckConstraint(condition=~Q(host=F("guest")), name="users_nobody_invites_themselves"),
        ]
        indexes = [models.Index(fields=["host", "-id"], name="users_invited_by")]

    def __str__(self) -> str:
        return f"{self.guest_id} by {self.host_id}"
