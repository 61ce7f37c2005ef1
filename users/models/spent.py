"""What people have used of the limits of their level."""

from django.db import models

from users.models.person import User


class Spent(models.Model):
    """So much of a limit, used at an instant. Taking back what it was used for gives nothing back.

    Rows older than the longest window are swept by night.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    # A code of users.privileges.Privilege.
    privilege = models.CharField(max_length=40)
    amount = models.PositiveSmallIntegerField(default=1)
    spent_at = models.DateTimeField()

    class Meta:
        verbose_name = "use of a limit"
        verbose_name_plural = "uses of limits"
        indexes = [models.Index(fields=["person", "privilege", "spent_at"], name="users_spent_lately")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.privilege} {self.amount}"
