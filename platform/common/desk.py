"""Deeds of staff: the same function from a list's menu and from a button on a row's own page, always a POST."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from common.clock import now
from common.limits import RateLimit, limited
from common.staff import FastAdmin, ReadOnly, log_act

# No hand is faster; a stolen session is.
ACTS = RateLimit("staff-acts", capacity=120, per_seconds=60)
CHOSEN = "_selected_action"
SEEN = "seen_"
MOST_AT_ONCE = 100
Facts = Mapping[str, Any]  # Any: what a form of any kind cleaned


@dataclass(frozen=True, slots=True)
class Deed:
    """Something staff do to a row. `do` carries it out and returns what the staff log says of it.

    `form` asks for what the deed needs (a reason, a category) on a page of its own. `refusals` are the exceptions by
    which the deed says no: their sentence is shown and nothing was changed. `suits` says for which rows it is offered.
    """

    name: str
    label: Any  # a lazy word
    icon: str
    do: Callable[[Any, int, Facts, datetime], str]
    form: type[forms.Form] | None = None
    refusals: tuple[type[Exception], ...] = ()
    suits: Callable[[Any], bool] = bool
    tone: str = "plain"


class ReasonForm(forms.Form):
    """Why: the person it concerns reads it, so it may not be empty."""

    reason = forms.CharField(
        max_length=300,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Plain and kind: whoever it concerns may read it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )


def text_widget() -> forms.Widget:
    """A line of text in the admin's dress."""
    return UnfoldAdminTextInputWidget()  # type: ignore[no-any-return]


def select_widget() -> forms.Widget:
    """A select box in the admin's dress; for small tables only."""
    return UnfoldAdminSelectWidget()  # type: ignore[no-any-return]


def _carried_out(deed: Deed, row: Model, staff_id: int, facts: Facts) -> str:
    """What the deed said no with, or nothing."""
    try:
        said = deed.do(row, staff_id, facts, now())
    except deed.refusals as refusal:
        return str(refusal) or _("This is not possible any more: somebody was faster.")
    log_act(staff_id, row, deed.name, said=said)
    return ""


class DeskAdmin(FastAdmin):
    """An admin whose rows change through deeds only. `deeds` names them in the order of the buttons."""

    deeds: Sequence[Deed] = ()
    change_form_outer_before_template = "admin/_desk.html"

    def has_deed_permission(self, request: HttpRequest) -> bool:
        """The right to change the model, asked apart from Django's form, which stays read-only."""
        meta = self.opts
        return bool(request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}"))

    def rows_for_deeds(self) -> QuerySet[Any]:
        """The rows a deed may be asked of, with what it touches."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows

    def mark_of(self, row: Any) -> str:  # Any: a row of this admin's model
        """Stands for what a row's page shows. A deed asked for there is refused when the row has another one by then:
        nobody decides of what they did not read. Empty where nothing can change under somebody's eyes."""
        return ""

    def is_as_seen(self, row: Any, mark: str) -> bool:  # Any: a row of this admin's model
        """Whether a locked row still shows what the page with this mark showed."""
        return mark == self.mark_of(row)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        if not self.has_deed_permission(request):
            return {}
        return {deed.name: (_as_action(deed), deed.name, str(deed.label)) for deed in self.deeds}

    def get_urls(self) -> list[URLPattern]:
        address = path("deed/<slug:name>/", self.admin_site.admin_view(self.deed_view), name=self._url_name())
        return [address, *super().get_urls()]

    def _url_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_deed"

    def deed_url(self, name: str) -> str:
        """Where a deed is asked for."""
        return reverse(f"admin:{self._url_name()}", args=[name])

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        offered = self.deeds if row is not None and self.has_deed_permission(request) else ()
        buttons = [(deed, self.deed_url(deed.name)) for deed in offered if deed.suits(row)]
        mark = self.mark_of(row) if buttons else ""
        shown = {"desk_buttons": buttons, "desk_row": row, "desk_mark": mark, **(extra_context or {})}
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, shown)
        return answer

    @method_decorator(limited(ACTS))
    def deed_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Carries a deed out on the chosen rows, or asks for what it needs first."""
        deed = next((deed for deed in self.deeds if deed.name == name), None)
        if deed is None or request.method != "POST":
            raise Http404
        if not self.has_deed_permission(request):
            raise PermissionDenied
        keys = [key for key in request.POST.getlist(CHOSEN) if key.isdigit() and len(key) < 19][:MOST_AT_ONCE]
        return self.ask_or_do(request, deed, list(self.rows_for_deeds().filter(pk__in=keys).order_by("pk")))

    def ask_or_do(self, request: HttpRequest, deed: Deed, rows: Sequence[Model]) -> HttpResponse:
        """The form of a deed until it is filled in rightly; then the deed."""
        back = self._back(request)
        if deed.form is None:
            self._do(request, deed, rows, {})
            return redirect(back)
        form = deed.form(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            self._do(request, deed, rows, form.cleaned_data)
            return redirect(back)
        context = self.admin_site.each_context(request) | {
            "title": capfirst(str(deed.label)),
            "opts": self.opts,
            "deed": deed,
            "rows": [(row, seen_in(request, row)) for row in rows],
            "form": form,
            "address": self.deed_url(deed.name),
            "back": back,
            "media": self.media + form.media,
        }
        return render(request, "admin/deed.html", context, status=400 if form.is_bound else 200)

    def _back(self, request: HttpRequest) -> str:
        """Where the member of staff came from, when that is a page of this site."""
        wanted = request.POST.get("back", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
            return wanted
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _do(self, request: HttpRequest, deed: Deed, rows: Iterable[Model], facts: Facts) -> None:
        done = 0
        for row in rows:
            refusal = self._asked(request, deed, row, facts)
            if refusal:
                messages.warning(request, f"{row}: {refusal}")
            done += not refusal
        if done:
            said = ngettext("%(deed)s: %(count)d done.", "%(deed)s: %(count)d done.", done)
            messages.success(request, said % {"deed": capfirst(str(deed.label)), "count": done})

    @transaction.atomic
    def _asked(self, request: HttpRequest, deed: Deed, row: Model, facts: Facts) -> str:
        """What was said no with, or nothing. A row with a mark is kept until the deed is done."""
        mark = seen_in(request, row)
        if mark and not self._stands(row, mark):
            return _("It was changed while you read it. Read it again, then decide.")
        return _carried_out(deed, row, int(request.user.pk or 0), facts)

    def _stands(self, row: Model, mark: str) -> bool:
        """Locks a row and says whether it is there still, as its page showed it."""
        try:
            row.refresh_from_db(from_queryset=self.rows_for_deeds().select_for_update(no_key=True, of=("self",)))
        except ObjectDoesNotExist:
            return False
        return self.is_as_seen(row, mark)


def seen_in(request: HttpRequest, row: Model) -> str:
    """The mark of a row as the page before showed it."""
    return request.POST.get(f"{SEEN}{row.pk}", "")


class DeskOnlyAdmin(ReadOnly, DeskAdmin):
    """A desk whose rows have no form at all: what is on the page is read, and changed by its buttons."""


def _as_action(deed: Deed) -> Callable[[DeskAdmin, HttpRequest, QuerySet[Any]], HttpResponse]:
    def action(admin: DeskAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse:
        keys = list(chosen.values_list("pk", flat=True)[:MOST_AT_ONCE])
        return admin.ask_or_do(request, deed, list(admin.rows_for_deeds().filter(pk__in=keys).order_by("pk")))

    return action
