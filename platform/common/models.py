"""The category tree and the cities: people choose them, goods stand under them, notes speak of them.

Three floors share these two tables and they name none of the three, so they stand on the ground floor.
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.folding import traditional


def in_reader_language(english: str, chinese: str) -> str:
    """The one of two names that suits the active language; English where a Chinese one is missing.

    Chinese ones are kept in simplified characters.
    """
    language = get_language() or ""
    if not chinese or not language.startswith("zh"):
        return english
    return traditional(chinese) if language == "zh-hant" else chinese


def within(code: str) -> models.Q:
    """Rows whose `category` has this code or stands under it: "food" holds "food/baking" and not "foodish"."""
    return models.Q(category__code=code) | models.Q(category__code__startswith=f"{code}/")


class CategoryQuerySet(models.QuerySet["Category"]):
    def offered(self) -> "CategoryQuerySet":
        """Categories a person may choose from, in the staff's order."""
        return self.filter(is_offered=True).order_by("position", "pk")

    def top(self) -> "CategoryQuerySet":
        return self.filter(parent=None)


class Category(models.Model):
    """A place in the two-level tree. `code` is "food" or "food/baking" and never changes; names may."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    name_en = models.CharField(_("English name"), max_length=60)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_offered = models.BooleanField(_("offered"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self.name_en, self.name_zh)

    @property
    def top_code(self) -> str:
        """The code of the top category this one stands under."""
        return self.code.split("/", 1)[0]


class City(models.Model):
    """A city people may say they live in. Coarse on purpose: the list is the finest place a profile shows."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("English name"), max_length=60)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166-1 alpha-2"))
    time_zone = models.CharField(_("time zone"), max_length=40)

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_reader_language(self.name_en, self.name_zh)
