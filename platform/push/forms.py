"""The form of a reader's wishes about the inbox."""

from datetime import time
from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from push.kinds import ALWAYS_TOLD
from push.models import HIGHEST_CAP, Kind, PushSettings, WorkChoice

# What the reader may leave out, in the order of the page.
OFFERED = tuple(kind for kind in Kind if kind not in ALWAYS_TOLD)
CAPS = ((2, _("Two at most")), (1, _("One at most")), (0, _("None")))


class Wished(TypedDict):
    """The columns of PushSettings as the form gives them."""

    is_muted: bool
    daily_cap: int
    muted_kinds: list[str]
    quiet_opens: time
    quiet_closes: time
    work: str


class SettingsForm(forms.Form):
    """Asks what the reader wants to hear of; what is left out is kept as muted."""

    is_muted = forms.BooleanField(
        label=_("Pause pushes"),
        required=False,
        help_text=_("While this is on, no notes are picked for you. What people write to you still comes."),
    )
    daily_cap = forms.TypedChoiceField(
        label=_("Notes picked for you, a day"), choices=CAPS, coerce=int, widget=forms.RadioSelect
    )
    wanted = forms.MultipleChoiceField(
        label=_("Tell me about"),
        choices=[(kind.value, kind.label) for kind in OFFERED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    work = forms.ChoiceField(
        label=_("When I work"), choices=WorkChoice.choices, help_text=_("No push comes while you work.")
    )
    quiet_opens = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    quiet_closes = forms.TimeField(label=_("Quiet until"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    @staticmethod
    def initial_of(settings: PushSettings) -> dict[str, object]:
        """What the form shows for these settings."""
        wanted = [kind.value for kind in OFFERED if kind not in settings.muted_kinds]
        names = ("is_muted", "daily_cap", "work", "quiet_opens", "quiet_closes")
        return {"wanted": wanted, **{name: getattr(settings, name) for name in names}}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("quiet_opens"), cleaned.get("quiet_closes")
        if opens is not None and opens == closes:
            self.add_error("quiet_closes", _("Quiet hours need an end that differs from their beginning."))
        return cleaned

    def wished(self) -> Wished:
        """The columns to keep. Call only when the form is valid."""
        given = self.cleaned_data
        return {
            "is_muted": given["is_muted"],
            "daily_cap": min(given["daily_cap"], HIGHEST_CAP),
            "muted_kinds": [kind.value for kind in OFFERED if kind.value not in given["wanted"]],
            "quiet_opens": given["quiet_opens"],
            "quiet_closes": given["quiet_closes"],
            "work": given["work"],
        }
