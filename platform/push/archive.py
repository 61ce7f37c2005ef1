"""What the push floor puts into an archive: the reader's wishes, the inbox, and what was sent and why."""

from collections.abc import Iterator
from datetime import time

from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import archive_fields as fields
from common.archives import Bringing, Row, RowRefused, Section, register
from push.models import HIGHEST_CAP, InboxItem, Kind, LedgerLine, PushSettings, WorkChoice
from push.wishes import keep_wishes
from users.models import User

_BATCH = 500
_WISHES = ("is_muted", "muted_kinds", "quiet_opens", "quiet_closes", "work", "daily_cap")


def _settings(person_id: int) -> Iterator[Row]:
    yield from ({**row} for row in PushSettings.objects.filter(reader=person_id).values(*_WISHES))


def _bring_settings(bringing: Bringing) -> None:
    reader = User.objects.get(pk=bringing.person_id)

    def bring(row: Row) -> str:
        wished: dict[str, object] = {
            "is_muted": fields.yes_no(row, "is_muted"),
            "muted_kinds": [k for k in fields.texts(row, "muted_kinds", most=40, longest=20) if k in Kind.values],
            "quiet_opens": _time(row, "quiet_opens"),
            "quiet_closes": _time(row, "quiet_closes"),
            "work": fields.choice(row, "work", WorkChoice.values),
            "daily_cap": fields.whole(row, "daily_cap", least=0, most=HIGHEST_CAP),
        }
        if PushSettings.objects.filter(reader=reader).values(*_WISHES).first() == wished:
            return "there"
        keep_wishes(reader, wished)
        return "new"

    bringing.guard(bring)


def _time(row: Row, name: str) -> time:
    try:
        found = parse_time(fields.text(row, name, most=8))
    except ValueError:
        found = None
    if found is None:
        raise RowRefused(_("%(field)s: this is no time of day.") % {"field": name})
    return found


def _inbox(person_id: int) -> Iterator[Row]:
    items = InboxItem.objects.filter(reader=person_id).order_by("pk").select_related("actor", "note")
    for item in items.iterator(chunk_size=_BATCH):
        yield {
            "kind": item.kind,
            "last_person": item.actor.handle if item.actor else "",
            "people": item.count,
            "note": item.note.get_absolute_url() if item.note else "",
            "facts": item.facts,
            "happened_at": item.happened_at,
            "read_at": item.read_at,
        }


def _ledger(person_id: int) -> Iterator[Row]:
    lines = LedgerLine.objects.filter(push__reader=person_id).order_by("pk").select_related("push")
    for line in lines.iterator(chunk_size=_BATCH):
        yield {
            "day": line.push.local_day,
            "slot": line.push.slot,
            "step": line.step,
            "is_allowed": line.is_allowed,
            "rule": line.rule,
            "facts": line.facts,
            "asked_at": line.asked_at,
        }


register(Section("inbox_settings", gettext_lazy("Inbox settings"), 70, _settings, bring=_bring_settings))
register(Section("inbox", gettext_lazy("Inbox"), 71, _inbox))
register(Section("pushes", gettext_lazy("Ledger of pushes"), 91, _ledger))
