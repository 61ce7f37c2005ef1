"""What a reader says when something is not right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Report
from moderation.reporting import Complaint


class ReportForm(forms.Form):
    """A reason, and words for whoever looks into it. "Something else" needs the words."""

    reason = forms.ChoiceField(
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        label=_("What is wrong?"),
        error_messages={"required": _("Choose what is wrong.")},
    )
    words = forms.CharField(
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}), label=_("In your own words")
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("reason") == Report.Reason.OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say in a few words what is wrong."))

    def complaint(self) -> Complaint:
        """The complaint of a form that was filled in rightly."""
        return Complaint(self.cleaned_data["reason"], self.cleaned_data["words"])
