"""The reader's inbox: pages of it, and marking it read."""

from datetime import datetime

from django.db import transaction

from common.keyset import KeysetPage, page_after
from push.kinds import kinds_under
from push.models import InboxItem
from push.unread import tell_changed
from users.models import User

PAGE = 20


def page_of(reader: User, tab: str, cursor: str) -> KeysetPage[InboxItem]:
    """One page of a tab, newest first. One query. A cursor nobody made starts again at the top."""
    items = InboxItem.objects.of_reader(reader).for_page()
    if tab:
        items = items.filter(kind__in=kinds_under(tab))
    return page_after(items, cursor, fields=("-happened_at", "-pk"), size=PAGE)


@transaction.atomic
def mark_read(item: InboxItem, *, at: datetime) -> bool:
    """Marks one item read. False when it was already."""
    if not InboxItem.objects.unread().filter(pk=item.pk).update(read_at=at):
        return False
    tell_changed([item.reader_id])
    return True


@transaction.atomic
def mark_all_read(reader: User, *, at: datetime, tab: str = "") -> int:
    """Marks everything of a tab that happened until `at` read. Returns how many items there were."""
    items = InboxItem.objects.of_reader(reader).unread().filter(happened_at__lte=at, kind__in=kinds_under(tab))
    marked = items.update(read_at=at)
    if marked:
        tell_changed([reader.pk])
    return marked
