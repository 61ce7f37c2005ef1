"""What the reader is told about a verdict, in the reader's language and in the reader's own time."""

from dataclasses import dataclass, field
from datetime import datetime, time
from types import MappingProxyType

from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# By the code of the rule; a sentence with %(count)d has both numbers.
SENTENCES: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "open": _("This is a good time: your window is open."),
        "zone": _("We do not know your time zone. Choose it in your settings."),
        "muted_kind": _("You muted messages of this kind."),
        "muted": _("You muted messages until %(until)s."),
        "muted_for_good": _("You muted all messages."),
        "working": _("You are at work from %(opens)s to %(closes)s."),
        "quiet": _("Your quiet hours are from %(opens)s to %(closes)s."),
        "window": _("This is outside the times you chose for messages."),
        "cap": ngettext_lazy(
            "You had %(count)d message today, and that is enough for one day.",
            "You had %(count)d messages today, and that is enough for one day.",
            "count",
        ),
        "spacing": ngettext_lazy(
            "The last message came at %(last)s. We leave at least %(count)d minute between two.",
            "The last message came at %(last)s. We leave at least %(count)d minutes between two.",
            "count",
        ),
    }
)

Fact = int | time | datetime


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence and its facts, put into words when it is shown: `str()` speaks the language active at that moment.

    Instants among the facts are already in the reader's zone.
    """

    code: str
    facts: MappingProxyType[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        words = {name: _in_words(fact) for name, fact in self.facts.items()}
        return str(SENTENCES[self.code] % words) if words else str(SENTENCES[self.code])


def explain(code: str, **facts: Fact) -> Explanation:
    return Explanation(code, MappingProxyType(facts))


def _in_words(fact: Fact) -> str | int:
    if isinstance(fact, datetime):
        return f"{date_format(fact, 'SHORT_DATE_FORMAT')} {time_format(fact, 'H:i')}"
    return time_format(fact, "H:i") if isinstance(fact, time) else fact
