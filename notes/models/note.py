"""A note: one table for every origin and every form."""

import uuid
from collections.abc import Collection
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from common.models import Category
from notes.models.topic import Place, Topic
from shop.models import Product, Relation
from users.models import Follow, User
from users.shield import shield_of


class Origin(models.TextChoices):
    UGC = "ugc", _("Everybody")
    PGC = "pgc", _("Official")
    PUGC = "pugc", _("Professional")


class Form(models.TextChoices):
    TEXT = "text", _("Text")
    PICTURES = "pictures", _("Pictures")
    VIDEO = "video", _("Video")


class State(models.TextChoices):
    """The life of a note; the allowed steps are the table STEPS in notes.publishing."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    IN_REVIEW = "in_review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Refused")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everybody")
    FOLLOWERS = "followers", _("My followers")
    PRIVATE = "private", _("Only me")


class CommentsFrom(models.TextChoices):
    """Who may write under a note; its author always may."""

    EVERYBODY = "everybody", _("Everybody who sees it")
    FOLLOWERS = "followers", _("My followers")
    NOBODY = "nobody", _("Nobody")


class NoteQuerySet(models.QuerySet["Note"]):
    def live(self) -> Self:
        """Notes that were let through and not taken back."""
        return self.filter(state=State.LIVE)

    def public(self) -> Self:
        """Live notes that anybody, logged in or not, may read."""
        return self.live().filter(visibility=Visibility.PUBLIC, author__is_active=True, author__is_private=False)

    def recommendable(self) -> Self:
        """Public notes that the feed may bring to people who did not ask for them."""
        return self.public().filter(is_classifiable=True, category__isnull=False)

    def visible_to(self, reader: User | AnonymousUser) -> Self:
        """Every note this reader may open. The one rule of who sees what; deny is the default."""
        if not reader.is_authenticated:
            return self.public()
        follows = Exists(Follow.objects.filter(follower=reader.pk, followed=OuterRef("author")))
        for_all = Q(visibility=Visibility.PUBLIC, author__is_private=False)
        for_followers = Q(visibility__in=(Visibility.PUBLIC, Visibility.FOLLOWERS)) & follows
        of_others = Q(state=State.LIVE, author__is_active=True) & (for_all | for_followers)
        return self.filter(Q(author=reader.pk) | of_others).without_authors(shield_of(reader).blocked)

    def without_authors(self, people: Collection[int]) -> Self:
        """Notes of everybody but these people, by key."""
        return self.exclude(author__in=people) if people else self

    def offered_to(self, reader: User | AnonymousUser, *, opened: str = "") -> Self:
        """Without the people and topics this reader keeps away: for lists the reader did not open by name.

        `opened` is the topic whose page is asked for: whoever opens it wants to see it. Words are looked for when the
        cards are made, see notes.cards.offered_cards.
        """
        shield = shield_of(reader)
        kept = self.without_authors(shield.hidden)
        topics = shield.topics - {opened}
        if not topics:
            return kept
        return kept.exclude(Exists(NoteTopic.objects.filter(note=OuterRef("pk"), topic__slug__in=topics)))

    def for_cards(self) -> Self:
        """With all that a card touches, in one query: no prefetch, no second look."""
        return self.select_related("author", "category").only(*CARD_FIELDS)

    def for_offer(self, reader: User | AnonymousUser) -> Self:
        """The same, with the whole text for a reader who muted words: they are looked for in it."""
        if not shield_of(reader).words:
            return self.for_cards()
        return self.select_related("author", "category").only(*CARD_FIELDS, "body")

    def for_page(self) -> Self:
        """With all that a note page touches."""
        return self.select_related(
            "author", "author__vertical", "category", "place", "place__city", "video"
        ).prefetch_related(
            "pictures",
            "pictures__points__product",
            "pictures__points__person",
            "topics",
            "tags",
            "note_products__product__brand",
            "note_products__product__variants",
        )


CARD_FIELDS = (
    "public_id", "title", "form", "excerpt", "cover", "state", "visibility", "like_count", "disclosure", "is_ai_made",
    "published_at", "category__code", "author__handle", "author__name", "author__avatar", "author__level",
    "author__kind",
)  # fmt: skip


class Note(models.Model):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    origin = models.CharField(_("origin"), max_length=4, choices=Origin, default=Origin.UGC)
    form = models.CharField(_("form"), max_length=8, choices=Form, default=Form.TEXT)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    visibility = models.CharField(_("who may see it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    comments_from = models.CharField(
        _("who may comment"), max_length=10, choices=CommentsFrom, default=CommentsFrom.EVERYBODY
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), blank=True)
    # First line of the body, kept for the cards so that a list never loads whole texts.
    excerpt = models.CharField(max_length=140, blank=True, editable=False)
    language = models.CharField(max_length=3, blank=True, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("place"))
    topics = models.ManyToManyField(Topic, through="NoteTopic", related_name="+")
    tags = TaggableManager(blank=True)
    # The cover as the card shows it (see notes.cards.Cover); copied here so that a list needs no second table.
    cover = models.JSONField(default=None, null=True, blank=True, editable=False)
    # The strongest relation among the note's products that must be told: paid, gifted, own or empty.
    disclosure = models.CharField(max_length=10, blank=True, editable=False)
    is_ai_made = models.BooleanField(_("made with AI"), default=False)
    # False for what fits no category (jokes, chain letters): followers and search see it, the feed never brings it.
    is_classifiable = models.BooleanField(_("may be recommended"), default=True)
    # 0..1, from pictures and words; 0.5 until it was measured.
    quality = models.FloatField(_("quality"), default=0.5)
    # One per composer page: sending the same page twice finds the first note.
    submission_key = models.UUIDField(default=uuid.uuid4, editable=False)
    like_count = models.PositiveIntegerField(_("likes"), default=0, editable=False)
    collect_count = models.PositiveIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    share_count = models.PositiveIntegerField(default=0, editable=False)
    refusal = models.TextField(_("reason of refusal"), blank=True)
    # True from a change of who may see the note until its files lie where they belong; see notes.guarding.
    is_media_due = models.BooleanField(default=False, editable=False)
    # True from an edit of a live note's words until moderation has read them.
    is_check_due = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    scheduled_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Pinned notes stand first on their author's page, the last pinned before the others.
    pinned_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission_key"], name="notes_one_note_per_submission"),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(published_at__isnull=False), name="notes_live_has_its_time"
            ),
            models.CheckConstraint(condition=Q(quality__range=(0, 1)), name="notes_quality_zero_to_one"),
        ]
        indexes = [
            models.Index(fields=["author", "-published_at", "-id"], name="notes_of_author"),
            models.Index(
                fields=["-published_at", "-id"],
                name="notes_public_newest",
                condition=Q(state="live", visibility="public"),
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                name="notes_category_newest",
                condition=Q(state="live", visibility="public"),
            ),
            models.Index(fields=["submitted_at"], name="notes_waiting", condition=Q(state="submitted")),
            models.Index(fields=["id"], name="notes_media_due", condition=Q(is_media_due=True)),
            models.Index(fields=["edited_at"], name="notes_check_due", condition=Q(is_check_due=True)),
            models.Index(fields=["state", "-submitted_at", "-id"], name="notes_queue"),
            models.Index(fields=["author", "-pinned_at"], name="notes_pinned", condition=Q(pinned_at__isnull=False)),
            models.Index(fields=["scheduled_at"], name="notes_due", condition=Q(state="scheduled")),
        ]

    def __str__(self) -> str:
        return self.title or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("notes:note", args=[self.public_id])

    @property
    def open_topics(self) -> list[Topic]:
        """The topics readers are shown, of a note of NoteQuerySet.for_page; those hidden or waiting to be looked at are
        not named to anybody but the author."""
        return [topic for topic in self.topics.all() if not topic.is_hidden]

    @property
    def is_live(self) -> bool:
        return self.state == State.LIVE

    @property
    def is_public(self) -> bool:
        """The rule of NoteQuerySet.public asked of one note whose author is loaded."""
        is_open = self.author.is_active and not self.author.is_private
        return self.is_live and self.visibility == Visibility.PUBLIC and is_open

    @property
    def source(self) -> str:
        """The opaque address under which lower floors know this note."""
        return f"note:{self.public_id}"


class NoteTopic(models.Model):
    note = models.ForeignKey(Note, models.CASCADE, related_name="note_topics")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="note_topics")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "topic"], name="notes_topic_once_per_note")]
        indexes = [models.Index(fields=["topic", "-note"], name="notes_of_topic")]

    def __str__(self) -> str:
        return f"{self.note_id} under {self.topic_id}"


class NoteProduct(models.Model):
    """A product a note speaks of, with the author's relation to it and how they found it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="note_products")
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    stance = models.PositiveSmallIntegerField(_("stance"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "product"], name="notes_product_once_per_note"),
            models.CheckConstraint(
                condition=Q(stance=None) | Q(stance__range=(1, 5)), name="notes_stance_is_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note_id} on {self.product_id}"
