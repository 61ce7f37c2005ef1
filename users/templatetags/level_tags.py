"""The names of the levels in templates."""

from django import template
from django.core.cache import cache
from django.utils.translation import get_language

from users.ladder_rows import names_key
from users.levels import ladder

register = template.Library()
_KEEP_SECONDS = 300


@register.filter
def level_name(number: int) -> str:
    """The name of a level in the active language; empty for 0. Kept for five minutes, because every badge asks."""
    language = get_language() or "en"
    names: dict[int, str] | None = cache.get(names_key(language))
    if names is None:
        names = {level.number: level.name for level in ladder()}
        cache.set(names_key(language), names, _KEEP_SECONDS)
    return names.get(number, "")
