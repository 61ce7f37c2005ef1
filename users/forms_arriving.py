"""Forms of people who would like to join."""

from typing import Any

from allauth.account.forms import SignupForm as BaseSignupForm
from allauth.socialaccount.forms import SignupForm as BaseSocialSignupForm
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from users.applying import LONGEST, ApplicationRefused, measured
from users.arrivals import Question


class WhyField(forms.CharField):
    """Why somebody would like to join, with its limit and the count beside it."""

    def __init__(self, **facts: Any) -> None:  # Any: a field's own arguments
        widget = forms.Textarea(attrs={"rows": 5, "dir": "auto", "data-measure": LONGEST})
        given = {
            "label": _("Why would you like to join?"),
            "strip": False,
            "widget": widget,
            "template_name": "users/_why.html",
            "help_text": format_lazy(
                _("A few sentences: our staff read them. Up to {chinese} Chinese characters or {latin} Latin letters."),
                chinese=LONGEST // 3,
                latin=LONGEST,
            ),
            "error_messages": {"required": _("Say in a sentence why you would like to join.")},
        }
        super().__init__(**{**given, **facts})

    def clean(self, value: Any) -> str:  # Any: Django's signature
        try:
            text = measured(super().clean(value))
        except ApplicationRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"])
        return text


class AgainForm(forms.Form):
    """A further application."""

    why = WhyField()


class _Arriving(forms.Form):
    """What every way of signing up asks: our words, the zone of the browser (never an error), and, where staff decide,
    why."""

    time_zone = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"data-zone-guess": ""}))

    def __init__(self, *args: Any, question: Question = Question.NONE, **kwargs: Any) -> None:  # Any: allauth's
        super().__init__(*args, **kwargs)
        email, handle = self.fields["email"], self.fields["username"]
        email.label, handle.label = _("E-mail"), _("Handle")
        handle.help_text = _("Your name in addresses, as in @mina_reads. 3 to 24 small letters, digits, underscores.")
        handle.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        if question:
            self.fields["why"] = WhyField(required=question is Question.MUST)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignupForm(_Arriving, BaseSignupForm):  # type: ignore[misc]  # allauth is untyped
    """E-mail, handle, and the password once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's signature
        super().__init__(*args, **kwargs)
        password = self.fields["password1"]
        password.label = _("Password")
        password.help_text = _("At least 10 characters. A sentence only you would think of is good.")


class SocialSignupForm(_Arriving, BaseSocialSignupForm):  # type: ignore[misc]  # allauth is untyped
    """The same for somebody who comes by another site's account, which stands for the password."""
