"""People, their levels and what they did to reach them."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from common.desk import Deed, DeskAdmin, Facts, ReasonForm, select_widget
from common.events import announce
from common.media import rendition_url
from common.models import Category
from common.staff import FastAdmin, NewestInline, shown
from users import arriving_admin, corrections, ladder_admin, standing  # noqa: F401  (two register their own models)
from users.events import person_changed
from users.models import GrowthEntry, Kind, User


class ExpertForm(forms.Form):
    """The field somebody is an expert of: a top category."""

    vertical = forms.ModelChoiceField(
        Category.objects.none(), label=gettext_lazy("Field of the expert"), widget=select_widget()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: a form's own arguments
        super().__init__(*args, **kwargs)
        self.fields["vertical"].queryset = Category.objects.offered().filter(parent=None)  # type: ignore[attr-defined]


def _suspend(person: User, staff_id: int, facts: Facts, at: datetime) -> str:
    standing.suspend(person, by=staff_id)
    return str(_("Suspended: %s") % facts["reason"])


def _restore(person: User, staff_id: int, facts: Facts, at: datetime) -> str:
    standing.restore(person)
    return str(_("Restored: %s") % facts["reason"])


def _make_expert(person: User, staff_id: int, facts: Facts, at: datetime) -> str:
    standing.make_expert(person, facts["vertical"], at=at)
    return str(_("Made an expert: %s") % facts["vertical"].name)


class LevelForm(ReasonForm):
    """A level to give, with the reason the person reads in their ledger."""

    level = forms.IntegerField(
        label=gettext_lazy("Level"), min_value=1, max_value=10, widget=UnfoldAdminIntegerFieldWidget()
    )


def _give_level(person: User, staff_id: int, facts: Facts, at: datetime) -> str:
    corrections.give_level(person, facts["level"], reason=facts["reason"], at=at)
    return str(_("Given level %(level)s: %(reason)s") % facts)


# A kind without a tone of its own still needs a place here: unfold says the code of one it does not find.
_KIND_TONES = {
    Kind.MEMBER: "",
    Kind.EXPERT: "success",
    Kind.OFFICIAL: "info",
    Kind.BRAND: "warning",
    Kind.STAFF: "danger",
}
_REFUSALS = (standing.CannotChangeStanding, corrections.CannotCorrect)


class GrowthInline(NewestInline):
    """The newest lines of a person's ledger."""

    model = GrowthEntry
    belongs_to = "person"
    fields = ("created_at", "reason", "source", "points")
    readonly_fields = fields
    verbose_name_plural = gettext_lazy("newest lines of the growth ledger")


@admin.register(User)
class PersonAdmin(DeskAdmin):
    search_fields = ("handle__startswith", "public_id")
    search_help_text = gettext_lazy("Handle, whole e-mail address or id")
    list_display = (
        "who",
        "kind_label",
        "level",
        "vertical",
        "notes_count",
        "followers_count",
        "is_active",
        "joined_at",
    )
    list_select_related = ("vertical",)
    list_filter = ("kind", "is_active", "is_staff")
    autocomplete_fields = ("city",)
    inlines = (GrowthInline,)
    readonly_fields = (
        "handle", "email", "kind", "vertical", "level", "is_active", "joined_at", "seen_at", "notes_count",
        "followers_count", "following_count", "received_count",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": (("name", "handle"), "bio", ("city", "language"))}),
        (
            gettext_lazy("Standing"),
            {"fields": (("kind", "vertical"), ("level", "is_active"), ("joined_at", "seen_at"), "email")},
        ),
        (
            gettext_lazy("Figures"),
            {"fields": (("notes_count", "received_count"), ("followers_count", "following_count"))},
        ),
    )
    rights = ((gettext_lazy("Rights"), {"fields": (("is_staff", "is_superuser"), "groups")}),)
    filter_horizontal = ("groups",)
    deeds = (
        Deed(
            "make_expert", gettext_lazy("Make an expert"), "school", _make_expert, ExpertForm, _REFUSALS,
            lambda person: person.is_active and person.kind in {Kind.MEMBER, Kind.EXPERT},
        ),
        Deed(
            "give_level", gettext_lazy("Give a level"), "stairs", _give_level, LevelForm, _REFUSALS,
            lambda person: person.is_active and person.level < 10,
        ),
        Deed(
            "suspend", gettext_lazy("Suspend"), "block", _suspend, ReasonForm, _REFUSALS,
            lambda person: person.is_active and not person.is_staff, "danger",
        ),
        Deed(
            "restore", gettext_lazy("Restore"), "undo", _restore, ReasonForm, _REFUSALS,
            lambda person: not person.is_active,
        ),
    )  # fmt: skip

    def found_by(self, text: str) -> Q:
        """A handle with or without its mark, an id, or a whole address; the address through its own index."""
        if "@" in text.lstrip("@"):
            owners = User.objects.get_queryset().annotate(address=Lower("email")).filter(address=text.lower())
            return Q(pk__in=owners.values("pk"))
        bare = text.lstrip("@")
        return Q(handle__startswith=bare.lower()) | Q(public_id=bare)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:  # Any: Django's nested tuples
        """Rights are given by superusers only."""
        return (*self.fieldsets, *self.rights) if getattr(request.user, "is_superuser", False) else self.fieldsets

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up themselves."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.BaseForm, change: bool) -> None:  # noqa: FBT001  (Django's signature)
        super().save_model(request, obj, form, change)
        announce(person_changed, person_id=obj.pk)

    @shown(gettext_lazy("person"), header=True)
    def who(self, person: User) -> tuple[object, ...]:
        shown = person.shown_name
        return shown, f"@{person.handle}", *_face(person)

    @shown(
        gettext_lazy("kind"),
        label=_KIND_TONES,
    )
    def kind_label(self, person: User) -> tuple[str, str]:
        return person.kind, person.get_kind_display()


def _face(person: User) -> tuple[object, ...]:
    """The avatar as unfold's header cells take it: the initial, or the picture."""
    if not person.avatar:
        return (person.shown_name[:1].upper(),)
    facts = {"path": rendition_url(person.avatar, 360), "width": 32, "height": 32, "borderless": True}
    return ("", facts)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(FastAdmin):
    """Bundles of rights for the staff."""

    order = ("name", "pk")
    list_display = ("name",)
    filter_horizontal = ("permissions",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # Any: Django's
        if db_field.name == "permissions":
            # A permission's words name its app and model; without this each of them asks for its own row.
            kwargs["queryset"] = Permission.objects.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)
