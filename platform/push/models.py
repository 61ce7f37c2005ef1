"""What a reader is told: planned pushes, the inbox, the reader's wishes, and the ledger of the gate's answers."""

from collections.abc import Sequence
from datetime import time
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models import Comment, Note
from users.models import User


class Kind(models.TextChoices):
    """What an item of the inbox is about; push.kinds says the rest of each. Only FOR_YOU is a push."""

    FOR_YOU = "for_you", _("Notes picked for you")
    COMMENT = "comment", _("Comments on your notes")
    REPLY = "reply", _("Answers to your comments")
    MENTION = "mention", _("Mentions of you")
    COMMENT_LIKE = "said_like", _("Likes of your comments")
    LIKE = "like", _("Likes")
    COLLECT = "collect", _("Collects")
    FOLLOWER = "follower", _("New followers")
    REQUEST = "request", _("Requests to follow you")
    ACCEPTED = "accepted", _("Answers to your requests to follow")
    LEVEL = "level", _("Levels you reach")
    MARKED = "marked", _("Marks of you on pictures")
    GROWTH = "growth", _("What happens to your growth")
    HELD = "held", _("Notes that wait for a person")
    REFUSED = "refused", _("Notes that could not be published")
    CATEGORY = "category", _("Answers about a note's category")
    EXPORT = "export", _("Archives that are ready")
    IMPORT = "import", _("Archives that were brought back")


def kind_choices() -> Sequence[tuple[str, Promise]]:
    """A function, so that a new kind is no change of the table."""
    return Kind.choices


class SlotChoice(models.TextChoices):
    NOON = "noon", _("noon")
    EVENING = "evening", _("evening")


class WorkChoice(models.TextChoices):
    """The work patterns of push.clocks that a reader may choose from."""

    OFFICE = "office", _("Office hours, 9:00 to 18:00 on weekdays")
    EARLY = "early", _("Early shift, 6:00 to 14:00 on weekdays")
    LATE = "late", _("Late shift, 14:00 to 22:00 on weekdays")
    NIGHT = "night", _("Night shift, 22:00 to 6:00 on weekdays")
    WEEKEND = "weekend", _("Office hours at weekends")
    NONE = "none", _("No fixed hours")


HIGHEST_CAP = 2


class PushSettings(models.Model):
    """What a reader wishes. Somebody without a row has the defaults."""

    reader = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    is_muted = models.BooleanField(_("send me no pushes"), default=False)
    muted_kinds = models.JSONField(_("what I do not want to hear of"), default=list, blank=True)
    quiet_opens = models.TimeField(_("quiet from"), default=time(22, 30))
    quiet_closes = models.TimeField(_("quiet until"), default=time(8))
    work = models.CharField(_("when I work"), max_length=10, choices=WorkChoice, default=WorkChoice.OFFICE)
    daily_cap = models.PositiveSmallIntegerField(_("pushes a day"), default=HIGHEST_CAP)

    class Meta:
        verbose_name = _("push settings")
        verbose_name_plural = _("push settings")
        constraints = [models.CheckConstraint(condition=Q(daily_cap__lte=HIGHEST_CAP), name="push_cap_at_most_two")]

    def __str__(self) -> str:
        return f"wishes of {self.reader_id}"


class PlannedPushQuerySet(models.QuerySet["PlannedPush"]):
    def standing(self) -> Self:
        """Pushes that came or will come: their notes are not sent to the same reader again."""
        return self.filter(state__in=(PlannedPush.State.PLANNED, PlannedPush.State.DELIVERED))

    def due(self, at: object) -> Self:
        """Pushes whose instant has come and that nobody has settled."""
        return self.filter(state=PlannedPush.State.PLANNED, due_at__lte=at)


class PlannedPush(models.Model):
    """The one push of one reader in one slot of one local day; the row is the claim, whatever became of it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DELIVERED = "delivered", _("Delivered")
        REFUSED = "refused", _("Refused by the gate")
        MISSED = "missed", _("Missed")
        EMPTY = "empty", _("Nothing to send")

    reader = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("reader"))
    local_day = models.DateField(_("day"))
    slot = models.CharField(_("slot"), max_length=8, choices=SlotChoice)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("note"))
    # The feed source that found the note.
    source = models.CharField(_("source"), max_length=30, blank=True)
    due_at = models.DateTimeField(_("due"))
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    planned_at = models.DateTimeField(_("planned"))
    # Which run of the planner inserted the row: a worker that lost the race finds none of its own.
    run = models.UUIDField(editable=False)

    objects = PlannedPushQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned push")
        verbose_name_plural = _("planned pushes")
        constraints = [
            models.UniqueConstraint(fields=["reader", "local_day", "slot"], name="push_one_push_per_slot"),
            models.UniqueConstraint(
                fields=["reader", "note"],
                name="push_a_note_once_per_reader",
                condition=Q(state__in=("planned", "delivered")),
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False), name="push_delivered_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="push_due", condition=Q(state="planned")),
            models.Index(fields=["reader", "-delivered_at"], name="push_delivered_to_reader"),
            models.Index(fields=["run"], name="push_run"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.local_day} {self.slot}: {self.state}"


class LedgerLine(models.Model):
    """One question to the gate and its answer. Lines are added and never changed or deleted."""

    class Step(models.TextChoices):
        PLAN = "plan", _("planned")
        DELIVER = "deliver", _("delivered")

    push = models.ForeignKey(PlannedPush, models.CASCADE, related_name="ledger")
    step = models.CharField(_("asked when it was"), max_length=8, choices=Step)
    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices)
    asked_at = models.DateTimeField(_("asked"))
    # The instant the question was about: for a plan, when the push would come.
    about_at = models.DateTimeField(_("about"))
    is_allowed = models.BooleanField(_("allowed"))
    # A key of push.explanations.SENTENCES, or of push.answers.KEPT_BACK for a push the gate would have let through.
    rule = models.CharField(_("rule"), max_length=20)
    facts = models.JSONField(_("facts"), default=dict, encoder=DjangoJSONEncoder)
    next_at = models.DateTimeField(_("next chance"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer of the gate")
        verbose_name_plural = _("answers of the gate")
        indexes = [models.Index(fields=["-asked_at", "-id"], name="push_ledger_newest")]

    def __str__(self) -> str:
        return f"{self.step} {self.push_id}: {self.rule}"


class InboxQuerySet(models.QuerySet["InboxItem"]):
    def of_reader(self, reader: User) -> Self:
        """Everything this reader was told; nobody else sees it."""
        return self.filter(reader=reader)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def for_page(self) -> Self:
        """With what a line of the inbox touches, but for the notes, which are asked for by who may see them."""
        return self.select_related("actor", "comment__author")


class InboxItem(models.Model):
    """One line of an inbox, kept as data and put into words when it is shown.

    What several people did to the same thing on the same local day is one line: `count` people, `actor` the last of
    them. A push is a line of its own.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    reader = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices)
    # What it is about, as an opaque address: "note:<id>", "comment:<id>", "level:<number>", "push:<key>", "me".
    subject = models.CharField(_("about"), max_length=40)
    local_day = models.DateField(_("day"))
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, blank=True, related_name="+")
    actor = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    push = models.OneToOneField(PlannedPush, models.SET_NULL, null=True, blank=True, related_name="inbox_item")
    count = models.PositiveIntegerField(_("people"), default=1)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    created_at = models.DateTimeField(_("first"))
    # The last thing that happened to the line; lists are sorted by it.
    happened_at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbox item")
        verbose_name_plural = _("inbox items")
        constraints = [
            models.UniqueConstraint(fields=["reader", "kind", "subject", "local_day"], name="push_one_line_per_subject")
        ]
        indexes = [
            models.Index(fields=["reader", "-happened_at", "-id"], name="push_inbox_newest"),
            models.Index(fields=["reader", "kind", "-happened_at", "-id"], name="push_inbox_tab"),
            models.Index(fields=["reader", "kind"], name="push_inbox_unread_kinds", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.kind} {self.subject}"

    @property
    def shown_actor(self) -> User | None:
        """The last person; None once their account is closed, whose name and picture nobody is shown any more."""
        return self.actor if self.actor is not None and self.actor.is_active else None


class InboxActor(models.Model):
    """A person counted in a line, once however often they did it."""

    item = models.ForeignKey(InboxItem, models.CASCADE, related_name="actors")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="push_actor_counted_once")]
        indexes = [models.Index(fields=["item", "-happened_at", "-id"], name="push_actors_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.item_id}"
