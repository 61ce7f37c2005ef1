"""Likes, collects, shares and comments, and the likes of comments: rows that cannot double."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from notes.models.album import Album
from notes.models.note import Note
from users.models import User
from users.shield import shield_of


class Reaction(models.Model):
    note = models.ForeignKey(Note, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="%(app_label)s_%(class)s_once")]
        indexes = [models.Index(fields=["person", "-id"], name="%(app_label)s_%(class)s_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.note_id}"


class Like(Reaction):
    class Meta(Reaction.Meta):
        verbose_name = _("like")
        verbose_name_plural = _("likes")


class CollectQuerySet(models.QuerySet["Collect"]):
    def lying_in(self, owner: User, album: Album | None) -> Self:
        """What a person put into an album; None is the default album, which holds what stands in no other."""
        return self.filter(person=owner, album=album)


class Collect(Reaction):
    """A note kept. Without an album it lies in the default one, which is its owner's alone."""

    album = models.ForeignKey(Album, models.SET_NULL, null=True, blank=True, related_name="collects")
    # Where it stands in its album, the highest first: microseconds of when it came, until its owner moves it.
    place = models.BigIntegerField(default=0)

    objects = CollectQuerySet.as_manager()

    class Meta(Reaction.Meta):
        verbose_name = _("collect")
        verbose_name_plural = _("collects")
        indexes = [
            *Reaction.Meta.indexes,
            models.Index(fields=["person", "album", "-place", "-id"], name="notes_collects_in_album"),
        ]


class Share(models.Model):
    """One use of the share button; logged-out readers share too, so there may be no person."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["note", "person"], name="notes_share_once", condition=models.Q(person__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.note_id} shared"


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> Self:
        """Comments that were not taken back or hidden, by people whose accounts are active."""
        return self.filter(removed_at=None, author__is_active=True)

    def visible_to(self, reader: User | AnonymousUser) -> Self:
        """Standing comments of people the reader neither muted nor shares a block with."""
        hidden = shield_of(reader).hidden
        return self.standing().exclude(author__in=hidden) if hidden else self.standing()

    def first_level(self) -> Self:
        return self.filter(parent=None)

    def pinnable_by(self, person: User) -> Self:
        """First-level comments under a person's own live notes: the author of a note decides what stands first."""
        return self.standing().first_level().filter(note__author=person, note__state="live")

    def for_page(self, reader: User | AnonymousUser) -> Self:
        """What a reader sees under a note, with all that a comment touches."""
        return self.visible_to(reader).select_related("author", "picture")


class Comment(models.Model):
    """A word under a note; `parent` is always a first-level comment, so there are two levels and no more."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    note = models.ForeignKey(Note, models.CASCADE, related_name="comments", verbose_name=_("note"))
    author = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("author"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    body = models.TextField(_("comment"))
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    like_count = models.PositiveIntegerField(_("likes"), default=0, editable=False)
    # What "hot" sorts by. The database adds it up, so it can never differ from its parts.
    heat = models.GeneratedField(
        expression=models.F("reply_count") + models.F("like_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    # The one comment the note's author put first.
    pinned_at = models.DateTimeField(null=True, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission_key"], name="notes_one_comment_per_submission"),
            models.UniqueConstraint(
                fields=["note"], name="notes_one_pinned_comment", condition=models.Q(pinned_at__isnull=False)
            ),
            models.CheckConstraint(
                condition=models.Q(pinned_at=None) | models.Q(parent=None, removed_at=None),
                name="notes_pinned_comment_stands_first",
            ),
        ]
        indexes = [
            models.Index(fields=["note", "parent", "id"], name="notes_comments_of_note"),
            models.Index(
                fields=["note", "-heat", "-id"],
                name="notes_comments_hottest",
                condition=models.Q(parent=None, removed_at=None),
            ),
            models.Index(fields=["author", "-id"], name="notes_comments_of_author"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def is_standing(self) -> bool:
        """What the query `standing` asks, of one comment whose author is loaded."""
        return self.removed_at is None and self.author.is_active


class CommentLike(models.Model):
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("like of a comment")
        verbose_name_plural = _("likes of comments")
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="notes_comment_liked_once")]
        indexes = [models.Index(fields=["person", "-id"], name="notes_comment_likes_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.comment_id}"
