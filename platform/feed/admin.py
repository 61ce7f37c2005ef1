"""What steers the feed: the sources, and the weights with their versions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.staff import FastAdmin
from feed.models import FeedSource, FeedWeights
from feed.ranking import FIRST_WEIGHTS
from feed.steering import set_weights
from users.models import User


@admin.register(FeedSource)
class FeedSourceAdmin(FastAdmin):
    """Which sources are asked. They are written in code: staff turn them on and off and weigh them."""

    order = ("name", "pk")
    list_display = ("name", "is_on", "prior", "limit", "stages")
    fields = (("name", "is_on"), ("prior", "limit"), "stages")
    readonly_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class WeightsForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no type at run time
    """A new version. Terms that are left out keep their first weight."""

    class Meta:
        model = FeedWeights
        fields = ("weights", "reason")

    def clean_weights(self) -> dict[str, float]:
        """Known terms with numbers, the level within its bound."""
        weights: object = self.cleaned_data["weights"]
        if not isinstance(weights, dict) or not set(weights) <= set(FIRST_WEIGHTS):
            raise forms.ValidationError(_("Known terms: %s.") % ", ".join(FIRST_WEIGHTS))
        if any(isinstance(value, bool) or not isinstance(value, int | float) for value in weights.values()):
            raise forms.ValidationError(_("Every weight is a number."))
        if weights.get("level", 0) > FIRST_WEIGHTS["level"]:
            raise forms.ValidationError(_("The level moves a score by at most %s.") % FIRST_WEIGHTS["level"])
        return weights


@admin.register(FeedWeights)
class FeedWeightsAdmin(FastAdmin):
    """Versions are added and never changed: a page can name the one it used."""

    order = ("-version",)
    form = WeightsForm
    list_display = ("version", "weights", "reason", "created_by", "created_at")
    list_select_related = ("created_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # Any: Django's hook
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # Any: Django's hook
        return ("version", "weights", "reason", "created_by", "created_at") if obj else ("weights", "reason")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:  # Any: Django's hook
        """The weights in force, to start from."""
        newest = FeedWeights.objects.newest_first().first()
        return {"weights": {**FIRST_WEIGHTS, **(newest.weights if newest else {})}}

    def save_model(self, request: HttpRequest, obj: FeedWeights, form: forms.BaseForm, change: bool) -> None:  # noqa: FBT001  (Django's signature)
        by = User.objects.get_queryset().get(pk=request.user.pk or 0)
        made = set_weights(obj.weights, by=by, reason=obj.reason, at=now())
        obj.pk, obj.version = made.pk, made.version
