"""Rules, cases, decisions and reports."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models import Comment, Note
from users.models import User


class Rule(models.Model):
    """One thing a text may not hold, or holds only after a person looked."""

    class Kind(models.TextChoices):
        WORDS = "words", _("Words")
        LINKS = "links", _("More links than the level allows")
        CONTACT = "contact", _("Contact details (phone, messenger)")

    class Action(models.TextChoices):
        HOLD = "hold", _("Hold for a person")
        REFUSE = "refuse", _("Refuse")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    # For kind "words": one phrase a line, compared after folding.
    phrases = models.TextField(_("phrases, one a line"), blank=True)
    # Authors of this level and above are not subject to the rule.
    exempt_from_level = models.PositiveSmallIntegerField(_("exempt from level"), default=11)
    action = models.CharField(_("what happens"), max_length=8, choices=Action, default=Action.HOLD)
    sentence_en = models.CharField(_("sentence for the author"), max_length=200)
    sentence_zh = models.CharField(_("Chinese sentence for the author"), max_length=200)
    is_on = models.BooleanField(_("on"), default=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return self.name


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        """Cases nobody has decided, the riskiest first."""
        return self.filter(closed_at=None).order_by("-risk", "pk")


class Case(models.Model):
    """Something a person has to look at. At most one case of a note is open at a time."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    note = models.ForeignKey(Note, models.CASCADE, related_name="+", verbose_name=_("note"))
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("rule"))
    reason = models.CharField(_("reason"), max_length=300)
    passage = models.CharField(_("passage"), max_length=200, blank=True)
    # 0..1, how likely and how bad.
    risk = models.FloatField(_("risk"), default=0.5)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(fields=["note"], condition=Q(closed_at=None), name="moderation_one_open_case")
        ]
        indexes = [models.Index(fields=["-risk", "id"], condition=Q(closed_at=None), name="moderation_queue")]

    def __str__(self) -> str:
        return self.reason


class Decision(models.Model):
    """What was decided of a note, by whom and why. Lines are added and never changed."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("Approved")
        HOLD = "hold", _("Held for a person")
        REFUSE = "refuse", _("Refused")

    note = models.ForeignKey(Note, models.CASCADE, related_name="+", verbose_name=_("note"))
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="decisions")
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("rule"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    passage = models.CharField(_("passage"), max_length=200, blank=True)
    # Nobody for a decision of the machine.
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["-decided_at", "-id"], name="moderation_newest")]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.reason}"


class WaitingNote(Note):
    """A note as the staff's queue sees it: the same row at another desk, with rights of its own."""

    class Meta:
        proxy = True
        verbose_name = _("waiting note")
        verbose_name_plural = _("notes waiting")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        """Reports nobody has decided yet."""
        return self.filter(settled_at=None)

    def about_the_same(self, report: "Report") -> Self:
        """Every report about what this one is about."""
        return self.filter(note=report.note_id, comment=report.comment_id, person=report.person_id)


class Report(models.Model):
    """A reader's word that something is not right: with a note, a comment or a person."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Spam")
        HARMFUL = "harmful", _("Hurts, threatens or endangers somebody")
        HIDDEN_AD = "hidden_ad", _("Advertising without a label")
        STOLEN = "stolen", _("Somebody else's words or pictures")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        OPEN = "", _("Not decided")
        UPHELD = "upheld", _("Was right")
        DISMISSED = "dismissed", _("Nothing wrong found")

    reporter = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("reporter"))
    # Exactly one of the three.
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("note"))
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("comment")
    )
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.CharField(_("in their words"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    # By the level of the reporter when they wrote; the heavier is looked at first.
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "note", "comment", "person"],
                condition=Q(settled_at=None),
                name="moderation_one_open_report",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(
                    Q(note__isnull=False, comment=None, person=None)
                    | Q(note=None, comment__isnull=False, person=None)
                    | Q(note=None, comment=None, person__isnull=False)
                ),
                name="moderation_report_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="moderation_settled_has_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["-weight", "id"], condition=Q(settled_at=None), name="moderation_reports_heaviest")
        ]

    def __str__(self) -> str:
        return self.get_reason_display()

    @property
    def subject(self) -> Note | Comment | User | None:
        """What the report is about."""
        return self.note or self.comment or self.person
