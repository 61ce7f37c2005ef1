"""What people looked for: each person's own searches, and what many looked for lately."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from users.models import User

LONGEST_QUERY = 100


class PastSearch(models.Model):
    """Something a person searched for; they see it, may delete it, and nobody else reads it."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    text = models.CharField(max_length=LONGEST_QUERY)
    # Folded: Bread and bread are one line.
    form = models.CharField(max_length=LONGEST_QUERY * 4)
    searched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="search_history_once_per_text")]
        indexes = [models.Index(fields=["person", "-searched_at", "-id"], name="search_history_newest")]

    def __str__(self) -> str:
        return self.text


class SearchWish(models.Model):
    """What a person wants of searching. No row means the defaults."""

    person = models.OneToOneField(User, models.CASCADE, related_name="+")
    keeps_history = models.BooleanField(_("remember what I search for"), default=True)
    shows_hot = models.BooleanField(_("show what many search for"), default=True)

    def __str__(self) -> str:
        return f"{self.person_id}"


class HotSearch(models.Model):
    """One line of the list of what many people searched for in the last hours, with its evidence."""

    text = models.CharField(_("search"), max_length=LONGEST_QUERY, unique=True)
    people = models.PositiveIntegerField(_("people"))
    hours = models.PositiveSmallIntegerField(_("hours"))
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("hot search")
        verbose_name_plural = _("hot searches")
        indexes = [models.Index(fields=["-people", "id"], name="search_hottest")]

    def __str__(self) -> str:
        return self.text


class HiddenSearch(models.Model):
    """A search that staff keep off the list of hot ones, however many search for it."""

    form = models.CharField(_("search"), max_length=LONGEST_QUERY * 4, unique=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    staff = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("search kept off the hot list")
        verbose_name_plural = _("searches kept off the hot list")

    def __str__(self) -> str:
        return self.form
