"""The index: one row for everything that can be found, with its words and what speaks for it."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    NOTE = "note", _("Notes")
    PRODUCT = "product", _("Products")
    PERSON = "person", _("People")
    TOPIC = "topic", _("Topics")


@SearchVectorField.register_lookup
class Matches(models.Lookup):
    """`words__matches="'a' & 'b':*"`: the text is a finished tsquery; no parser takes its tokens apart again."""

    lookup_name = "matches"

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]  # Django's own signature is untyped
        words, word_params = self.process_lhs(compiler, connection)
        query, query_params = self.process_rhs(compiler, connection)
        return f"{words} @@ ({query})::tsquery", (*word_params, *query_params)


class DocumentQuerySet(models.QuerySet["SearchDocument"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def matching(self, query: str) -> Self:
        """Documents that hold every word of a finished tsquery."""
        return self.filter(words__matches=query)


class SearchDocument(models.Model):
    """What is known of one note, product, person or topic. It never decides who may see the thing itself."""

    kind = models.CharField(max_length=8, choices=Kind)
    # The public id of the thing, the slug of a topic; and its key, by which a deleted thing is still recognised.
    ref = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    language = models.CharField(max_length=3, blank=True)
    # Tokens of common.words with the weights A (name) to D (text), as the configuration `simple` would leave them,
    # and the marks of search.marks, which words can never be.
    words = SearchVectorField()
    # 0..1: how much speaks for it besides its words. Orders the candidates of very common words.
    weight = models.FloatField(default=0)
    # How many stand behind it: likes of a note, voices on a product, followers of a person, notes under a topic.
    likes = models.PositiveIntegerField(default=0)
    fresh_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="search_once_per_thing"),
            models.UniqueConstraint(fields=["kind", "row_id"], name="search_once_per_row"),
            models.CheckConstraint(condition=Q(weight__range=(0, 1)), name="search_weight_zero_to_one"),
        ]
        indexes = [
            # One small index a kind: a search for people never walks through the words of notes.
            GinIndex(fields=["words"], name="search_words_of_notes", condition=Q(kind="note")),
            GinIndex(fields=["words"], name="search_words_of_products", condition=Q(kind="product")),
            GinIndex(fields=["words"], name="search_words_of_people", condition=Q(kind="person")),
            GinIndex(fields=["words"], name="search_words_of_topics", condition=Q(kind="topic")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Mark(models.Model):
    """How many documents of a kind carry a mark or hold a common token, as of the last count.

    From this a search knows how far to look.
    """

    kind = models.CharField(max_length=8, choices=Kind)
    mark = models.CharField(max_length=40)
    documents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "mark"], name="search_mark_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}: {self.documents}"
