"""Words that mean the same: kept by staff, versioned, read by every search at once.

A search looks them up when it is asked, so a change needs no new index. What the vocabulary has to learn (the pinyin of
a new word) is learnt in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.text import clean
from common.words import runs, vocabulary
from search import lexicon
from search.models import Synonym, SynonymChange, SynonymGroup
from search.models.lexicon import LONGEST_FORM

MOST_WORDS = 20


class CannotKeep(Exception):
    """The words stay as they were; the message may be shown."""


def form_of(text: str) -> str:
    """How a query meets a phrase: its folded runs with one blank between them."""
    return " ".join(runs(text))


def words_in(lines: str) -> list[str]:
    """One word or phrase a line, each once. Raises CannotKeep."""
    words: dict[str, str] = {}
    for line in clean(lines).splitlines():
        text = " ".join(line.split())
        form = form_of(text)
        if len(text) > LONGEST_FORM or len(form) > LONGEST_FORM:
            raise CannotKeep(_("A word may have 60 characters at most: %s") % text[:80])
        if form:
            words.setdefault(form, text)
    if len(words) < 2:
        raise CannotKeep(_("Write at least two words, one a line."))
    if len(words) > MOST_WORDS:
        raise CannotKeep(_("A group holds 20 words at most."))
    return list(words.values())


@transaction.atomic
def keep(group: SynonymGroup, words: Sequence[str], *, staff_id: int, at: datetime) -> SynonymGroup:
    """Writes a group's words anew as its next version. The same words again change nothing."""
    if group.pk:
        group = SynonymGroup.objects.select_for_update().get(pk=group.pk)
        if words_of(group) == list(words):
            return group
        group.version += 1
    group.changed_at = at
    group.save()
    group.synonyms.all().delete()
    Synonym.objects.bulk_create(
        Synonym(group=group, text=text, form=form_of(text), position=number) for number, text in enumerate(words)
    )
    _note_change(group, list(words), staff_id, at)
    lexicon.learn(run for text in words for run in vocabulary(text))
    return group


@transaction.atomic
def switch(group: SynonymGroup, *, is_active: bool, staff_id: int, at: datetime) -> None:
    """Takes a group into use or out of it; also a version."""
    group = SynonymGroup.objects.select_for_update().get(pk=group.pk)
    if group.is_active == is_active:
        return
    group.is_active, group.version, group.changed_at = is_active, group.version + 1, at
    group.save()
    _note_change(group, words_of(group), staff_id, at)


def words_of(group: SynonymGroup) -> list[str]:
    return list(group.synonyms.order_by("position", "pk").values_list("text", flat=True))


def _note_change(group: SynonymGroup, words: list[str], staff_id: int, at: datetime) -> None:
    SynonymChange.objects.create(
        group=group,
        version=group.version,
        words=words,
        is_active=group.is_active,
        staff_id=staff_id,
        created_at=at,
    )


def meanings(forms: Iterable[str]) -> Mapping[str, list[str]]:
    """Form -> the other forms of its groups. One query."""
    rows = Synonym.objects.filter(group__is_active=True, group__synonyms__form__in=sorted(set(forms)))
    pairs = rows.order_by("group", "position").values_list("group__synonyms__form", "form")
    found: dict[str, list[str]] = {}
    for own, other in pairs:
        if own != other and other not in found.setdefault(own, []):
            found[own].append(other)
    return found
