"""Categories, cities, and the log of what staff did."""

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from common.models import Category, City
from common.staff import FastAdmin, LedgerAdmin, shown


@admin.register(Category)
class CategoryAdmin(FastAdmin):
    """The tree in both languages. A code is an address and never changes once it stands."""

    order = ("code",)
    search_fields = ("code__startswith", "name_en__istartswith", "name_zh__startswith")
    list_display = ("place_in_tree", "name_en", "name_zh", "position", "is_offered")
    list_filter = ("is_offered",)
    list_per_page = 100
    autocomplete_fields = ("parent",)
    fields = ("code", "parent", ("name_en", "name_zh"), "position", "is_offered")

    @shown(_("code"))
    def place_in_tree(self, category: Category) -> str:
        top, _slash, leaf = category.code.partition("/")
        return f"— {leaf}" if leaf else top

    def get_readonly_fields(self, request: object, obj: Category | None = None) -> tuple[str, ...]:
        return ("code", "parent") if obj else ()


@admin.register(City)
class CityAdmin(FastAdmin):
    order = ("code",)
    search_fields = ("code__startswith", "name_en__istartswith", "name_zh__startswith")
    list_display = ("code", "name_en", "name_zh", "country", "time_zone")
    fields = ("code", ("name_en", "name_zh"), ("country", "time_zone"))

    def get_readonly_fields(self, request: object, obj: City | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(LogEntry)
class StaffLogAdmin(LedgerAdmin):
    """What staff did, newest first. Read and never written by hand."""

    search_fields = ("user__handle",)
    search_help_text = _("Handle of a member of staff")
    list_display = ("action_time", "user", "content_type", "object_repr", "said")
    list_select_related = ("user", "content_type")
    list_filter = ("action_flag",)
    list_display_links = None
    fields = ("action_time", "user", "content_type", "object_repr", "said")
    readonly_fields = fields

    @shown(_("what was done"))
    def said(self, entry: LogEntry) -> str:
        return entry.get_change_message() or entry.get_action_flag_display()
