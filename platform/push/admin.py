"""What was planned, sent and kept back, and why. Read by staff, written by the planner and the gate alone."""

from datetime import datetime

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.staff import LedgerAdmin, shown
from moderation.dashboard import Figure, counted, register
from push.answers import sentence_of
from push.models import Kind, LedgerLine, PlannedPush
from users.models import User

_TONES = {
    PlannedPush.State.DELIVERED: "success",
    PlannedPush.State.PLANNED: "info",
    PlannedPush.State.REFUSED: "warning",
    PlannedPush.State.MISSED: "danger",
    PlannedPush.State.EMPTY: "",
}


def _sent(since: datetime, at: datetime) -> str:
    """Pushes of today that the gate let through at the moment of sending; the ledger is what is indexed by time."""
    asked = LedgerLine.objects.filter(step=LedgerLine.Step.DELIVER, kind=Kind.FOR_YOU, is_allowed=True)
    return counted(asked.filter(asked_at__gte=since))


register(Figure(_("Pushes today"), "notifications", _sent, "admin:push_plannedpush_changelist"))


def _of_reader(text: str) -> Q:
    return Q(reader__in=User.objects.get_queryset().filter(handle=text.lstrip("@").lower()).values("pk"))


@admin.register(PlannedPush)
class PlannedPushAdmin(LedgerAdmin):
    """One row a reader and slot, whatever became of it."""

    search_fields = ("reader__handle",)
    search_help_text = _("Handle of a reader")
    list_display = ("reader", "local_day", "slot", "state_label", "note", "source", "due_at", "delivered_at")
    list_select_related = ("reader", "note")
    list_filter = ("state", "slot")

    def found_by(self, text: str) -> Q:
        return _of_reader(text)

    @shown(_("state"), label=_TONES)
    def state_label(self, push: PlannedPush) -> tuple[str, str]:
        return push.state, push.get_state_display()


@admin.register(LedgerLine)
class LedgerLineAdmin(LedgerAdmin):
    """Every question to the gate with its answer in a sentence."""

    order = ("-asked_at", "-pk")
    search_fields = ("push__reader__handle",)
    search_help_text = _("Handle of a reader")
    list_display = ("asked_at", "reader", "step", "kind", "is_allowed", "sentence")
    list_select_related = ("push__reader",)
    list_filter = ("step", "kind", "is_allowed")

    def found_by(self, text: str) -> Q:
        return Q(push__in=PlannedPush.objects.filter(_of_reader(text)).values("pk"))

    @shown(_("reader"))
    def reader(self, line: LedgerLine) -> User:
        return line.push.reader

    @shown(_("why"))
    def sentence(self, line: LedgerLine) -> str:
        return sentence_of(line)
