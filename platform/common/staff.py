"""What every list and form of the admin keeps to: quick at a million rows, and every act of staff written down."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import structlog
from django.contrib.admin import ShowFacets
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.views import ChangeList

from common.keyset import BadCursor, Cursor, keyset_page

log = structlog.get_logger("staff")
AFTER = "after"
PER_PAGE = 40
# Autocomplete pages skip rows, which grows dearer with every page; somebody who scrolled this far types a letter more.
MOST_PAGES = 10


Column = TypeVar("Column", bound=Callable[..., Any])


def shown(title: Any, **dress: Any) -> Callable[[Column], Column]:  # Any: lazy words, and unfold's own options
    """Marks a method as a column of a list: its title, and how unfold dresses what it returns (label, header)."""
    mark: Callable[[Column], Column] = display(description=title, **dress)
    return mark


def log_act(staff_id: int, row: Model, deed: str, *, said: str = "", flag: int = CHANGE) -> None:
    """Writes one act of a member of staff: a line of the staff log, and a line for the machines that read logs.

    `deed` is a code ("refuse"), `said` what a colleague reads later ("Refused: the bottle is not hers").
    """
    LogEntry.objects.log_actions(staff_id, [row], flag, said or deed, single_object=True)
    log.info("staff act", deed=deed, staff=staff_id, model=row._meta.label_lower, row=row.pk)


class UncountedPage(Page):  # type: ignore[type-arg]  # Django's class takes no type at run time
    """A page that knows whether another follows because it asked for one row more than it shows."""

    def __init__(self, rows: Sequence[Any], number: int, paginator: "UncountedPaginator") -> None:
        super().__init__(rows[: paginator.per_page], number, paginator)
        self._more = len(rows) > int(paginator.per_page) and number < MOST_PAGES

    def has_next(self) -> bool:
        return self._more


class UncountedPaginator(Paginator):  # type: ignore[type-arg]  # as above
    """Pages without COUNT(*), for the lists behind autocomplete fields."""

    @cached_property
    def count(self) -> int:
        return MOST_PAGES * int(self.per_page)

    def page(self, number: int | str) -> UncountedPage:
        checked = self.validate_number(number)
        first = (checked - 1) * int(self.per_page)
        return UncountedPage(list(self.object_list[first : first + int(self.per_page) + 1]), checked, self)


class FastChangeList(ChangeList):  # type: ignore[misc]  # unfold is untyped
    """A list by keyset: each page starts where the last one ended, nothing is counted and nothing skipped."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # Any: passed on as they come
        given = request.GET.copy()
        self.after = given.pop(AFTER, [""])[-1]
        # Django takes what is left for filters; where a page starts is none.
        request.GET = given  # type: ignore[assignment]
        super().__init__(request, *args, **kwargs)

    def get_results(self, request: HttpRequest) -> None:
        """Sets what Django's templates read, from one query of a page and one row."""
        try:
            after = Cursor.decode(self.after) if self.after else None
            page = keyset_page(self.queryset, fields=self.model_admin.order, after=after, size=self.list_per_page)
        except BadCursor as error:
            raise IncorrectLookupParameters(error) from error
        self.result_list = page.items
        # Equal, so that the header does not offer to show all of a list nobody counted.
        self.result_count = self.full_result_count = len(page.items)
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = True
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.first_url = self.get_query_string() if self.after else ""
        self.next_url = self.get_query_string({AFTER: page.next_cursor.encode()}) if page.next_cursor else ""


class FastAdmin(ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    """The admin of one model: no counts, no skipped rows, no select box over a table that grows with the site.

    A subclass says how rows are ordered (`order`, backed by an index, the key last) and by which indexed columns one
    is found (`search_fields`).
    """

    order: Sequence[str] = ("-pk",)
    # Lookups on indexed columns, each complete in itself: "public_id", "handle__startswith".
    search_fields: Sequence[str] = ()
    list_per_page = PER_PAGE
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    paginator = UncountedPaginator
    sortable_by: Sequence[str] = ()
    date_hierarchy = None
    list_disable_select_all = True
    list_filter_sheet = True
    actions: Sequence[Any] = ()
    warn_unsaved_form = True

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FastChangeList]:
        return FastChangeList

    def get_ordering(self, request: HttpRequest) -> Sequence[str]:
        return self.order

    def found_by(self, text: str) -> Q:
        """The rows a typed text means: any of `search_fields`, compared as it was typed."""
        found = Q()
        for lookup in self.search_fields:
            found |= Q(**{lookup: text})
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        text = search_term.replace("\x00", "").strip()
        return (queryset.filter(self.found_by(text)) if text and self.search_fields else queryset), False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is deleted here: what hangs on a row would go with it, and the staff log could not show it."""
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        log_act(_key_of(request), obj, "add", said=message, flag=ADDITION)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        log_act(_key_of(request), obj, "change", said=message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            log_act(_key_of(request), row, "delete", flag=DELETION)


def _key_of(request: HttpRequest) -> int:
    key = request.user.pk
    if key is None:
        raise PermissionError("nobody is logged in")
    return int(key)


class ReadOnly:
    """Rows staff may read and nobody may write by hand: ledgers, and what only deeds may change."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class LedgerAdmin(ReadOnly, FastAdmin):
    """The list of an append-only table."""


class FewInline(TabularInline):  # type: ignore[misc]  # unfold is untyped
    """Rows under the row they belong to, where there are never more than a handful."""

    extra = 0


class NewestInline(ReadOnly, FewInline):
    """The newest lines of a ledger under the row they belong to; never all of them."""

    most = 20
    hide_title = True
    order: Sequence[str] = ("-pk",)
    # The column that points at the row of the page.
    belongs_to = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).order_by(*self.order)
        key = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        if key is None or not str(key).isdigit():
            return rows.none()
        newest = rows.filter(**{self.belongs_to: key}).values("pk")[: self.most]
        return rows.filter(pk__in=newest)
