"""Messages as staff see them: who talks with whom and how much, and reported messages. Never anybody's words but those
that were handed in with a report."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.desk import Deed, DeskOnlyAdmin, Facts
from common.staff import LedgerAdmin, shown
from conversations import reporting
from conversations.models import Conversation, MessageReport
from users.models import User
from users.standing import CannotChangeStanding


def _of(handle: str) -> QuerySet[User, int]:
    return User.objects.get_queryset().filter(handle=handle.lstrip("@").lower()).values_list("pk", flat=True)


@admin.register(Conversation)
class ConversationAdmin(LedgerAdmin):
    """Who talks with whom, since when and how much; found by one of the two."""

    search_fields = ("first__handle",)
    search_help_text = gettext_lazy("Handle")
    list_display = ("created_at", "first", "second", "asked_by", "step_label", "messages_count")
    list_select_related = ("first", "second", "asked_by")
    list_display_links = None
    fields = ("created_at", "first", "second", "asked_by", "step", "messages_count", "answered_at")

    def found_by(self, text: str) -> Q:
        return Q(first__in=_of(text)) | Q(second__in=_of(text))

    @shown(gettext_lazy("state"), label={"open": "success", "asked": "warning", "declined": "danger"})
    def step_label(self, conversation: Conversation) -> tuple[str, str]:
        return conversation.step, conversation.get_step_display()


def _staff(staff_id: int) -> User:
    return User.objects.get(pk=staff_id)


def _dismiss(report: MessageReport, staff_id: int, facts: Facts, at: datetime) -> str:
    reporting.dismiss(report, by=_staff(staff_id), at=at)
    return _("Nothing wrong found")


def _remove(report: MessageReport, staff_id: int, facts: Facts, at: datetime) -> str:
    reporting.remove_reported(report, by=_staff(staff_id), at=at)
    return _("Message taken away")


def _suspend(report: MessageReport, staff_id: int, facts: Facts, at: datetime) -> str:
    reporting.suspend_writer(report, by=_staff(staff_id), at=at)
    return _("Message taken away, its writer suspended")


_REFUSALS = (reporting.AlreadySettled, CannotChangeStanding)


def _is_open(report: MessageReport) -> bool:
    return report.settled_at is None


@admin.register(MessageReport)
class MessageReportAdmin(DeskOnlyAdmin):
    """Reported messages with the words around them, oldest first; settled ones behind the filter."""

    order = ("pk",)
    search_fields = ("reporter__handle",)
    search_help_text = gettext_lazy("@handle of who wrote it or of who reported it")
    list_display = ("created_at", "accused", "reason_label", "words", "reporter", "outcome_label")
    list_select_related = ("reporter", "accused")
    list_filter = ("outcome", "reason")
    fields = ("created_at", "who", "reason", "words", "reporter", "what", "outcome", "settled_at", "settled_by")
    readonly_fields = ("who", "what")
    deeds = (
        Deed("remove", gettext_lazy("Take the message away"), "delete", _remove, None, _REFUSALS, _is_open, "danger"),
        Deed(
            "suspend", gettext_lazy("Take it away and suspend"), "block", _suspend, None, _REFUSALS, _is_open, "danger"
        ),
        Deed("dismiss", gettext_lazy("Nothing wrong"), "check", _dismiss, None, _REFUSALS, _is_open, "good"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Open reports unless staff filter for settled ones."""
        rows: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        on_list = match is not None and str(match.url_name).endswith("_changelist")
        chosen = any(name.startswith("outcome") for name in request.GET)
        return rows.filter(settled_at=None) if on_list and not chosen else rows

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().select_related("message", "accused")

    def found_by(self, text: str) -> Q:
        return Q(reporter__in=_of(text)) | Q(accused__in=_of(text))

    @shown(gettext_lazy("written by"))
    def who(self, report: MessageReport) -> SafeString:
        address = reverse("admin:users_user_change", args=[report.accused_id])
        return format_html('<a href="{}">@{}</a>', address, report.accused.handle)

    @shown(gettext_lazy("as it stood when it was reported"))
    def what(self, report: MessageReport) -> SafeString:
        """The frozen lines, the reported one marked."""
        rows = ((_mark(line), line["by"], _when(line["at"]), line["text"], line["card"]) for line in report.evidence)
        lines = format_html_join(
            "", '<li class="{}"><strong>@{}</strong> {}<p dir="auto">{}</p><small>{}</small></li>', rows
        )
        return format_html('<ol class="desk-evidence">{}</ol>', lines)

    @shown(gettext_lazy("reason"), label=True)
    def reason_label(self, report: MessageReport) -> str:
        return str(report.get_reason_display())

    @shown(gettext_lazy("outcome"), label={"upheld": "danger", "dismissed": "success", "": "warning"})
    def outcome_label(self, report: MessageReport) -> tuple[str, str]:
        return report.outcome, report.get_outcome_display()


def _mark(line: reporting.Frozen) -> str:
    return "desk-evidence__reported" if line["is_reported"] else ""


def _when(at: str) -> str:
    then = parse_datetime(at)
    return date_format(then, "SHORT_DATETIME_FORMAT") if then else at
