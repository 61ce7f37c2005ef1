"""The ladder as a form for people: a number beside each condition, a figure beside each privilege, never raw JSON."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from users.levels import ACTIVE_DAYS, CLEAN_DAYS
from users.models import Counting, GrowthEntry, Level, Line
from users.privileges import MOST_FEED_WEIGHT, POLICIES, Sort

Reason = GrowthEntry.Reason
# Any one of these suffices; each is a number of lines in the ledger.
ALTERNATIVES = (
    Reason.PUBLISHED, Reason.NOTE_BASE, Reason.NOTE_STRONG, Reason.UNDER_TOPIC, Reason.VIDEO_BASE, Reason.VIDEO_STRONG,
)  # fmt: skip
ALSO = (Reason.FOLLOWED, Reason.COLLECTED, Reason.COMMENTED)
STANDING = {
    CLEAN_DAYS: gettext_lazy("days without an upheld violation"),
    ACTIVE_DAYS: gettext_lazy("seen within so many days"),
}
MOST = 100_000


def _whole(label: object, *, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,  # type: ignore[arg-type]  # lazy words
        required=False,
        min_value=least,
        max_value=MOST,
        widget=UnfoldAdminIntegerFieldWidget(),
    )


def _dotted(words: object) -> str:
    return str(words).replace("%(n)s", "…").replace("%%", "%")


# Put into the reader's language when it is shown, not when this module is read.
_with_dots = lazy(_dotted, str)


def _privilege(code: str) -> forms.Field:
    policy = POLICIES[code]
    label = _with_dots(policy.words)
    if policy.sort is Sort.FEATURE:
        return forms.BooleanField(label=label, required=False, widget=UnfoldBooleanSwitchWidget())
    if policy.sort is Sort.WEIGHT:
        return forms.FloatField(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST_FEED_WEIGHT,
            widget=UnfoldAdminDecimalFieldWidget(),
            help_text=gettext_lazy("In per cent; at most 15, whatever the level."),
        )
    return _whole(label)


class _WithReason(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no type at run time
    """An edit of the ladder says why: colleagues and the version history read it."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is changed"), max_length=300, widget=UnfoldAdminTextInputWidget()
    )


class LevelForm(_WithReason):
    """A level. The conditions and privileges are fields of their own and become the row's mappings again."""

    class Meta:
        model = Level
        fields = ("name_en", "name_zh")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: a form's own arguments
        level = kwargs.get("instance")
        if level is not None:
            kwargs["initial"] = {**shown_figures(level), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:  # Any: what the fields cleaned
        facts = super().clean() or self.cleaned_data
        if not any(facts.get(f"any_{reason}") for reason in ALTERNATIVES) and not self.errors:
            self.add_error(f"any_{Reason.NOTE_BASE}", _("Ask for something: fill in at least one of these."))
        return facts

    def row_facts(self) -> dict[str, Any]:  # Any: names and mappings
        """What the row holds after this edit."""
        facts = self.cleaned_data
        return {
            "name_en": facts["name_en"],
            "name_zh": facts["name_zh"],
            "conditions": [{str(r): facts[f"any_{r}"]} for r in ALTERNATIVES if facts.get(f"any_{r}")],
            "also": {str(r): facts[f"also_{r}"] for r in ALSO if facts.get(f"also_{r}")},
            "standing": {code: facts[f"standing_{code}"] for code in STANDING if facts.get(f"standing_{code}")},
            "privileges": {str(code): facts[f"opens_{code}"] for code in POLICIES if facts.get(f"opens_{code}")},
        }


def shown_figures(level: Level) -> dict[str, object]:
    """The mappings of a row as the fields of the form."""
    options = {reason: count for option in level.conditions for reason, count in option.items()}
    return (
        {f"any_{reason}": count for reason, count in options.items()}
        | _named("also", level.also)
        | _named("standing", level.standing)
        | _named("opens", level.privileges)
    )


def _named(prefix: str, given: Mapping[str, object]) -> dict[str, object]:
    return {f"{prefix}_{code}": figure for code, figure in given.items()}


# The fields follow the tables of reasons and privileges, so a new privilege has its field without a line here.
_FIGURES: dict[str, forms.Field] = (
    {f"any_{reason}": _whole(reason.label) for reason in ALTERNATIVES}
    | {f"also_{reason}": _whole(reason.label) for reason in ALSO}
    | {f"standing_{code}": _whole(label) for code, label in STANDING.items()}
    | {f"opens_{code}": _privilege(code) for code in POLICIES}
)
LevelForm.base_fields |= _FIGURES
LevelForm.declared_fields |= _FIGURES


class LineForm(_WithReason):
    class Meta:
        model = Line
        fields = ("collects", "likes")


class CountingForm(_WithReason):
    class Meta:
        model = Counting
        exclude = ()  # noqa: DJ006  (every threshold is staff's)
