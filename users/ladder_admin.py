"""The ladder at the staff's desk: levels, lines, rules of counting, their versions, the ledger and appeals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextareaWidget, UnfoldBooleanSwitchWidget

from common.clock import now
from common.desk import Deed, DeskOnlyAdmin, Facts, ReasonForm
from common.staff import FastAdmin, shown
from users import appeals, corrections, ladder_versions
from users.ladder_forms import ALSO, ALTERNATIVES, STANDING, CountingForm, LevelForm, LineForm
from users.levels import Reason
from users.models import Appeal, Counting, GrowthEntry, LadderVersion, Level, Line, User
from users.privileges import POLICIES

# A reason without a tone of its own still needs a place here: unfold says the code of one it does not find.
_TONES = dict.fromkeys(Reason, "") | {Reason.VIOLATION: "danger", Reason.STRUCK: "warning", Reason.LEVEL: "success"}
_REFUSALS = (corrections.CannotCorrect, appeals.AppealRefused)


def _staff(key: int) -> User:
    return User.objects.get_queryset().get(pk=key)


class _LadderAdmin(FastAdmin):
    """Rows that are neither added nor taken away; each edit puts a new version of the ladder in force."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        facts = {"by": _staff(int(request.user.pk or 0)), "reason": form.cleaned_data["reason"], "at": now()}
        self.put_in_force(obj, form, facts)

    def put_in_force(self, row: Any, form: Any, facts: Mapping[str, Any]) -> None:  # Any: a row and a form of any kind
        raise NotImplementedError


def _fields(prefix: str, codes: Any) -> tuple[str, ...]:  # Any: any iterable of codes
    return tuple(f"{prefix}_{code}" for code in codes)


@admin.register(Level)
class LevelAdmin(_LadderAdmin):
    """The ten rungs: what each asks for and opens, as fields beside their words."""

    order = ("number", "pk")
    form = LevelForm
    list_display = ("number", "name_en", "name_zh", "asked", "opens")
    readonly_fields = ("number", "code")
    fieldsets = (
        (None, {"fields": (("number", "code"), ("name_en", "name_zh"), "reason")}),
        (gettext_lazy("Any one of these suffices"), {"fields": _fields("any", ALTERNATIVES)}),
        (
            gettext_lazy("All of these are needed beside it"),
            {"fields": (*_fields("also", ALSO), *_fields("standing", STANDING))},
        ),
        (gettext_lazy("What the level opens"), {"fields": _fields("opens", POLICIES)}),
    )

    def put_in_force(self, row: Level, form: Any, facts: Mapping[str, Any]) -> None:  # Any: as above
        ladder_versions.change_level(row.number, form.row_facts(), **facts)

    @shown(gettext_lazy("asked for"))
    def asked(self, level: Level) -> str:
        """The alternatives in one line: "note_base 5 or video_base 2"."""
        ways = [", ".join(f"{reason} {count}" for reason, count in way.items()) for way in level.conditions]
        beside = [f"{code} {figure}" for code, figure in (*level.also.items(), *level.standing.items())]
        return " + ".join([_(" or ").join(ways), *beside])

    @shown(gettext_lazy("opens"))
    def opens(self, level: Level) -> str:
        return (
            ", ".join(f"{code} {figure:g}" if figure is not True else code for code, figure in level.privileges.items())
            or "—"
        )


@admin.register(Line)
class LineAdmin(_LadderAdmin):
    """How many independent collects or likes reach a line."""

    order = ("pk",)
    form = LineForm
    list_display = ("code", "collects", "likes")
    fields = ("code", ("collects", "likes"), "reason")
    readonly_fields = ("code",)

    def put_in_force(self, row: Line, form: Any, facts: Mapping[str, Any]) -> None:  # Any: as above
        ladder_versions.change_line(
            row.code, {name: form.cleaned_data[name] for name in ladder_versions.LINE_FIELDS}, **facts
        )


@admin.register(Counting)
class CountingAdmin(_LadderAdmin):
    """Which reactions count towards a line."""

    order = ("pk",)
    form = CountingForm
    list_display = ("__str__", "min_age_days", "notes_per_giver", "ring_share", "burst_minutes")
    fields = (*ladder_versions.COUNTING_FIELDS, "reason")

    def put_in_force(self, row: Counting, form: Any, facts: Mapping[str, Any]) -> None:  # Any: as above
        names = ladder_versions.COUNTING_FIELDS
        ladder_versions.change_counting({name: form.cleaned_data[name] for name in names}, **facts)


def _roll_back(version: LadderVersion, staff_id: int, facts: Facts, at: datetime) -> str:
    made = ladder_versions.roll_back(version, by=_staff(staff_id), at=at)
    return str(_("Put back as version %d") % made.version)


@admin.register(LadderVersion)
class LadderVersionAdmin(DeskOnlyAdmin):
    """Who changed the ladder, when and why; each version can be put back."""

    order = ("-version",)
    list_display = ("version", "reason", "created_by", "created_at")
    list_select_related = ("created_by",)
    fields = ("version", "reason", "created_by", "created_at", "changed")
    readonly_fields = ("changed",)
    deeds = (Deed("roll_back", gettext_lazy("Put this version back"), "undo", _roll_back),)

    @shown(gettext_lazy("what changed"))
    def changed(self, version: LadderVersion) -> SafeString:
        before = LadderVersion.objects.filter(version=version.version - 1).first()
        lines = ladder_versions.differences(before.snapshot if before else version.snapshot, version.snapshot)
        return format_html_join("", "<div>{}</div>", ((line,) for line in lines)) if lines else format_html("—")


def _strike(entry: GrowthEntry, staff_id: int, facts: Facts, at: datetime) -> str:
    corrections.strike(entry, reason=facts["reason"], at=at)
    return str(_("Struck out: %s") % facts["reason"])


@admin.register(GrowthEntry)
class GrowthAdmin(DeskOnlyAdmin):
    """The growth ledger. Lines are added by what people do and never changed; a wrong one is struck out by another."""

    list_display = ("created_at", "person", "reason_label", "source", "points", "detail", "is_struck")
    list_select_related = ("person", "struck_by")
    list_filter = ("reason",)
    search_fields = ("person__handle",)
    search_help_text = gettext_lazy("Handle")
    fields = ("created_at", "person", "reason", "source", "points", "detail", "strikes")
    deeds = (Deed("strike", gettext_lazy("Strike out"), "ink_eraser", _strike, ReasonForm, _REFUSALS, tone="danger"),)

    def found_by(self, text: str) -> Q:
        return Q(person__in=User.objects.get_queryset().filter(handle=text.lstrip("@").lower()).values("pk"))

    @shown(gettext_lazy("reason"), label=_TONES)
    def reason_label(self, entry: GrowthEntry) -> tuple[str, str]:
        return entry.reason, entry.get_reason_display()

    @shown(gettext_lazy("struck out"), boolean=True)
    def is_struck(self, entry: GrowthEntry) -> bool:
        return getattr(entry, "struck_by", None) is not None


class GrantForm(forms.Form):
    """What the person reads, and what is set right."""

    answer = forms.CharField(
        max_length=300, label=gettext_lazy("Answer"), widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy("Plain and kind: whoever it concerns may read it."),
    )  # fmt: skip
    strikes_line = forms.BooleanField(
        required=False, label=gettext_lazy("Strike out the line"), widget=UnfoldBooleanSwitchWidget()
    )
    level = forms.IntegerField(
        required=False, min_value=1, max_value=10, label=gettext_lazy("Give this level"),
        widget=UnfoldAdminIntegerFieldWidget(),
    )  # fmt: skip


def _grant(row: Appeal, staff_id: int, facts: Facts, at: datetime) -> str:
    answer = appeals.Answer(facts["answer"], facts["level"], facts["strikes_line"])
    appeals.grant(row, answer, by=_staff(staff_id), at=at)
    return str(_("Granted: %s") % facts["answer"])


def _decline(row: Appeal, staff_id: int, facts: Facts, at: datetime) -> str:
    appeals.decline(row, facts["reason"], by=_staff(staff_id), at=at)
    return str(_("Declined: %s") % facts["reason"])


def _is_open(row: Appeal) -> bool:
    return row.settled_at is None


@admin.register(Appeal)
class AppealAdmin(DeskOnlyAdmin):
    """What people ask to be looked at again, the oldest first; answered ones behind the filter."""

    order = ("pk",)
    search_fields = ("person__handle",)
    search_help_text = gettext_lazy("Handle")
    list_display = ("created_at", "person", "line", "words", "outcome_label")
    list_select_related = ("person", "entry", "settled_by")
    list_filter = ("outcome",)
    fields = ("created_at", "person", "line", "words", "outcome", "answer", "settled_at", "settled_by")
    readonly_fields = ("line",)
    deeds = (
        Deed("grant", gettext_lazy("Grant"), "check", _grant, GrantForm, _REFUSALS, _is_open, "good"),
        Deed("decline", gettext_lazy("Decline"), "close", _decline, ReasonForm, _REFUSALS, _is_open),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Open appeals unless staff filter for answered ones."""
        rows: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        on_list = match is not None and str(match.url_name).endswith("_changelist")
        chosen = any(name.startswith("outcome") for name in request.GET)
        return rows.filter(settled_at=None) if on_list and not chosen else rows

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().select_related("person", "entry")

    def found_by(self, text: str) -> Q:
        return Q(person__in=User.objects.get_queryset().filter(handle=text.lstrip("@").lower()).values("pk"))

    @shown(gettext_lazy("line"))
    def line(self, row: Appeal) -> str:
        return f"{row.entry.get_reason_display()} · {row.entry.source}"

    @shown(gettext_lazy("outcome"), label={"granted": "success", "declined": "danger", "": "warning"})
    def outcome_label(self, row: Appeal) -> tuple[str, str]:
        return row.outcome, row.get_outcome_display()
