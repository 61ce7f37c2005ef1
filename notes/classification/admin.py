"""The classifier at the staff's desk: its versions with their figures, what it said, and what people decided."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.desk import Deed, DeskOnlyAdmin, Facts
from common.staff import LedgerAdmin, shown
from notes.classification.choosing import put_to_use
from notes.classification.models import ClassifierVersion, LabelDecision, NoteVerdict
from notes.classification.style import told
from notes.classification.tasks import retrain

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
