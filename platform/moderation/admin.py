"""The staff's desk: notes that wait, reports, the rules, and what was decided."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.clock import now
from common.desk import Deed, DeskOnlyAdmin, Facts, ReasonForm
from common.staff import FastAdmin, LedgerAdmin, shown
from moderation import deciding, reporting
from moderation.models import Case, Decision, Report, Rule, WaitingNote
from moderation.queue import WAITING_STATES, waiting, with_findings
from notes.admin import FILING, NoteListAdmin, found_note
from notes.models import Comment, Note, State
from notes.publishing import NotReady, WrongState
from users.models import User
from users.standing import CannotChangeStanding

_TONES = {Decision.Verdict.APPROVE: "success", Decision.Verdict.HOLD: "warning", Decision.Verdict.REFUSE: "danger"}


def _staff(key: int) -> User:
    return User.objects.get(pk=key)


def _approve(note: Note, staff_id: int, facts: Facts, at: datetime) -> str:
    deciding.approve(note, by=_staff(staff_id), at=at)
    return _("Approved")


def _refuse(note: Note, staff_id: int, facts: Facts, at: datetime) -> str:
    deciding.refuse(note, by=_staff(staff_id), reason=facts["reason"], at=at)
    return str(_("Refused: %s") % facts["reason"])


def _hold(note: Note, staff_id: int, facts: Facts, at: datetime) -> str:
    deciding.hold(note, by=_staff(staff_id), reason=facts["reason"], at=at)
    return str(_("Held: %s") % facts["reason"])


def _may_be_approved(note: Note) -> bool:
    return note.state in {*WAITING_STATES, State.LIVE}


_REFUSALS = (WrongState, NotReady)
DECIDING = (
    Deed(
        "approve", gettext_lazy("Approve"), "check", _approve, refusals=_REFUSALS, suits=_may_be_approved, tone="good"
    ),
    Deed(
        "refuse", gettext_lazy("Refuse"), "close", _refuse, ReasonForm, _REFUSALS, _may_be_approved, "danger",
    ),
    Deed(
        "hold", gettext_lazy("Hold"), "pause", _hold, ReasonForm, _REFUSALS,
        lambda note: note.state in {State.SUBMITTED, State.LIVE},
    ),
)  # fmt: skip


@admin.register(WaitingNote)
class QueueAdmin(NoteListAdmin):
    """The queue: who waits longest comes first."""

    order = ("waits_since", "pk")
    list_display = ("cover_thumb", "words", "by", "category", "found", "state_label", "waits")
    list_filter = ("origin", "form")
    deeds = (*DECIDING, *FILING)
    change_form_outer_after_template = "admin/_note_sheet.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The list holds what waits; the page of one note opens for every note, also after the decision."""
        match = request.resolver_match
        on_list = match is not None and str(match.url_name).endswith("_changelist")
        rows = waiting() if on_list else WaitingNote.objects.all()
        return with_findings(rows).defer("body", "refusal")

    def sheet(self, object_id: str | None) -> dict[str, Any]:
        """Also the open case and the newest decisions."""
        found = super().sheet(object_id)
        if found and object_id is not None:
            found["case"] = Case.objects.filter(note__pk=object_id, closed_at=None).first()
            decided = Decision.objects.filter(note__pk=object_id).select_related("decided_by", "rule")
            found["decisions"] = list(decided.order_by("-pk")[:20])
        return found

    @shown(gettext_lazy("what the rules found"))
    def found(self, note: Any) -> SafeString | str:  # Any: the queue's columns are annotations
        if not note.finding:
            return "—"
        return format_html(
            '<span class="desk-found">{} <mark class="desk-mark">{}</mark></span>', note.finding, note.passage or ""
        )

    @shown(gettext_lazy("waiting for"))
    def waits(self, note: Any) -> str:  # Any: the queue's columns are annotations
        return timesince(note.waits_since, now(), depth=1)


def _dismiss(report: Report, staff_id: int, facts: Facts, at: datetime) -> str:
    reporting.dismiss(report, by=_staff(staff_id), at=at)
    return _("Nothing wrong found")


def _uphold(report: Report, staff_id: int, facts: Facts, at: datetime) -> str:
    reporting.uphold(report, by=_staff(staff_id), reason=facts["reason"], at=at)
    return str(_("Upheld: %s") % facts["reason"])


_REPORT_REFUSALS = (reporting.AlreadySettled, WrongState, CannotChangeStanding)


def _is_open(report: Report) -> bool:
    return report.settled_at is None


@admin.register(Report)
class ReportAdmin(DeskOnlyAdmin):
    """What readers reported, the weightiest and then the oldest first; settled ones behind the filter."""

    order = ("-weight", "pk")
    search_fields = ("reporter__handle",)
    search_help_text = gettext_lazy("Id or address of the note, or @handle of who reported")
    list_display = ("created_at", "about", "reason_label", "words", "reporter", "weight", "outcome_label")
    list_select_related = ("reporter", "note__author", "comment__author", "comment__note", "person")
    list_filter = ("outcome", "reason")
    fields = ("created_at", "about", "reason", "words", "reporter", "weight", "outcome", "settled_at", "settled_by")
    readonly_fields = ("about", "weight")
    deeds = (
        Deed(
            "uphold", gettext_lazy("Take it down"), "gavel", _uphold, ReasonForm, _REPORT_REFUSALS, _is_open, "danger"
        ),
        Deed(
            "dismiss", gettext_lazy("Nothing wrong"), "check", _dismiss, refusals=_REPORT_REFUSALS, suits=_is_open,
            tone="good",
        ),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Open reports unless staff filter for settled ones."""
        rows: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        on_list = match is not None and str(match.url_name).endswith("_changelist")
        chosen = any(name.startswith("outcome") for name in request.GET)
        return rows.filter(settled_at=None) if on_list and not chosen else rows

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().select_related("note__author", "comment__note", "person")

    def found_by(self, text: str) -> Q:
        """Reports by one reader, or about one note."""
        if text.startswith("@"):
            return Q(reporter__in=User.objects.get_queryset().filter(handle=text[1:].lower()).values("pk"))
        return Q(note__in=Note.objects.filter(found_note(text)).values("pk"))

    @shown(gettext_lazy("about"))
    def about(self, report: Report) -> SafeString:
        return format_html('<a href="{}">{}</a>', _desk_of(report), _named(report))

    @shown(gettext_lazy("reason"), label=True)
    def reason_label(self, report: Report) -> str:
        return str(report.get_reason_display())

    @shown(gettext_lazy("outcome"), label={"upheld": "danger", "dismissed": "success", "": "warning"})
    def outcome_label(self, report: Report) -> tuple[str, str]:
        return report.outcome, report.get_outcome_display()


def _named(report: Report) -> str:
    """What the report is about, in a few words."""
    subject = report.subject
    if isinstance(subject, Comment):
        return str(_("Comment: %s") % subject.body[:80])
    if isinstance(subject, User):
        return str(_("Person: %s") % f"@{subject.handle}")
    return str(_("Note: %s") % subject)


def _desk_of(report: Report) -> str:
    """The page where staff see more of it."""
    if report.comment_id:
        return reverse("admin:notes_comment_change", args=[report.comment_id])
    if report.person_id:
        return reverse("admin:users_user_change", args=[report.person_id])
    return reverse("admin:moderation_waitingnote_change", args=[report.note_id])


@admin.register(Rule)
class RuleAdmin(FastAdmin):
    """The rules of the machine: a few dozen rows, changed by staff, on or off at once."""

    order = ("name", "pk")
    search_fields = ("name__icontains",)
    list_display = ("name", "kind", "action_label", "exempt_from_level", "is_on")
    list_filter = ("kind", "action", "is_on")
    fields = (("name", "is_on"), ("kind", "action"), "phrases", "exempt_from_level", "sentence_en", "sentence_zh")

    @shown(gettext_lazy("what happens"), label={"hold": "warning", "refuse": "danger"})
    def action_label(self, rule: Rule) -> tuple[str, str]:
        return rule.action, rule.get_action_display()


@admin.register(Decision)
class DecisionAdmin(LedgerAdmin):
    """Everything decided, by the machine and by people. Lines are added and never changed."""

    order = ("-decided_at", "-pk")
    search_fields = ("note__public_id",)
    search_help_text = gettext_lazy("Id or address of a note")
    list_display = ("decided_at", "note", "verdict_label", "rule", "reason", "decided_by")
    list_select_related = ("note", "rule", "decided_by")
    list_filter = ("verdict",)

    def found_by(self, text: str) -> Q:
        return Q(note__in=Note.objects.filter(found_note(text)).values("pk"))

    @shown(gettext_lazy("verdict"), label=_TONES)
    def verdict_label(self, decision: Decision) -> tuple[str, str]:
        return decision.verdict, decision.get_verdict_display()
