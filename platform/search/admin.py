"""Words that mean the same, and what is kept off the list of hot searches."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget

from common.clock import now
from common.desk import Deed, DeskAdmin, DeskOnlyAdmin, Facts, ReasonForm
from common.staff import NewestInline, shown
from search import hot, synonyms
from search.models import HiddenSearch, HotSearch, SynonymChange, SynonymGroup
from search.synonyms import form_of


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no type at run time
    """A group as a text: one word or phrase a line."""

    words = forms.CharField(
        label=gettext_lazy("Words"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One word or phrase a line, in any language: whoever searches for one of them finds them all. "
            "Searches know of a change at once; the index need not be built anew."
        ),
    )

    class Meta:
        model = SynonymGroup
        fields: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: a form's own arguments
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["words"].initial = "\n".join(synonyms.words_of(self.instance))

    def clean_words(self) -> list[str]:
        try:
            return synonyms.words_in(self.cleaned_data["words"])
        except synonyms.CannotKeep as refused:
            raise forms.ValidationError(str(refused)) from refused


class ChangesInline(NewestInline):
    model = SynonymChange
    belongs_to = "group"
    verbose_name_plural = gettext_lazy("Versions")
    fields = ("version", "said", "is_active", "staff", "created_at")
    readonly_fields = fields

    @shown(gettext_lazy("words"))
    def said(self, change: SynonymChange) -> str:
        return " · ".join(change.words)


def _switch(*, is_active: bool) -> Any:  # Any: a deed's own signature
    def do(group: SynonymGroup, staff_id: int, facts: Facts, at: datetime) -> str:
        synonyms.switch(group, is_active=is_active, staff_id=staff_id, at=at)
        return str(_("In use") if is_active else _("Out of use"))

    return do


@admin.register(SynonymGroup)
class SynonymGroupAdmin(DeskAdmin):
    """Each save is the next version; the versions stand below, with who wrote them."""

    form = WordsForm
    inlines = (ChangesInline,)
    search_help_text = gettext_lazy("A word of the group")
    search_fields = ("synonyms__form",)
    list_display = ("words_shown", "version", "is_active", "changed_at")
    list_filter = ("is_active",)
    deeds = (
        Deed(
            "retire", gettext_lazy("Take out of use"), "pause", _switch(is_active=False),
            suits=lambda group: group.is_active,
        ),
        Deed(
            "revive", gettext_lazy("Use again"), "play_arrow", _switch(is_active=True),
            suits=lambda group: not group.is_active,
        ),
    )  # fmt: skip

    def found_by(self, text: str) -> Q:
        return Q(pk__in=SynonymGroup.objects.filter(synonyms__form=form_of(text)).values("pk"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).prefetch_related("synonyms")
        return rows

    @shown(gettext_lazy("words"))
    def words_shown(self, group: SynonymGroup) -> str:
        return " · ".join(row.text for row in sorted(group.synonyms.all(), key=lambda row: row.position))

    def save_model(self, request: HttpRequest, obj: SynonymGroup, form: WordsForm, change: bool) -> None:  # noqa: FBT001  (Django's own)
        kept = synonyms.keep(obj, form.cleaned_data["words"], staff_id=int(request.user.pk or 0), at=now())
        obj.pk, obj.version = kept.pk, kept.version


def _hide(line: HotSearch, staff_id: int, facts: Facts, at: datetime) -> str:
    hot.hide(line.text, reason=facts["reason"], staff_id=staff_id, at=at)
    return str(_("Kept off the list: %s") % line.text)


@admin.register(HotSearch)
class HotSearchAdmin(DeskOnlyAdmin):
    """The list as readers see it, with its evidence. Keeping a search off it holds until it is let on again."""

    order = ("-people", "pk")
    list_display = ("text", "people", "hours", "counted_at")
    deeds = (Deed("hide", gettext_lazy("Keep off the list"), "visibility_off", _hide, ReasonForm),)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:  # Any: Django's own
        return ((None, {"fields": ("text", "people", "hours", "counted_at")}),)


def _let_on(row: HiddenSearch, staff_id: int, facts: Facts, at: datetime) -> str:
    hot.let_on(row)
    return str(_("May stand on the list again: %s") % row.form)


@admin.register(HiddenSearch)
class HiddenSearchAdmin(DeskOnlyAdmin):
    """What is kept off the list of hot searches, by whom and why."""

    search_fields = ("form",)
    list_display = ("form", "reason", "staff", "created_at")
    list_select_related = ("staff",)
    deeds = (Deed("let_on", gettext_lazy("Let on the list again"), "visibility", _let_on),)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:  # Any: Django's own
        return ((None, {"fields": ("form", "reason", "staff", "created_at")}),)
