"""Versions of the classifier, what it said of each note, and what people decided."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Category
from notes.models import Note
from users.models import User


class ClassifierVersionQuerySet(models.QuerySet["ClassifierVersion"]):
    def active(self) -> Self:
        """The version in use, if there is one."""
        return self.filter(state=ClassifierVersion.State.ACTIVE)


class ClassifierVersion(models.Model):
    """One trained classifier with the figures it was judged by. Versions are added and never changed but in state."""

    class State(models.TextChoices):
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("was in use")
        REFUSED = "refused", _("not better")

    state = models.CharField(_("state"), max_length=10, choices=State)
    trained_at = models.DateTimeField(_("trained"))
    promoted_at = models.DateTimeField(_("put to use"), null=True, blank=True)
    examples = models.PositiveIntegerField(_("texts learned from"))
    quality = models.JSONField(_("figures"), encoder=DjangoJSONEncoder)
    # Those of the version then in use, on the same held-out texts; empty for the first.
    compared = models.JSONField(_("version before"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    archive = models.BinaryField(editable=False)

    objects = ClassifierVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the classifier")
        verbose_name_plural = _("versions of the classifier")
        constraints = [
            models.UniqueConstraint(fields=["state"], name="classification_one_in_use", condition=Q(state="active"))
        ]

    def __str__(self) -> str:
        return f"{_('version')} {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == ClassifierVersion.State.ACTIVE


class NoteVerdict(models.Model):
    """What the machine said of a note, kept beside what stands now so that both can be told."""

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("note"))
    version = models.ForeignKey(ClassifierVersion, models.PROTECT, related_name="+")
    proposed = models.ForeignKey(
        Category, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed category")
    )
    confidence = models.FloatField(_("confidence"))
    # Probability that the text fits no category, and whether that was over the version's threshold.
    reject = models.FloatField(_("fits nowhere"))
    fits = models.BooleanField(_("fits a category"))
    # [[word, share], ...] of the proposal, or against all categories.
    reasons = models.JSONField(default=list)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("verdict of the classifier")
        verbose_name_plural = _("verdicts of the classifier")
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__range=(0, 1), reject__range=(0, 1)), name="classification_shares_zero_to_one"
            )
        ]
        indexes = [models.Index(fields=["confidence", "note"], name="classification_least_sure")]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.proposed_id}"


class LabelDecision(models.Model):
    """A category somebody gave a note: what the next version learns from. The last one of a note counts.

    `category` is None where an editor said that the text fits nowhere.
    """

    class By(models.TextChoices):
        AUTHOR = "author", _("author")
        STAFF = "staff", _("staff")

    note = models.ForeignKey(Note, models.CASCADE, related_name="+", verbose_name=_("note"))
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", verbose_name=_("category"))
    by = models.CharField(_("decided by"), max_length=10, choices=By)
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("person"))
    # Fingerprint of the words it was said of.
    said_of = models.CharField(max_length=16, blank=True, default="", editable=False)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("decision about a category")
        verbose_name_plural = _("decisions about categories")
        indexes = [models.Index(fields=["note", "-id"], name="classification_last_word")]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.category_id} ({self.by})"


class CategoryAppealQuerySet(models.QuerySet["CategoryAppeal"]):
    def open(self) -> Self:
        """Appeals nobody answered yet."""
        return self.filter(state=CategoryAppeal.State.OPEN)


class CategoryAppeal(models.Model):
    """An author asks an editor whether a note fits a category after all: once for each wording of it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("the author was right")
        DECLINED = "declined", _("stays as it is")

    note = models.ForeignKey(Note, models.CASCADE, related_name="+", verbose_name=_("note"))
    said_of = models.CharField(max_length=16, blank=True, editable=False)
    words = models.CharField(_("what the author says"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = CategoryAppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal about a category")
        verbose_name_plural = _("appeals about categories")
        constraints = [
            models.UniqueConstraint(fields=["note", "said_of"], name="classification_one_appeal_a_wording"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_at__isnull=False), name="classification_decided_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="classification_appeals_open", condition=Q(state="open")),
            models.Index(fields=["note", "-id"], name="classification_appeals_of"),
        ]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == CategoryAppeal.State.OPEN
