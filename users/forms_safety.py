"""Forms of the page about privacy and safety."""

from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from users import muting, requests
from users.models import Mute, SafetySettings, User

_DAYS = (("", _("for good")), ("1", _("for a day")), ("7", _("for a week")), ("30", _("for 30 days")))


class SafetyForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no type at run time
    """Whether the account is private, and who may speak to its owner."""

    is_private = forms.BooleanField(
        label=_("Private account"),
        required=False,
        help_text=_("Only your followers see your notes, and you decide who follows you. Present followers stay."),
    )

    class Meta:
        model = SafetySettings
        fields = ("may_comment", "may_mention", "may_message")

    @transaction.atomic
    def keep(self, person: User, *, at: datetime) -> None:
        """Writes all answers or none. Call only after is_valid()."""
        self.save()
        if self.cleaned_data["is_private"]:
            requests.close_account(person)
        else:
            requests.open_account(person, at=at)


class MuteForm(forms.Form):
    """A word or a topic, and for how long."""

    text = forms.CharField(
        label=_("Word or topic"), max_length=200, error_messages={"required": _("Write a word or a topic first.")}
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=((Mute.Kind.WORD, _("Word")), (Mute.Kind.TOPIC, _("Topic"))), initial="word"
    )
    days = forms.ChoiceField(label=_("How long"), choices=_DAYS, required=False)

    def muted(self, owner: User, *, at: datetime) -> bool:
        """Mutes what was asked for; False, with the reason beside the field, when it was refused."""
        given = self.cleaned_data
        until = at + timedelta(days=int(given["days"])) if given["days"] else None
        mute = muting.mute_topic if given["kind"] == Mute.Kind.TOPIC else muting.mute_word
        try:
            mute(owner, given["text"], until=until, at=at)
        except muting.CannotMute as refusal:
            self.add_error("text", str(refusal))
        return self.is_valid()
