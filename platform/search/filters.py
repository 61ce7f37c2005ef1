"""What a search may be narrowed by, and how: each filter is one entry of an address, checked before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notes.models import Form
from search.marks import fact
from search.models import Kind

SPANS: Mapping[str, tuple[timedelta, str | Promise]] = {
    "day": (timedelta(days=1), _("Last day")),
    "week": (timedelta(days=7), _("Last week")),
    "half_year": (timedelta(days=183), _("Last half year")),
}
# Kind -> the filters that mean something for it.
FITTING: Mapping[str, frozenset[str]] = {
    Kind.NOTE: frozenset({"form", "within", "category", "city", "goods"}),
    Kind.PRODUCT: frozenset({"category"}),
    Kind.PERSON: frozenset(),
    Kind.TOPIC: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen; an empty text means no matter. `category` and `city` are codes of rows that exist."""

    form: str = ""
    within: str = ""
    category: str = ""
    city: str = ""
    goods: str = ""

    def __bool__(self) -> bool:
        return any(self.as_query().values())

    def as_query(self) -> dict[str, str]:
        """As entries of an address, the chosen ones alone."""
        names = ("form", "within", "category", "city", "goods")
        return {name: value for name in names if (value := getattr(self, name))}

    def for_kind(self, kind: str) -> "Filters":
        """Those of the filters that mean something for a kind."""
        return Filters(**{name: value for name, value in self.as_query().items() if name in FITTING[kind]})

    def facts(self) -> list[str]:
        """The marks a document has to carry."""
        facts = [fact(name, getattr(self, name)) for name in ("form", "category", "city") if getattr(self, name)]
        return [*facts, *([fact("goods")] if self.goods else [])]

    def since(self, at: datetime) -> datetime | None:
        return at - SPANS[self.within][0] if self.within else None


FORMS = Form.choices
