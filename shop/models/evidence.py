"""What people experienced with a product, and the figures computed from it."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import Product
from users.models import User


class Relation(models.TextChoices):
    """How the author came by the product. The first two count; paid, gifted and own stand apart and weigh nothing."""

    BOUGHT = "bought", _("I bought it")
    NONE = "none", _("I tried it elsewhere")
    GIFTED = "gifted", _("It was a gift from the brand")
    PAID = "paid", _("I was paid to write")
    OWN = "own", _("It is my own or my employer's")


INDEPENDENT = (Relation.BOUGHT, Relation.NONE)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        """Evidence whose note still stands."""
        return self.filter(withdrawn_at=None)

    def independent(self) -> Self:
        """Standing evidence of people whom nobody paid, gave or employed."""
        return self.standing().filter(relation__in=INDEPENDENT)


class Evidence(models.Model):
    """One author's experience of one product. The shop does not know notes: `source` is an opaque address."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="evidence", verbose_name=_("product"))
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    stance = models.PositiveSmallIntegerField(_("stance"), null=True, help_text=_("1 (against) to 5 (for)"))
    text = models.TextField(_("text"))
    text_fingerprint = models.CharField(max_length=16, blank=True)
    picture_fingerprints = models.JSONField(default=list, blank=True)
    source = models.CharField(_("source"), max_length=80)
    source_url = models.CharField(max_length=200, blank=True)
    is_verified_purchase = models.BooleanField(_("verified purchase"), default=False)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["product", "source"], name="shop_evidence_once_per_source"),
            models.CheckConstraint(
                condition=models.Q(stance=None) | models.Q(stance__range=(1, 5)), name="shop_stance_is_one_to_five"
            ),
        ]
        indexes = [models.Index(fields=["product", "-created_at", "-id"], name="shop_evidence_newest")]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.product_id}"


class ReputationSnapshot(models.Model):
    """The present reputation of a product: mean stance with its interval over independent voices."""

    product = models.OneToOneField(Product, models.CASCADE, related_name="reputation")
    voices = models.PositiveIntegerField(default=0)
    sponsored = models.PositiveIntegerField(default=0)
    # None below the number of voices from which a score is shown.
    score = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    distribution = models.JSONField(default=list)
    method = models.CharField(max_length=40)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reputation")
        verbose_name_plural = _("reputations")

    def __str__(self) -> str:
        return f"{self.product_id}: {self.score}"
