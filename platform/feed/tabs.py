"""The tabs of explore: the three of everybody's, then the top categories."""

from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.models import Category
from feed.memory import Memory

_KEEP_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    name: str
    url: str


_memory: Memory[list[Tab]] = Memory()


def tabs() -> list[Tab]:
    """For you, Following, Nearby and every offered top category, named in the active language."""
    first = [
        Tab("explore", _("For you"), reverse("feed:explore")),
        Tab("following", _("Following"), reverse("feed:following")),
        Tab("nearby", _("Nearby"), reverse("feed:nearby")),
    ]
    return first + _categories(get_language() or "en")


def _categories(language: str) -> list[Tab]:
    return _memory.get(language, lambda: _from_cache(language))


def _from_cache(language: str) -> list[Tab]:
    kept: list[Tab] | None = cache.get(f"feed:tabs:{language}")
    if kept is None:
        offered = Category.objects.offered().top()
        kept = [Tab(row.code, row.name, reverse("feed:category", args=[row.code])) for row in offered]
        cache.set(f"feed:tabs:{language}", kept, _KEEP_SECONDS)
    return kept
