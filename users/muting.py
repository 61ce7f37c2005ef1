"""Muting people, words and topics, for good or for a while. Nobody is told; undoing it brings everything back."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import regex
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.folding import fold
from common.markup import topic_slug
from common.text import clean
from users.models import Mute, User
from users.shield import raise_edition

LONGEST = 60
MOST = 200
# Scripts that put no blanks between words; a muted word of theirs is found anywhere in a text.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_SPACED = rf"[[\p{{L}}\p{{N}}\p{{M}}_]--[{_UNSPACED}]]"
_IS_SPACED = regex.compile(_SPACED, regex.V1)


class CannotMute(Exception):
    """The mute was refused; the message may be shown."""


def mute_person(owner: User, muted: User, *, until: datetime | None, at: datetime) -> None:
    """Mutes somebody, or gives the mute another end. Raises CannotMute."""
    if owner.pk == muted.pk:
        raise CannotMute(_("You cannot mute yourself."))
    _keep(Mute(owner=owner, kind=Mute.Kind.PERSON, muted=muted, until=until, created_at=at))


def mute_word(owner: User, word: str, *, until: datetime | None, at: datetime) -> None:
    """Mutes a word or phrase, or gives the mute another end. Raises CannotMute."""
    shown = " ".join(clean(word).split())
    _keep(_of_text(Mute.Kind.WORD, owner, shown, folded_word(shown), until, at))


def mute_topic(owner: User, name: str, *, until: datetime | None, at: datetime) -> None:
    """Mutes a topic by its name, whether it exists yet or not. Raises CannotMute."""
    shown = " ".join(clean(name).split()).strip("#＃ ")
    _keep(_of_text(Mute.Kind.TOPIC, owner, shown, topic_slug(shown), until, at))


def _of_text(kind: str, owner: User, shown: str, folded: str, until: datetime | None, at: datetime) -> Mute:
    if not folded:
        raise CannotMute(_("Write a word or a topic first."))
    if len(shown) > LONGEST or len(folded) > LONGEST:
        raise CannotMute(_("This is too long: at most 60 characters."))
    return Mute(owner=owner, kind=kind, shown=shown, folded=folded, until=until, created_at=at)


@transaction.atomic
def _keep(mute: Mute) -> None:
    """One row a thing: muting it again only moves the end."""
    raise_edition(mute.owner)
    Mute.objects.filter(owner=mute.owner, until__lte=mute.created_at).delete()
    known = Mute.objects.filter(owner=mute.owner, kind=mute.kind, muted=mute.muted, folded=mute.folded)
    if known.update(until=mute.until, shown=mute.shown):
        return
    if Mute.objects.filter(owner=mute.owner).count() >= MOST:
        raise CannotMute(_("You mute very much already: at most 200 people, words and topics together."))
    mute.save(force_insert=True)


@transaction.atomic
def unmute(owner: User, mute_id: int) -> bool:
    """Takes one of a person's own mutes back. False when there is none of this key."""
    raise_edition(owner)
    return bool(Mute.objects.filter(owner=owner, pk=mute_id).delete()[0])


@transaction.atomic
def unmute_person(owner: User, muted: User) -> bool:
    """Hears somebody again. False when they were not muted."""
    raise_edition(owner)
    return bool(Mute.objects.filter(owner=owner, kind=Mute.Kind.PERSON, muted=muted).delete()[0])


def folded_word(word: str) -> str:
    """A word as it is compared: case, width, and traditional and simplified characters make no difference."""
    return " ".join(fold(word).split())


def names_a_muted_word(words: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether one of the folded `words` stands in one of `texts`. Words of spaced scripts are found whole only."""
    pattern = _pattern(frozenset(words))
    return pattern is not None and any(pattern.search(folded_word(text)) for text in texts if text)


@lru_cache(maxsize=256)
def _pattern(words: frozenset[str]) -> "regex.Pattern[str] | None":
    """One pattern for all words; None for none. Built once a set, not once a card."""
    if not words:
        return None
    return regex.compile("|".join(_one(word) for word in sorted(words, key=len, reverse=True)), regex.V1)


def _one(word: str) -> str:
    before = rf"(?<!{_SPACED})" if _IS_SPACED.match(word[0]) else ""
    behind = rf"(?!{_SPACED})" if _IS_SPACED.match(word[-1]) else ""
    return before + re.escape(word) + behind
