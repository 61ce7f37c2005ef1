"""Topics people write under, and places they write about."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from common.models import City


class Topic(models.Model):
    """A subject with a page of its own. `slug` is the folded name (common.markup.topic_slug) and may be Chinese."""

    slug = models.CharField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    about = models.TextField(_("about"), blank=True)
    notes_count = models.PositiveIntegerField(_("notes"), default=0, editable=False)
    is_hidden = models.BooleanField(_("hidden"), default=False)
    # Since when it waits to be looked at; a topic that waits is hidden.
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [models.Index(fields=["-notes_count", "-id"], name="notes_topics_largest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(waits_since=None) | models.Q(is_hidden=True), name="notes_topic_waits_hidden"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("notes:topic", args=[self.slug])


class Place(models.Model):
    """Somewhere a note speaks of: a cafe, a park, a museum. Never finer than its name and city."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city"))

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(fields=["name", "city"], name="notes_place_once_per_city", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name
