"""Conditions of the ladder in words, in templates."""

from django import template
from django.utils.translation import gettext as _

from common.clock import now
from users.ladder import asked_in_words, standing_in_words
from users.models import User
from users.progress import Missing, StandingAsked, WhatIf, progress_of

register = template.Library()


@register.filter
def asked(line: Missing) -> str:
    """What one condition asks for: {{ line|asked }}."""
    return asked_in_words(line.reason, line.wanted)


@register.filter
def standing(line: StandingAsked) -> str:
    """What a condition in days asks for."""
    return standing_in_words(line.code, line.days)


@register.filter
def what_if(one: WhatIf) -> str:
    """What one more line would bring: "1 video with 5 collects or 10 likes gives level 3, Seedling"."""
    supposed = asked_in_words(one.reason, 1)
    if one.level is not None:
        facts = {"supposed": supposed, "number": one.level.number, "name": one.level.name}
        return _("%(supposed)s gives level %(number)s, %(name)s.") % facts
    if one.nearer is None:
        return ""
    return _("%(supposed)s makes %(have)s of %(wanted)s.") % {
        "supposed": supposed,
        "have": one.nearer.have,
        "wanted": one.nearer.wanted,
    }


@register.inclusion_tag("users/_progress_own.html")
def own_progress(person: User) -> dict[str, object]:
    """What is missing for the next level, on one's own profile. Three queries."""
    return {"progress": progress_of(person, at=now())}
