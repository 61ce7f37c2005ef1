"""What a person types about messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH
from conversations.models import MessageReport
from conversations.reporting import Complaint


class MessageForm(forms.Form):
    """Words, and the id of a note or product that travels with them. The deed says what is too long or empty."""

    body = forms.CharField(
        label=_("Your message"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 1, "autocomplete": "off", "enterkeyhint": "send", "placeholder": _("Write a message")}
        ),
    )
    note = forms.CharField(required=False, max_length=PUBLIC_ID_LENGTH)
    product = forms.CharField(required=False, max_length=PUBLIC_ID_LENGTH)
    submission_key = forms.UUIDField(required=False)


class ReportMessageForm(forms.Form):
    """A reason, and words for whoever looks into it. "Something else" needs the words."""

    reason = forms.ChoiceField(
        choices=MessageReport.Reason.choices,
        widget=forms.RadioSelect,
        label=_("What is wrong?"),
        error_messages={"required": _("Choose what is wrong.")},
    )
    words = forms.CharField(
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}), label=_("In your own words")
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("reason") == MessageReport.Reason.OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", _("Say in a few words what is wrong."))

    def complaint(self) -> Complaint:
        """The complaint of a form that was filled in rightly."""
        return Complaint(self.cleaned_data["reason"], self.cleaned_data["words"])


class MessageSettingsForm(forms.Form):
    shows_reads = forms.BooleanField(
        label=_("Show others when I have read their messages"),
        required=False,
        help_text=_("Whoever hides it does not see it of others."),
    )
