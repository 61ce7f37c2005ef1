"""Who asked to join, at the staff's desk: the queue in its order, and the answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.desk import Deed, DeskOnlyAdmin, Facts, ReasonForm, select_widget
from common.staff import shown
from users import applying
from users.models import QUEUE, Application, User

_MOST_IN_BADGE = 99
# What staff choose and how long it is; None: not with this account, which is erased after a month.
AGAIN: Mapping[str, timedelta | None] = {"now": timedelta(), "week": timedelta(days=7), "not": None}
_TONES = dict.fromkeys(Application.Verdict.values, "") | {"": "warning", "accepted": "success", "refused": "danger"}


class SureForm(forms.Form):
    """Nothing to fill in: the page names the people once more before they are let in."""


class RefuseForm(ReasonForm):
    """Why, and from when on the person may ask again."""

    again = forms.ChoiceField(
        label=gettext_lazy("May apply again"),
        choices=[
            ("week", gettext_lazy("in a week")),
            ("now", gettext_lazy("at once, with better words")),
            ("not", gettext_lazy("not with this account")),
        ],
        initial="week",
        widget=select_widget(),
    )


def _staff(key: int) -> User:
    return User.objects.get_queryset().get(pk=key)


def _accept(row: Application, staff_id: int, facts: Facts, at: datetime) -> str:
    applying.accept(row, by=_staff(staff_id), at=at)
    return str(_("Accepted"))


def _refuse(row: Application, staff_id: int, facts: Facts, at: datetime) -> str:
    applying.refuse(row, facts["reason"], again_in=AGAIN[facts["again"]], by=_staff(staff_id), at=at)
    return str(_("Refused: %s") % facts["reason"])


def waiting_badge(request: HttpRequest) -> str:
    """The figure beside "Applications" in the sidebar."""
    found = Application.objects.waiting().order_by()[: _MOST_IN_BADGE + 1].count()
    return str(found) if found <= _MOST_IN_BADGE else f"{_MOST_IN_BADGE}+"


def may_decide(request: HttpRequest) -> bool:
    """Deciding who joins is a right of its own."""
    return bool(request.user.has_perm("users.decide_application"))


@admin.register(Application)
class ApplicationAdmin(DeskOnlyAdmin):
    """Who waits, in the order of the queue; answered applications behind the filter."""

    order = QUEUE
    search_fields = ("person__handle",)
    search_help_text = gettext_lazy("Handle")
    list_display = ("person", "why", "turn_label", "invited_by", "has_confirmed", "asked", "verdict_label")
    list_select_related = ("person", "invited_by")
    list_filter = ("verdict",)
    fields = (
        "person", "has_confirmed", "why", "invited_by", "turn", "asked", "verdict", "reason", "again_at", "decided_at",
        "decided_by",
    )  # fmt: skip
    readonly_fields = ("has_confirmed", "why", "asked")
    deeds = (
        Deed(
            "accept", pgettext_lazy("an applicant", "Accept"), "check", _accept, SureForm,
            (applying.ApplicationRefused,), lambda row: row.is_waiting, "good",
        ),
        Deed(
            "refuse", pgettext_lazy("an applicant", "Refuse"), "close", _refuse, RefuseForm,
            (applying.ApplicationRefused,), lambda row: row.is_waiting, "danger",
        ),
    )  # fmt: skip

    def has_deed_permission(self, request: HttpRequest) -> bool:
        return may_decide(request)

    def has_view_permission(self, request: HttpRequest, obj: Application | None = None) -> bool:
        return may_decide(request) or bool(super().has_view_permission(request, obj))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_decide(request) or bool(super().has_module_permission(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those who wait, unless staff filter for answered ones."""
        confirmed = Exists(EmailAddress.objects.filter(user=OuterRef("person"), verified=True))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(is_confirmed=confirmed)
        match = request.resolver_match
        on_list = match is not None and str(match.url_name).endswith("_changelist")
        chosen = any(name.startswith("verdict") for name in request.GET)
        return rows.filter(verdict=Application.Verdict.WAITING) if on_list and not chosen else rows

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().select_related("person")

    def found_by(self, text: str) -> Q:
        return Q(person__in=User.objects.get_queryset().filter(handle=text.lstrip("@").lower()).values("pk"))

    @shown(gettext_lazy("address confirmed"), boolean=True)
    def has_confirmed(self, row: Application) -> bool:
        return bool(getattr(row, "is_confirmed", False))

    @shown(gettext_lazy("why they would like to join"))
    def why(self, row: Application) -> str:
        return row.words or "—"

    @shown(gettext_lazy("asked to join"))
    def asked(self, row: Application) -> datetime:
        return row.asked_at

    @shown(gettext_lazy("turn"))
    def turn_label(self, row: Application) -> str:
        return row.get_turn_display()

    @shown(gettext_lazy("verdict"), label=_TONES)
    def verdict_label(self, row: Application) -> tuple[str, str]:
        return row.verdict, row.get_verdict_display()
