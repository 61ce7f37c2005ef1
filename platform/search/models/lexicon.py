"""The vocabulary of the index, and the words that staff said mean the same."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from users.models import User

LONGEST_FORM = 60


class Word(models.Model):
    """A word that some document holds: folded, with the ways of typing it that are not its own letters.

    Pinyin stands here once for each word, and not in every document that holds it: a million documents share a few
    hundred thousand words.
    """

    word = models.CharField(max_length=40, unique=True)
    # "hushoushuang" and "hss" of 护手霜; empty for a word in Latin letters.
    pinyin = models.CharField(max_length=80, blank=True)
    initials = models.CharField(max_length=12, blank=True)
    # Hashes of the word (or its pinyin) with one letter left out, see search.nearness.
    keys = ArrayField(models.BigIntegerField(), default=list)
    # How many documents hold it, as of the last count; a new word counts one.
    documents = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["pinyin"], name="search_words_by_pinyin", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials", "-documents"], name="search_words_by_initials"),
            GinIndex(fields=["keys"], name="search_words_nearby"),
        ]

    def __str__(self) -> str:
        return self.word


class SynonymGroup(models.Model):
    """Words that mean the same to somebody who searches: 护手霜, hand cream, hand lotion. In any language."""

    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")

    def __str__(self) -> str:
        return f"{self.pk}"


class Synonym(models.Model):
    """One word or phrase of a group. `form` is how a query meets it: folded runs with one blank between them."""

    group = models.ForeignKey(SynonymGroup, models.CASCADE, related_name="synonyms")
    text = models.CharField(max_length=LONGEST_FORM)
    form = models.CharField(max_length=LONGEST_FORM, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "form"], name="search_synonym_once_per_group")]

    def __str__(self) -> str:
        return self.text


class SynonymChange(models.Model):
    """What a group said at each version, and who wrote it. Lines are added and never changed."""

    group = models.ForeignKey(SynonymGroup, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField(_("version"))
    words = models.JSONField(_("words"), default=list)
    is_active = models.BooleanField(_("in use"), default=True)
    staff = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [models.UniqueConstraint(fields=["group", "version"], name="search_synonyms_version_once")]

    def __str__(self) -> str:
        return f"{self.group_id} v{self.version}"
