"""Conversations between two people: the pair, each person's side of it, the messages, and what was reported."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models import Note
from shop.models import Product
from users.models import User


class Step(models.TextChoices):
    """How far two people have come. A request becomes open when the person asked accepts it, or simply answers."""

    ASKED = "asked", _("Request")
    OPEN = "open", _("Open")
    DECLINED = "declined", _("Declined")


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def between(self, one: User, other: User) -> Self:
        """The conversation of two people: one row or none."""
        first, second = sorted((one.pk, other.pk))
        return self.filter(first=first, second=second)

    def of(self, person: User) -> Self:
        """Every conversation this person takes part in; nobody else finds it."""
        return self.filter(Q(first=person.pk) | Q(second=person.pk)).select_related("first", "second")


class Conversation(models.Model):
    """Two people, `first` the one with the smaller key, so that a pair has one row whoever began."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    first = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    second = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("other person"))
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("begun by"))
    step = models.CharField(_("state"), max_length=8, choices=Step, default=Step.ASKED)
    # The newest message, so that a list of conversations is one query.
    newest = models.ForeignKey("Message", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    messages_count = models.PositiveIntegerField(_("messages"), default=0, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="conversations_one_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="conversations_pair_is_sorted"),
            models.CheckConstraint(
                condition=Q(asked_by=F("first")) | Q(asked_by=F("second")), name="conversations_begun_by_one_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"

    def other_than(self, person: User) -> User:
        """The one of the two who is not this person."""
        return self.second if self.first_id == person.pk else self.first

    def is_for_answer_by(self, person: User) -> bool:
        """Whether this person was asked and has not answered yet."""
        return self.step == Step.ASKED and self.asked_by_id != person.pk


class Box(models.TextChoices):
    INBOX = "inbox", _("Messages")
    REQUESTS = "requests", _("Requests")
    AWAY = "away", _("Put away")


class SideQuerySet(models.QuerySet["Side"]):
    def in_box(self, person: User, box: Box) -> Self:
        """One box of one person, with all that a line of the list touches: one query."""
        rows = self.filter(person=person.pk, box=box, conversation__newest__isnull=False)
        return rows.select_related("other", "conversation", "conversation__newest")


class Side(models.Model):
    """What a conversation is to one of its two people: the box it lies in and how much of it they have read."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="sides")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    other = models.ForeignKey(User, models.CASCADE, related_name="+")
    box = models.CharField(max_length=8, choices=Box, default=Box.INBOX)
    unread = models.PositiveIntegerField(default=0)
    # The key of the newest message this person has seen.
    read_up_to = models.PositiveBigIntegerField(default=0)
    # When anything was last written, for the order of the list.
    moved_at = models.DateTimeField(default=timezone.now)

    objects = SideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="conversations_one_side_each")]
        indexes = [
            models.Index(fields=["person", "box", "-moved_at", "-id"], name="conversations_boxes"),
            models.Index(fields=["person", "box"], condition=Q(unread__gt=0), name="conversations_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.other_id}"


class Card(models.TextChoices):
    """What a message carries beside its words."""

    NONE = "", _("nothing")
    NOTE = "note", _("a note")
    PRODUCT = "product", _("a product")


class Message(models.Model):
    """One message. Taken back, it keeps its place and loses its words for good."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    body = models.TextField(blank=True)
    # Told apart from the keys below, which are empty once what was shared is deleted.
    card = models.CharField(max_length=8, choices=Card, default=Card.NONE, blank=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="+")
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    submission_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "submission_key"], name="conversations_one_message_per_key"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(body="", note=None, product=None),
                name="conversations_taken_back_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["conversation", "-id"], name="conversations_newest")]

    def __str__(self) -> str:
        # Never the words: rows are named in logs and in the admin.
        return self.public_id

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class MessageSettings(models.Model):
    """What a person chose about their messages; no row means the defaults."""

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    # Whether others see that they have read; whoever hides it does not see it of others.
    shows_reads = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.person_id)


class ReportQuerySet(models.QuerySet["MessageReport"]):
    def open(self) -> Self:
        """Reports nobody has decided yet."""
        return self.filter(settled_at=None)


class MessageReport(models.Model):
    """A message somebody reported, with the words around it as they stood then.

    The only place where staff read what people write to each other, and only what the reporting person had received
    or written themselves.
    """

    class Reason(models.TextChoices):
        SPAM = "spam", _("Spam or a trick")
        HARMFUL = "harmful", _("Hurts, threatens or pesters me")
        SEXUAL = "sexual", _("Sexual, and I did not ask for it")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        OPEN = "", _("Not decided")
        UPHELD = "upheld", _("Was right")
        DISMISSED = "dismissed", _("Nothing wrong found")

    reporter = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("reporter"))
    accused = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("written by"))
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.CharField(_("in their words"), max_length=500, blank=True)
    # [{"by": handle, "at": instant, "text": words, "card": kind, "is_reported": bool}], the oldest first.
    evidence = models.JSONField(_("evidence"), default=list)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported message")
        verbose_name_plural = _("reported messages")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "message"], condition=Q(settled_at=None), name="conversations_one_open_report"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="conversations_settled_has_outcome",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(settled_at=None), name="conversations_reports_open")]

    def __str__(self) -> str:
        return self.get_reason_display()
