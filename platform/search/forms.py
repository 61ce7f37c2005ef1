"""What an address may say of a search. What it says wrongly is left out, and the page finds all the same."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.models import Category, City
from notes.models import Form
from search.filters import SPANS, Filters
from users.models import User

Choices = list[tuple[str, Any]]  # Any: lazy words


def _select(label: Any, choices: Choices) -> forms.ChoiceField:  # Any: lazy words
    return forms.ChoiceField(label=label, choices=choices, required=False)


class FilterForm(forms.Form):
    """The filters of notes as fields; each choice is an entry of the address."""

    form = _select(_("Form"), [("", _("Any form")), *Form.choices])
    within = _select(_("Time"), [("", _("Any time")), *((code, name) for code, (_span, name) in SPANS.items())])
    category = _select(_("Category"), [])
    city = _select(_("Place"), [])
    goods = forms.BooleanField(label=_("Only with a product"), required=False, widget=forms.CheckboxInput)

    def __init__(self, data: QueryDict, *, reader: User | None = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        self._offer("category", [("", _("All categories")), *_tops()])
        self._offer("city", [("", _("Anywhere")), *_cities(reader)])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def filters(self) -> Filters:
        """What was chosen rightly."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            form=chosen.get("form", ""),
            within=chosen.get("within", ""),
            category=chosen.get("category", ""),
            city=chosen.get("city", ""),
            goods="1" if chosen.get("goods") else "",
        )


def _tops() -> Iterable[tuple[str, str]]:
    rows = Category.objects.filter(is_offered=True, parent=None).order_by("position", "pk")
    return [(row.code, row.name) for row in rows]


def _cities(reader: User | None) -> Choices:
    """Every city, the reader's own first: that is what is near."""
    rows = sorted(City.objects.all(), key=lambda city: city.name)
    own = [city for city in rows if reader is not None and city.pk == reader.city_id]
    near: Choices = [(city.code, _("Near me: %s") % city.name) for city in own]
    return [*near, *((city.code, city.name) for city in rows if city not in own)]
