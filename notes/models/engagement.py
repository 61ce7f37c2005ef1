"""Likes, collects, shares and comments: rows that cannot double."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
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


class Collect(Reaction):
    class Meta(Reaction.Meta):
        verbose_name = _("collect")
        verbose_name_plural = _("collects")


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

    def for_page(self, reader: User | AnonymousUser) -> Self:
        """What a reader sees under a note, with all that a comment touches."""
        return self.visible_to(reader).select_related("author")


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
    submission_key = models.UUIDField(null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission_key"], name="notes_one_comment_per_submission")
        ]
        indexes = [
            models.Index(fields=["note", "parent", "id"], name="notes_comments_of_note"),
            models.Index(fields=["author", "-id"], name="notes_comments_of_author"),
        ]

    def __str__(self) -> str:
        return self.body[:60]
