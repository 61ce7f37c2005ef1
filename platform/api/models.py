"""Keys to the API: who may act for whom, and which requests were answered already."""

from datetime import datetime
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from users.models import User


class Scope(models.TextChoices):
    """What a token opens. A token holds only what its owner ticked."""

    READ = "read", _("Read what you can read")
    REACT = "react", _("Like, collect and follow for you")
    WRITE = "write", _("Publish notes, pictures and comments for you")
    # Apart from reading: a program that shows notes has no business in letters.
    MESSAGES = "messages", _("Read and write your messages")


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def valid(self, at: datetime) -> Self:
        """Tokens that open something: not revoked, not expired, of an active person."""
        return self._running(at).filter(owner__is_active=True)

    def of_closed_accounts(self, at: datetime) -> Self:
        """Tokens that would open something if their owner's account were open."""
        return self._running(at).filter(owner__is_active=False)

    def _running(self, at: datetime) -> Self:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), revoked_at=None)

    def standing(self) -> Self:
        """Tokens the owner did not revoke."""
        return self.filter(revoked_at=None)


class AccessToken(models.Model):
    """A key for a program. Only its digest is kept: nobody can read it back, its owner included."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=60)
    # SHA-256 in hexadecimal. The token is random and long, so a slow hash would add nothing but time.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # Its last characters, by which the owner knows which one it is.
    ending = models.CharField(_("ends in"), max_length=4, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(_("made"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        indexes = [models.Index(fields=["owner", "-id"], name="api_tokens_of_owner")]

    def __str__(self) -> str:
        return f"{self.name} (…{self.ending})"

    @property
    def scope_labels(self) -> list[str]:
        """What it opens, in words."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]


class IdempotencyKey(models.Model):
    """One answered request. It is written in the transaction of its deed: there is no answer without the deed."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    # SHA-256 over method, path and body, so that a key used for something else is noticed.
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="api_one_answer_per_key")]
        indexes = [models.Index(fields=["person", "created_at"], name="api_keys_by_age")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"
