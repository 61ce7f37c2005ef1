"""Who follows whom."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from users.models.person import User


class Follow(models.Model):
    follower = models.ForeignKey(User, models.CASCADE, related_name="following")
    followed = models.ForeignKey(User, models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="users_follow_once"),
            models.CheckConstraint(
                condition=~models.Q(follower=models.F("followed")), name="users_nobody_follows_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["followed", "-id"], name="users_followers_newest"),
            models.Index(fields=["follower", "-id"], name="users_following_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}"
