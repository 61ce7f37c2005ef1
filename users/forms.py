"""Forms about people."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.models import Category, City
from common.text import clean
from users.interests import interest_ids_of, offered_interests
from users.models import User
from users.profile_changes import ProfileFacts
from users.zones import grouped_zones, is_zone

PICTURES = "image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic"


class ProfileForm(forms.Form):
    """What people see of a person, and how the site speaks to them."""

    avatar = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_("JPEG, PNG, WebP, GIF, AVIF or HEIC, up to 20 MB. The middle square is shown."),
    )
    removes_avatar = forms.BooleanField(label=_("Take my picture away"), required=False)
    name = forms.CharField(label=_("Name"), max_length=40, required=False)
    bio = forms.CharField(label=_("About me"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    city = forms.ModelChoiceField(
        City.objects.order_by("country", "name_en"),
        label=_("City"),
        required=False,
        empty_label=_("Do not show a city"),
        help_text=_("Shown on your page, and nothing finer than this."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times are shown in it, and messages come at your noon and in your evening."),
    )

    has_open_likes = forms.BooleanField(
        label=_("Show what I like on my page"),
        required=False,
        help_text=_("Without it only you see the tab Liked."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        languages = [("", _("As my browser says")), *settings.LANGUAGES]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]  # a ChoiceField, see above
        zones: list[tuple[object, object]] = [*grouped_zones()]
        if not is_zone(person.time_zone):
            # A zone that was renamed since it was chosen stays selected until its owner changes it.
            zones.insert(0, (person.time_zone, person.time_zone))
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]
        if not person.avatar:
            del self.fields["removes_avatar"]

    @staticmethod
    def facts_of(person: User) -> dict[str, object]:
        """What the form starts with."""
        return {
            "name": person.name,
            "bio": person.bio,
            "city": person.city_id,
            "language": person.language,
            "time_zone": person.time_zone,
            "has_open_likes": person.has_open_likes,
        }

    def clean_name(self) -> str:
        return " ".join(clean(self.cleaned_data["name"]).split())

    def clean_bio(self) -> str:
        return clean(self.cleaned_data["bio"]).strip()

    def facts(self) -> ProfileFacts:
        """The checked answers. Call only after is_valid()."""
        given = self.cleaned_data
        return ProfileFacts(
            name=given["name"],
            bio=given["bio"],
            city=given["city"],
            language=given["language"],
            time_zone=given["time_zone"],
            has_open_likes=given["has_open_likes"],
            avatar=given["avatar"],
            removes_avatar=given.get("removes_avatar", False),
        )


class InterestsForm(forms.Form):
    """The top categories as chips to tick."""

    categories = forms.ModelMultipleChoiceField(
        Category.objects.none(), label=_("What do you like to read about?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: User, needs_one: bool, **kwargs: Any) -> None:  # Any: Django's signature
        kwargs.setdefault("initial", {"categories": interest_ids_of(person)})
        super().__init__(*args, **kwargs)
        field = self.fields["categories"]
        field.queryset = offered_interests()  # type: ignore[attr-defined]  # a model field, see above
        field.required = needs_one
        field.error_messages["required"] = _("Choose at least one, or skip this step.")


class FindPersonForm(forms.Form):
    """A handle or an e-mail address, in full."""

    q = forms.CharField(
        label=_("Find somebody by handle or e-mail address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocapitalize": "none", "spellcheck": "false"}),
    )


class CellForm(forms.Form):
    """The number of a square, made by the browser."""

    cell = forms.IntegerField(
        min_value=0,
        max_value=2_147_483_647,
        error_messages={"required": _("Your browser did not say where you are.")},
    )


class AppealForm(forms.Form):
    """What should be looked at again, in the person's own words; users.appeals measures them."""

    words = forms.CharField(
        label=_("What should we look at again?"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": _("Say in a sentence what should be looked at.")},
    )


class ArchiveForm(forms.Form):
    """The zip somebody brings back."""

    archive = forms.FileField(
        label=_("Archive"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("The zip file that Meadow made for you, up to 512 MB."),
    )


class LeaveForm(forms.Form):
    """The handle, typed: nobody deletes an account by a slip."""

    handle = forms.CharField(
        label=_("Type your handle to go on"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_handle(self) -> str:
        typed = str(self.cleaned_data["handle"]).strip().removeprefix("@").lower()
        if typed != self.person.handle:
            raise forms.ValidationError(_("This is not your handle. Yours is %s.") % self.person.handle)
        return typed
