"""The classifier at the staff's desk: its versions with their figures, what it said, and what people decided."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.desk import Deed, DeskOnlyAdmin, Facts, ReasonForm, select_widget, text_widget
from common.models import Category
from common.staff import LedgerAdmin, shown
from notes.classification import appealing
from notes.classification.choosing import put_to_use
from notes.classification.models import CategoryAppeal, ClassifierVersion, LabelDecision, NoteVerdict
from notes.classification.style import told
from notes.classification.tasks import retrain
from users.models import User

_TONES = {
    ClassifierVersion.State.ACTIVE: "success",
    ClassifierVersion.State.RETIRED: "",
    ClassifierVersion.State.REFUSED: "warning",
}


def _put_to_use(version: ClassifierVersion, staff_id: int, facts: Facts, at: datetime) -> str:
    put_to_use(version, at=at)
    return str(_("Put to use: %s") % version)


def _train(version: ClassifierVersion, staff_id: int, facts: Facts, at: datetime) -> str:
    retrain.delay_on_commit()
    return str(_("A new version is being trained"))


def _share(figure: object) -> str:
    return f"{figure:.3f}" if isinstance(figure, float) else "–"


@admin.register(ClassifierVersion)
class VersionAdmin(DeskOnlyAdmin):
    """Versions, the newest first. The way back to an earlier one is the same button as the way forward."""

    list_display = ("version", "state_label", "trained_at", "promoted_at", "examples", "f1", "auroc", "f1_before")
    fields = ("state", "trained_at", "promoted_at", "examples", "f1", "auroc", "f1_before", "auroc_before", "speed")
    readonly_fields = ("f1", "auroc", "f1_before", "auroc_before", "speed")
    deeds = (
        Deed("put_to_use", gettext_lazy("Put to use"), "restart_alt", _put_to_use, suits=lambda row: not row.is_active),
        Deed("train", gettext_lazy("Train a new version"), "model_training", _train, suits=lambda row: row.is_active),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the archives, which are megabytes."""
        rows: QuerySet[Any] = super().get_queryset(request).defer("archive")
        return rows

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().defer("archive")

    @shown(gettext_lazy("version"))
    def version(self, row: ClassifierVersion) -> str:
        return str(row)

    @shown(gettext_lazy("state"), label=_TONES)
    def state_label(self, row: ClassifierVersion) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @shown(gettext_lazy("categories told apart (macro-F1)"))
    def f1(self, row: ClassifierVersion) -> str:
        return _share(row.quality.get("macro_f1"))

    @shown(gettext_lazy("misfits told apart (AUROC)"))
    def auroc(self, row: ClassifierVersion) -> str:
        return _share(row.quality.get("reject", {}).get("auroc"))

    @shown(gettext_lazy("macro-F1 of the version before"))
    def f1_before(self, row: ClassifierVersion) -> str:
        return _share(row.compared.get("macro_f1"))

    @shown(gettext_lazy("AUROC of the version before"))
    def auroc_before(self, row: ClassifierVersion) -> str:
        return _share(row.compared.get("reject", {}).get("auroc"))

    @shown(gettext_lazy("milliseconds a text"))
    def speed(self, row: ClassifierVersion) -> str:
        return _share(row.quality.get("ms_per_item"))


@admin.register(NoteVerdict)
class VerdictAdmin(LedgerAdmin):
    """What the machine said, the newest note first."""

    order = ("-note",)
    search_fields = ("note__public_id",)
    search_help_text = gettext_lazy("Id of a note")
    list_display = ("note", "proposed", "confidence_label", "reject_label", "fits", "words", "at")
    list_select_related = ("note", "proposed")
    list_filter = ("fits",)
    fields = ("note", "version", "proposed", "confidence", "reject", "fits", "words", "at")
    readonly_fields = ("words",)

    @shown(gettext_lazy("confidence"))
    def confidence_label(self, row: NoteVerdict) -> str:
        return f"{row.confidence:.0%}"

    @shown(gettext_lazy("fits nowhere"))
    def reject_label(self, row: NoteVerdict) -> str:
        return f"{row.reject:.0%}"

    @shown(gettext_lazy("deciding words"))
    def words(self, row: NoteVerdict) -> str:
        return " · ".join(told(word) for word, _part in row.reasons)


@admin.register(LabelDecision)
class LabelDecisionAdmin(LedgerAdmin):
    """What authors and staff decided: the texts the next version learns from."""

    search_fields = ("note__public_id",)
    search_help_text = gettext_lazy("Id of a note")
    list_display = ("note", "category", "by", "person", "at")
    list_select_related = ("note", "category", "person")
    list_filter = ("by",)


class UpholdForm(forms.Form):
    """Where the note belongs, and a sentence its author reads."""

    category = forms.ModelChoiceField(Category.objects.none(), label=gettext_lazy("Category"), widget=select_widget())
    words = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=appealing.LONGEST,
        widget=text_widget(),
        help_text=gettext_lazy("Its author reads it; it may stay empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(is_offered=True).order_by("code")  # type: ignore[attr-defined]


def _uphold(row: CategoryAppeal, staff_id: int, facts: Facts, at: datetime) -> str:
    appealing.uphold(row, facts["category"], facts["words"], by=User.objects.get(pk=staff_id), at=at)
    return str(_("Upheld: %s") % facts["category"].code)


def _decline(row: CategoryAppeal, staff_id: int, facts: Facts, at: datetime) -> str:
    appealing.decline(row, facts["reason"], by=User.objects.get(pk=staff_id), at=at)
    return str(_("Declined: %s") % facts["reason"])


_REFUSALS = (appealing.AppealRefused,)


@admin.register(CategoryAppeal)
class CategoryAppealAdmin(DeskOnlyAdmin):
    """What authors ask about being left out of the feed, the oldest first; answered ones behind the filter."""

    order = ("pk",)
    search_fields = ("note__public_id",)
    search_help_text = gettext_lazy("Id of a note")
    list_display = ("asked_at", "title", "words", "state_label")
    list_display_links = ("title",)
    list_select_related = ("note",)
    list_filter = ("state",)
    fields = ("asked_at", "what", "words", "decisive", "state", "answer", "decided_at", "decided_by")
    readonly_fields = ("what", "decisive")
    deeds = (
        Deed(
            "uphold", gettext_lazy("Put under a category"), "check", _uphold, UpholdForm, _REFUSALS,
            lambda row: row.is_open, "good",
        ),
        Deed(
            "decline", gettext_lazy("Leave it out"), "close", _decline, ReasonForm, _REFUSALS, lambda row: row.is_open
        ),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Open appeals unless staff filter for answered ones."""
        rows: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        on_list = match is not None and str(match.url_name).endswith("_changelist")
        chosen = any(name.startswith("state") for name in request.GET)
        return rows.open() if on_list and not chosen else rows  # type: ignore[attr-defined]

    def rows_for_deeds(self) -> QuerySet[Any]:
        return super().rows_for_deeds().select_related("note__author", "note__category")

    @shown(gettext_lazy("note"))
    def title(self, row: CategoryAppeal) -> str:
        return row.note.title

    @shown(gettext_lazy("note"))
    def what(self, row: CategoryAppeal) -> SafeString:
        """The words as readers see them, with the way to the note."""
        return format_html(
            '<a class="desk-link" href="{}">{}</a><br>{}', row.note.get_absolute_url(), row.note.title, row.note.body
        )

    @shown(gettext_lazy("deciding words"))
    def decisive(self, row: CategoryAppeal) -> str:
        verdict = NoteVerdict.objects.filter(note=row.note_id).first()
        return " · ".join(told(word) for word, _part in verdict.reasons) if verdict else "–"

    @shown(gettext_lazy("state"), label={"upheld": "success", "declined": "danger", "open": "warning"})
    def state_label(self, row: CategoryAppeal) -> tuple[str, str]:
        return row.state, row.get_state_display()
